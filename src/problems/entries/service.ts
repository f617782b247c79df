import type { ProblemEntry } from '../entry.ts'

/** The service itself is at fault, or not able to answer now. */
export const serviceProblems = {
  'internal-error': {
    status: 500,
    title: { kk: 'Қызметтің ішкі қатесі', ru: 'Внутренняя ошибка сервиса', en: 'The service failed' },
    detail: {
      kk: 'Бұл біздің тараптан шыққан қате. Сұрауды сол «Idempotency-Key» мәнімен қайталаңыз. Қате қайталанса, қызмет операторына осы жауаптағы «requestId» нөмірін айтыңыз.',
      ru: 'Ошибка на нашей стороне. Повторите запрос с тем же «Idempotency-Key». Если ошибка повторится, сообщите оператору сервиса номер «requestId» из этого ответа.',
      en: 'The fault is ours. Send the request again with the same "Idempotency-Key". If it fails again, tell the operator of the service the "requestId" of this answer.',
    },
  },
  overloaded: {
    status: 503,
    headers: { 'retry-after': '2' },
    title: {
      kk: 'Қызметтің жүктемесі шектен асты',
      ru: 'Сервис перегружен',
      en: 'The service is overloaded',
    },
    detail: {
      kk: 'Қазір сұраулар тым көп, сондықтан бұл сұрау орындалмады. «Retry-After» тақырыбында көрсетілген секунд өткен соң қайталаңыз.',
      ru: 'Сейчас запросов слишком много, и этот не выполнен. Повторите через столько секунд, сколько указано в заголовке «Retry-After».',
      en: 'There are too many requests now, and this one was not carried out. Try again after the seconds that the header "Retry-After" names.',
    },
  },
  'database-unavailable': {
    status: 503,
    headers: { 'retry-after': '5' },
    title: {
      kk: 'Дерекқор уақытша қолжетімсіз',
      ru: 'База данных временно недоступна',
      en: 'The database cannot be reached',
    },
    detail: {
      kk: 'Қызмет дерекқорға қосыла алмай тұр. Сұрау орындалған-орындалмағаны белгісіз болуы мүмкін: оны біраздан соң сол «Idempotency-Key» мәнімен қайталаңыз.',
      ru: 'Сервис не может связаться с базой данных. Выполнен ли запрос, может быть неизвестно: повторите его чуть позже с тем же «Idempotency-Key».',
      en: 'The service cannot reach its database. Whether the request was carried out may be unknown: send it again a little later with the same "Idempotency-Key".',
    },
  },
  'timed-out': {
    status: 503,
    headers: { 'retry-after': '5' },
    title: {
      kk: 'Қызмет уақытында жауап бере алмады',
      ru: 'Сервис не успел ответить',
      en: 'The service did not answer in time',
    },
    detail: {
      kk: 'Сұрауды орындауға берілген уақыт бітті. Ол орындалған-орындалмағаны белгісіз болуы мүмкін: біраздан соң сол «Idempotency-Key» мәнімен қайталаңыз.',
      ru: 'Время на выполнение запроса вышло. Выполнен ли он, может быть неизвестно: повторите его чуть позже с тем же «Idempotency-Key».',
      en: 'The time for carrying out the request ran out. Whether it was carried out may be unknown: send it again a little later with the same "Idempotency-Key".',
    },
  },
} as const satisfies Record<string, ProblemEntry>
