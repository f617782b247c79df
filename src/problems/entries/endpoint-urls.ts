import type { ProblemEntry } from '../entry.ts'

/** A URL that webhooks are not sent to. */
export const endpointUrlProblems = {
  'endpoint-url-invalid': {
    status: 400,
    title: {
      kk: 'Вебхук мекенжайы жарамсыз',
      ru: 'Недопустимый адрес вебхука',
      en: 'The URL of the endpoint is not valid',
    },
    detail: {
      kk: 'Бұл толық URL емес немесе оның ішінде бос орын, кері қиғаш сызық не көрінбейтін таңба бар. Мекенжайды «https://hooks.example.org/besik» сияқты жазыңыз.',
      ru: 'Это не полный URL, либо в нём есть пробел, обратная косая черта или невидимый знак. Напишите адрес в виде «https://hooks.example.org/besik».',
      en: 'This is no complete URL, or it holds a space, a backslash or an invisible character. Write it like "https://hooks.example.org/besik".',
    },
  },
  'endpoint-url-too-long': {
    status: 400,
    title: {
      kk: 'Вебхук мекенжайы тым ұзын',
      ru: 'Адрес вебхука слишком длинный',
      en: 'The URL of the endpoint is too long',
    },
    detail: {
      kk: 'Вебхук мекенжайындағы таңбалардың ең көп саны: {limit}. Қысқарақ мекенжай беріңіз.',
      ru: 'Наибольшее число знаков в адресе вебхука: {limit}. Укажите адрес короче.',
      en: 'The most characters that the URL of an endpoint may have: {limit}. Give a shorter one.',
    },
  },
  'endpoint-url-not-https': {
    status: 400,
    title: {
      kk: 'Вебхук тек https арқылы жіберіледі',
      ru: 'Вебхуки отправляются только по https',
      en: 'Webhooks are sent over https alone',
    },
    detail: {
      kk: 'Мекенжай «https://» деп басталуы керек: хабарламалар шифрланбаған жолмен жіберілмейді. Қабылдағышқа сертификат орнатып, сол мекенжайды беріңіз.',
      ru: 'Адрес должен начинаться с «https://»: по незашифрованному каналу уведомления не отправляются. Установите на приёмнике сертификат и укажите такой адрес.',
      en: 'The URL has to begin with "https://": nothing is sent unencrypted. Give your receiver a certificate and register that URL.',
    },
  },
  'endpoint-url-credentials': {
    status: 400,
    title: {
      kk: 'Вебхук мекенжайында логин не құпиясөз бар',
      ru: 'В адресе вебхука есть логин или пароль',
      en: 'The URL of the endpoint holds credentials',
    },
    detail: {
      kk: 'Мекенжайдағы «@» белгісінің алдында тұрған логин мен құпиясөзді алып тастаңыз. Хабарламаның бізден келгенін оның қолтаңбасы дәлелдейді.',
      ru: 'Уберите из адреса логин и пароль перед знаком «@». Что уведомление пришло от нас, подтверждает его подпись.',
      en: 'Remove what stands before the "@" of the URL. That a webhook comes from us is proven by its signature.',
    },
  },
  'endpoint-url-fragment': {
    status: 400,
    title: {
      kk: 'Вебхук мекенжайында «#» белгісі бар',
      ru: 'В адресе вебхука есть знак «#»',
      en: 'The URL of the endpoint has a fragment',
    },
    detail: {
      kk: '«#» белгісінен кейінгі бөлік ешқашан серверге жіберілмейді. Оны алып тастаңыз немесе «?» белгісінен кейін параметр ретінде жазыңыз.',
      ru: 'То, что стоит после знака «#», никогда не отправляется на сервер. Уберите эту часть или передайте её параметром после знака «?».',
      en: 'What stands after the "#" is never sent to a server. Remove it, or write it as a parameter after a "?".',
    },
  },
  'endpoint-url-notation': {
    status: 400,
    title: {
      kk: 'Сервер аты түсініксіз жазылған',
      ru: 'Имя сервера записано необычно',
      en: 'The host of the endpoint is written in an odd way',
    },
    detail: {
      kk: 'Сервер атын қарапайым әріптермен, соңына нүкте қоймай жазыңыз, ал IP мекенжайын төрт ондық санмен жазыңыз: «203.0.113.7». Оны басқаша оқуға болатын жазба қабылданбайды.',
      ru: 'Напишите имя сервера обычными буквами и без точки в конце, а IP-адрес — четырьмя десятичными числами, например «203.0.113.7». Запись, которую можно прочитать по-разному, не принимается.',
      en: 'Write the host in plain letters and without a full stop at its end, and an IP address as four decimal numbers, such as "203.0.113.7". What can be read in two ways is not taken.',
    },
  },
  'endpoint-url-port': {
    status: 400,
    title: {
      kk: 'Вебхук бұл портқа жіберілмейді',
      ru: 'На этот порт вебхуки не отправляются',
      en: 'Webhooks are not sent to this port',
    },
    detail: {
      kk: 'Қабылдағыш мына порттардың бірінде тыңдауы керек: {ports}. Порты солардың бірі болатын мекенжай беріңіз.',
      ru: 'Приёмник должен слушать один из портов: {ports}. Укажите адрес с одним из них.',
      en: 'The receiver has to listen on one of these ports: {ports}. Give a URL with one of them.',
    },
  },
  'endpoint-url-not-public': {
    status: 400,
    title: {
      kk: 'Вебхук мекенжайы интернетте ашық емес',
      ru: 'Адрес вебхука не доступен из интернета',
      en: 'The URL of the endpoint is not public',
    },
    detail: {
      kk: 'Мекенжай ішкі желіге, осы құрылғының өзіне немесе арнайы ауқымға апарады. Интернеттен ашылатын мекенжай беріңіз; ішкі желіні тек қызмет операторы аша алады.',
      ru: 'Адрес ведёт во внутреннюю сеть, на саму машину или в специальный диапазон. Укажите адрес, доступный из интернета; внутреннюю сеть может открыть только оператор сервиса.',
      en: 'The URL leads to an internal network, to the machine itself or into a special range. Give one that is reached from the internet; only the operator of the service can open an internal network.',
    },
  },
  'endpoint-url-own': {
    status: 400,
    title: {
      kk: 'Вебхук мекенжайы осы қызметтің өзіне апарады',
      ru: 'Адрес вебхука ведёт на сам этот сервис',
      en: 'The URL of the endpoint leads back to this service',
    },
    detail: {
      kk: 'Қызмет хабарламаны өзіне жібермейді. Өз қабылдағышыңыздың мекенжайын беріңіз.',
      ru: 'Сервис не отправляет уведомления самому себе. Укажите адрес своего приёмника.',
      en: 'The service sends nothing to itself. Give the URL of your own receiver.',
    },
  },
  'endpoint-host-unknown': {
    status: 400,
    title: {
      kk: 'Қабылдағыштың сервері табылмады',
      ru: 'Сервер приёмника не найден',
      en: 'The host of the endpoint cannot be found',
    },
    detail: {
      kk: 'Мекенжайдағы сервер атын DNS таппады немесе уақытында жауап бермеді. Аты дұрыс жазылғанын тексеріңіз; ат жаңа болса, ол таралғанша біраз күтіңіз.',
      ru: 'DNS не нашёл имя сервера из адреса или не ответил вовремя. Проверьте, что имя написано верно; если оно новое, подождите, пока оно распространится.',
      en: 'DNS does not know the host of the URL, or did not answer in time. Check that it is written correctly; if it is new, wait a while until it is known everywhere.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
