import type { ProblemEntry } from '../entry.ts'

/** Endpoints and what is delivered to them. */
export const endpointProblems = {
  'unknown-event-pattern': {
    status: 400,
    title: {
      kk: 'Бұған сәйкес оқиға жоқ',
      ru: 'Таких событий нет',
      en: 'There are no such events',
    },
    detail: {
      kk: 'Мұндай түрдегі оқиға болмайды. «unit.accepted» сияқты толық түрін, «unit.*» сияқты бір топты немесе барлығы үшін «*» белгісін жазыңыз. Барлық түрі API анықтамалығында берілген: /docs.',
      ru: 'Событий такого типа не бывает. Укажите тип целиком, например «unit.accepted», группу, например «unit.*», или «*» для всех. Все типы перечислены в справочнике API: /docs.',
      en: 'No event is ever of this type. Name a whole type such as "unit.accepted", a group such as "unit.*", or "*" for every one. All types are in the API reference: /docs.',
    },
  },
  'unknown-donation': {
    status: 400,
    title: { kk: 'Мұндай қайырмалдық жоқ', ru: 'Такого пожертвования нет', en: 'There is no such donation' },
    detail: {
      kk: 'Мұндай идентификаторы бар қайырмалдық жоқ немесе сіздің ұйымыңыз оған қатыспайды. Идентификаторды тексеріңіз.',
      ru: 'Пожертвования с таким идентификатором нет, или ваша организация в нём не участвует. Проверьте идентификатор.',
      en: 'There is no donation under this identifier, or your organization is no party to it. Check the identifier.',
    },
  },
  'header-reserved': {
    status: 400,
    title: {
      kk: 'Бұл тақырыпты қызметтің өзі қояды',
      ru: 'Этот заголовок сервис ставит сам',
      en: 'The header is not yours to set',
    },
    detail: {
      kk: 'Мұндай тақырып хабарламаның өзіне, қолтаңбасына немесе байланысқа қатысты, сондықтан оны өзгертуге болмайды. Қабылдағышыңызға керек мәнді «X-Api-Key» сияқты басқа атпен беріңіз.',
      ru: 'Такой заголовок относится к самому уведомлению, его подписи или соединению, поэтому задать его нельзя. Передайте нужное приёмнику значение под другим именем, например «X-Api-Key».',
      en: 'Such a header belongs to the message, its signature or the connection, and cannot be set. Give what your receiver needs another name, such as "X-Api-Key".',
    },
  },
  'too-many-endpoints': {
    status: 409,
    title: {
      kk: 'Вебхук мекенжайлары тым көп',
      ru: 'Слишком много адресов вебхуков',
      en: 'There are too many endpoints',
    },
    detail: {
      kk: 'Бір ұйымда бола алатын вебхук мекенжайларының ең көп саны: {limit}. Керек емесін «endpoint.removed» оқиғасымен алып тастаңыз.',
      ru: 'Наибольшее число адресов вебхуков у одной организации: {limit}. Уберите ненужный событием «endpoint.removed».',
      en: 'The most endpoints that an organization may have: {limit}. Remove one that is not needed with the event "endpoint.removed".',
    },
  },
  'too-many-secrets': {
    status: 409,
    title: {
      kk: 'Бір мезгілде тым көп құпия кілт қолданылып тұр',
      ru: 'Одновременно действует слишком много секретов',
      en: 'Too many secrets sign at once',
    },
    detail: {
      kk: 'Бір мекенжайда бір мезгілде жұмыс істейтін құпия кілттердің ең көп саны: {limit}. Ескілерінің мерзімі біткенше күтіңіз немесе «overlapHours» мәнін 0 етіп беріңіз: сонда олар бірден тоқтайды.',
      ru: 'Наибольшее число секретов, одновременно действующих у одного адреса: {limit}. Дождитесь окончания срока старых или укажите «overlapHours» равным 0: тогда они перестанут действовать сразу.',
      en: 'The most secrets that an endpoint may sign with at once: {limit}. Wait until old ones expire, or give "overlapHours" as 0, which ends them at once.',
    },
  },
  'webhooks-not-configured': {
    status: 503,
    headers: { 'retry-after': '3600' },
    title: {
      kk: 'Бұл қызметте вебхуктар бапталмаған',
      ru: 'Вебхуки в этом сервисе не настроены',
      en: 'Webhooks are not set up here',
    },
    detail: {
      kk: 'Құпия кілттерді шифрлайтын кілт берілмеген, сондықтан вебхук мекенжайы тіркелмейді. Қызмет операторына хабарласыңыз; оқиғаларды «GET /v1/events» арқылы оқуға болады.',
      ru: 'Не задан ключ, которым шифруются секреты, поэтому адрес вебхука не регистрируется. Обратитесь к оператору сервиса; события можно читать через «GET /v1/events».',
      en: 'The service has no key to encrypt secrets with, so no endpoint can be registered. Tell its operator; events can be read from "GET /v1/events" all the same.',
    },
  },
  'delivery-cancelled': {
    status: 409,
    title: {
      kk: 'Жеткізу тоқтатылған',
      ru: 'Доставка отменена',
      en: 'The delivery is cancelled',
    },
    detail: {
      kk: 'Бұл вебхук мекенжайы алып тасталған, сондықтан оған ештеңе жіберілмейді. Жаңа мекенжай тіркеңіз.',
      ru: 'Этот адрес вебхука убран, и на него больше ничего не отправляется. Зарегистрируйте новый.',
      en: 'Its endpoint was removed, and nothing is sent there any more. Register a new one.',
    },
  },
  'endpoint-removed': {
    status: 409,
    title: {
      kk: 'Вебхук мекенжайы алып тасталған',
      ru: 'Адрес вебхука убран',
      en: 'The endpoint is removed',
    },
    detail: {
      kk: 'Алып тасталған мекенжай қалпына келтірілмейді. Жаңасын тіркеп, өткен оқиғаларды сол мекенжайға жеткізуді сұраңыз.',
      ru: 'Убранный адрес не восстанавливается. Зарегистрируйте новый и запросите доставку прошлых событий на него.',
      en: 'A removed endpoint stays removed. Register a new one, and have past events delivered there.',
    },
  },
  'recovery-in-future': {
    status: 400,
    title: {
      kk: 'Қалпына келтіру аралығы болашаққа өтіп тұр',
      ru: 'Промежуток восстановления уходит в будущее',
      en: 'The window of a recovery reaches into the future',
    },
    detail: {
      kk: 'Тек болып өткен оқиғаларды қайта жеткізуге болады. Қазіргі сәттен ерте уақытты беріңіз.',
      ru: 'Заново доставить можно только то, что уже произошло. Укажите момент раньше нынешнего.',
      en: 'Only what has already happened can be delivered again. Give a moment before now.',
    },
  },
  'recovery-too-old': {
    status: 400,
    title: {
      kk: 'Қалпына келтіру аралығы тым ертеден басталады',
      ru: 'Промежуток восстановления начинается слишком давно',
      en: 'The window of a recovery begins too long ago',
    },
    detail: {
      kk: 'Жеткізулер сақталатын күн саны: {days}. Аралықты осыдан кеш бастаңыз; одан бұрынғы оқиғаларды «GET /v1/events» арқылы оқыңыз.',
      ru: 'Доставки хранятся ограниченное число дней: {days}. Начните промежуток позже; более ранние события читайте через «GET /v1/events».',
      en: 'Days for which deliveries are kept: {days}. Begin the window later, and read what is older from "GET /v1/events".',
    },
  },
  'recovery-empty': {
    status: 400,
    title: {
      kk: 'Қалпына келтіру аралығы бос',
      ru: 'Промежуток восстановления пуст',
      en: 'The window of a recovery is empty',
    },
    detail: {
      kk: 'Аралықтың соңы басынан кейін болуы керек. «since» пен «until» мәндерін тексеріңіз.',
      ru: 'Конец промежутка должен быть позже его начала. Проверьте «since» и «until».',
      en: 'The end of the window has to come after its beginning. Check "since" and "until".',
    },
  },
  'too-many-recoveries': {
    status: 409,
    title: {
      kk: 'Аяқталмаған қалпына келтіру тым көп',
      ru: 'Слишком много незавершённых восстановлений',
      en: 'Too many recoveries are under way',
    },
    detail: {
      kk: 'Бір мекенжайда бір мезгілде жүретін қалпына келтірулердің ең көп саны: {limit}. Бастағандары аяқталғанша күтіңіз.',
      ru: 'Наибольшее число восстановлений, одновременно идущих для одного адреса: {limit}. Дождитесь, пока начатые закончатся.',
      en: 'The most recoveries that may be under way for one endpoint: {limit}. Wait until those are done.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
