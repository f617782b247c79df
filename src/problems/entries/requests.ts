import type { ProblemEntry } from '../entry.ts'

/** The request itself can't be read, or asks for what is not there. */
export const requestProblems = {
  'invalid-request': {
    status: 400,
    title: {
      kk: 'Сұраудың деректерінде қателер бар',
      ru: 'В данных запроса есть ошибки',
      en: 'The request has errors in it',
    },
    detail: {
      kk: 'Сұрау орындалмады, ештеңе өзгерген жоқ. Қай өрісте қандай қате бар екені «errors» тізімінде көрсетілген. Қателерді түзетіп, сұрауды қайта жіберіңіз.',
      ru: 'Запрос не выполнен, ничего не изменилось. В списке «errors» указано, какие поля неверны и почему. Исправьте их и отправьте запрос ещё раз.',
      en: 'The request was not carried out, and nothing changed. The list "errors" says which fields are wrong and why. Correct them and send the request again.',
    },
  },
  'malformed-request': {
    status: 400,
    title: {
      kk: 'Сұрауды оқу мүмкін болмады',
      ru: 'Запрос не удалось прочитать',
      en: 'The request cannot be read',
    },
    detail: {
      kk: 'Сұрау HTTP ережелеріне сай емес немесе толық жетпеді. Мекенжайды, тақырыптарды және деректердің ұзындығын тексеріп, сұрауды қайта жіберіңіз.',
      ru: 'Запрос нарушает правила HTTP или дошёл не полностью. Проверьте адрес, заголовки и длину данных и отправьте запрос ещё раз.',
      en: 'The request breaks the rules of HTTP or did not arrive whole. Check its address, headers and length, and send it again.',
    },
  },
  'malformed-json': {
    status: 400,
    title: {
      kk: 'Деректер дұрыс JSON емес',
      ru: 'Данные не являются правильным JSON',
      en: 'The body is not valid JSON',
    },
    detail: {
      kk: 'Сұраудың деректері бос немесе JSON ретінде оқылмайды. Тырнақшаларды, үтірлерді және жақшаларды тексеріңіз.',
      ru: 'Данные запроса пусты или не читаются как JSON. Проверьте кавычки, запятые и скобки.',
      en: 'The body of the request is empty or cannot be read as JSON. Check its quotation marks, commas and brackets.',
    },
  },
  'payload-too-large': {
    status: 413,
    title: { kk: 'Деректер тым көп', ru: 'Слишком много данных', en: 'The body is too large' },
    detail: {
      kk: 'Бір сұрауға сиятын деректердің ең үлкен көлемі, байт: {limit}. Деректерді бірнеше сұрауға бөліңіз.',
      ru: 'Наибольший объём данных в одном запросе, байт: {limit}. Разделите данные на несколько запросов.',
      en: 'The most that one request may carry, in bytes: {limit}. Split the data over several requests.',
    },
  },
  'uri-too-long': {
    status: 414,
    title: { kk: 'Мекенжай тым ұзын', ru: 'Адрес слишком длинный', en: 'The address is too long' },
    detail: {
      kk: 'Сұрау мекенжайының бір бөлігі тым ұзын. Идентификаторды тексеріңіз: ол Besik берген күйінде болуы керек.',
      ru: 'Одна из частей адреса запроса слишком длинная. Проверьте идентификатор: он должен быть таким, каким его выдал Besik.',
      en: 'A part of the address is too long. Check the identifier in it: it must stand as Besik gave it.',
    },
  },
  'header-fields-too-large': {
    status: 431,
    title: {
      kk: 'Сұраудың тақырыптары тым үлкен',
      ru: 'Заголовки запроса слишком велики',
      en: 'The headers are too large',
    },
    detail: {
      kk: 'Сұрау тақырыптарының жалпы көлемі шектен асты. Артық тақырыптар мен cookie файлдарын алып тастаңыз.',
      ru: 'Общий объём заголовков запроса превышает предел. Уберите лишние заголовки и файлы cookie.',
      en: 'Together the headers of the request exceed the limit. Leave out headers and cookies that are not needed.',
    },
  },
  'unsupported-media-type': {
    status: 415,
    title: {
      kk: 'Деректердің бұл түрі қабылданбайды',
      ru: 'Тип данных не поддерживается',
      en: 'The type of the body is not supported',
    },
    detail: {
      kk: 'Besik деректерді тек JSON түрінде қабылдайды. Сұрауға «Content-Type: application/json» тақырыбын қосыңыз.',
      ru: 'Besik принимает данные только в формате JSON. Добавьте к запросу заголовок «Content-Type: application/json».',
      en: 'Besik takes JSON only. Send the header "Content-Type: application/json" with the request.',
    },
  },
  'not-found': {
    status: 404,
    title: { kk: 'Жазба табылмады', ru: 'Запись не найдена', en: 'The record is not found' },
    detail: {
      kk: 'Мұндай идентификаторы бар жазба жоқ немесе ол сіздің ұйымыңызға көрінбейді. Идентификаторды тексеріңіз.',
      ru: 'Записи с таким идентификатором нет, или ваша организация её не видит. Проверьте идентификатор.',
      en: 'There is nothing under this identifier, or your organization may not see it. Check the identifier.',
    },
  },
  'route-not-found': {
    status: 404,
    title: { kk: 'Мұндай мекенжай жоқ', ru: 'Такого адреса нет', en: 'There is no such address' },
    detail: {
      kk: 'Besik API-інде мұндай мекенжай жоқ. Барлық мекенжай API анықтамалығында берілген: /docs.',
      ru: 'В API Besik нет такого адреса. Все адреса перечислены в справочнике API: /docs.',
      en: 'The API of Besik has no such address. The API reference lists them all: /docs.',
    },
  },
  'method-not-allowed': {
    status: 405,
    title: {
      kk: 'Бұл мекенжай мұндай әдісті қабылдамайды',
      ru: 'Адрес не принимает этот метод',
      en: 'The address does not take this method',
    },
    detail: {
      kk: 'Бұл мекенжайда рұқсат етілген HTTP әдістері: {allowed}.',
      ru: 'По этому адресу разрешены методы HTTP: {allowed}.',
      en: 'HTTP methods that this address takes: {allowed}.',
    },
  },
  'request-timeout': {
    status: 408,
    title: {
      kk: 'Сұрау уақытында жетпеді',
      ru: 'Запрос не пришёл вовремя',
      en: 'The request took too long to arrive',
    },
    detail: {
      kk: 'Сұрау толық жеткенше берілген уақыт бітті. Байланысты тексеріп, сұрауды қайта жіберіңіз.',
      ru: 'Время вышло раньше, чем запрос пришёл целиком. Проверьте связь и отправьте запрос ещё раз.',
      en: 'Time ran out before the whole request had arrived. Check the connection and send the request again.',
    },
  },
  'invalid-cursor': {
    status: 400,
    title: { kk: 'Курсор жарамсыз', ru: 'Курсор недействителен', en: 'The cursor is not valid' },
    detail: {
      kk: 'Бұл курсор осы тізімге және осы сүзгілерге арналмаған. Алдыңғы беттің «next» мәнін өзгертпей алыңыз немесе тізімді басынан бастаңыз.',
      ru: 'Этот курсор не относится к данному списку с данными фильтрами. Возьмите значение «next» предыдущей страницы без изменений или начните список сначала.',
      en: 'This cursor does not belong to this list with these filters. Take "next" of the page before as it stands, or begin the list anew.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
