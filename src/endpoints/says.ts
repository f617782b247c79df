import type { Language } from '../../schemas/primitives.ts'
import type { Texts } from '../problems/entry.ts'
import type { SendCode } from '../webhooks/send-code.ts'

/** What came of an attempt, in plain words for the owner of the endpoint. */
export const attemptTexts: Record<SendCode, Texts> = {
  delivered: {
    kk: 'Қабылдағыш хабарламаны алды.',
    ru: 'Приёмник принял уведомление.',
    en: 'The receiver took the delivery.',
  },
  gone: {
    kk: 'Қабылдағыш 410 деп жауап берді: ол бұдан былай хабарлама күтпейді.',
    ru: 'Приёмник ответил 410: уведомления ему больше не нужны.',
    en: 'The receiver answered 410: it wants no more deliveries.',
  },
  redirected: {
    kk: 'Қабылдағыш басқа мекенжайға бағыттады. Ондай бағыттауға ермейміз: жаңа мекенжайды баптауларда көрсетіңіз.',
    ru: 'Приёмник перенаправил на другой адрес. Мы не следуем перенаправлениям: укажите новый адрес в настройках.',
    en: 'The receiver redirected to another URL. Redirects are never followed: register the new URL instead.',
  },
  refused: {
    kk: 'Қабылдағыш қате туралы жауап берді.',
    ru: 'Приёмник ответил ошибкой.',
    en: 'The receiver answered with an error.',
  },
  'answer-late': {
    kk: 'Қабылдағыш уақытында жауап бермеді.',
    ru: 'Приёмник не ответил вовремя.',
    en: 'The receiver did not answer in time.',
  },
  'answer-slow': {
    kk: 'Қабылдағыш жауап бере бастады, бірақ уақытында аяқтамады.',
    ru: 'Приёмник начал отвечать, но не закончил вовремя.',
    en: 'The receiver began to answer, but did not finish in time.',
  },
  'connection-closed': {
    kk: 'Жауап аяқталмай тұрып байланыс үзілді.',
    ru: 'Соединение прервалось до конца ответа.',
    en: 'The connection ended before the answer did.',
  },
  'headers-too-large': {
    kk: 'Қабылдағыш жауабының тақырыптары тым үлкен.',
    ru: 'Заголовки ответа приёмника слишком велики.',
    en: 'The headers of the answer are too large.',
  },
  'answer-malformed': {
    kk: 'Қабылдағыштың жауабы HTTP ережесіне сай емес.',
    ru: 'Ответ приёмника не соответствует протоколу HTTP.',
    en: 'What the receiver answered is not HTTP.',
  },
  'secret-unreadable': {
    kk: 'Қызмет өз жағында құпия кілтті аша алмады. Қызмет операторына хабарласыңыз.',
    ru: 'Сервис не смог открыть секрет на своей стороне. Обратитесь к оператору сервиса.',
    en: 'The service could not open the secret on its side. Tell its operator.',
  },
  'request-invalid': {
    kk: 'Сұрауды құрастыру мүмкін болмады: қосымша тақырыптарды тексеріңіз.',
    ru: 'Не удалось составить запрос: проверьте дополнительные заголовки.',
    en: 'The request could not be made: check the headers of the endpoint.',
  },
  'scheme-forbidden': {
    kk: 'Мекенжай https емес, ал шифрланбаған жолмен хабарлама жіберілмейді.',
    ru: 'Адрес не использует https, а без шифрования уведомления не отправляются.',
    en: 'The URL is not https, and nothing is sent unencrypted.',
  },
  'port-forbidden': {
    kk: 'Бұл портқа хабарлама жіберілмейді.',
    ru: 'На этот порт уведомления не отправляются.',
    en: 'Nothing is sent to this port.',
  },
  'address-forbidden': {
    kk: 'Сервер аты интернеттен тыс мекенжайға апарады, сондықтан байланыс орнатылмады.',
    ru: 'Имя сервера ведёт на адрес вне интернета, поэтому соединение не устанавливалось.',
    en: 'The name of the host leads to an address outside the internet, so no connection was made.',
  },
  'own-address': {
    kk: 'Мекенжай осы қызметтің өзіне апарады.',
    ru: 'Адрес ведёт на сам этот сервис.',
    en: 'The URL leads back to this service.',
  },
  'dns-not-found': {
    kk: 'Сервер атын DNS таппады.',
    ru: 'DNS не знает имени сервера.',
    en: 'DNS does not know the name of the host.',
  },
  'dns-timeout': {
    kk: 'DNS сервер атын уақытында таппады.',
    ru: 'DNS не ответил вовремя.',
    en: 'DNS did not answer in time.',
  },
  'dns-failed': {
    kk: 'Сервер атын DNS арқылы іздеу сәтсіз аяқталды.',
    ru: 'Не удалось найти имя сервера через DNS.',
    en: 'The name of the host could not be looked up.',
  },
  'connect-refused': {
    kk: 'Сервер байланысты қабылдамады: бұл портта байланыс қабылдайтын бағдарлама жоқ.',
    ru: 'Сервер отказал в соединении: на этом порту никто не слушает.',
    en: 'The host refused the connection: nothing listens on the port.',
  },
  'connect-timeout': {
    kk: 'Сервермен уақытында байланысу мүмкін болмады.',
    ru: 'Не удалось вовремя соединиться с сервером.',
    en: 'No connection could be made in time.',
  },
  'connect-failed': {
    kk: 'Сервермен байланысу мүмкін болмады.',
    ru: 'Не удалось соединиться с сервером.',
    en: 'No connection could be made.',
  },
  'certificate-invalid': {
    kk: 'Сервер сертификаты жарамсыз: мерзімі өткен, басқа атқа берілген немесе сенімсіз.',
    ru: 'Сертификат сервера недействителен: истёк, выдан на другое имя или не заслуживает доверия.',
    en: 'The certificate of the host is not valid: expired, for another name, or not trusted.',
  },
  'tls-failed': {
    kk: 'Шифрланған байланыс орнатылмады.',
    ru: 'Не удалось установить зашифрованное соединение.',
    en: 'No encrypted connection could be made.',
  },
}

const isKnown = (code: string): code is SendCode => Object.hasOwn(attemptTexts, code)

/** The text of a code; a code that this version does not know stands for itself. */
export const sayAttempt = (code: string, language: Language): string =>
  isKnown(code) ? attemptTexts[code][language] : code
