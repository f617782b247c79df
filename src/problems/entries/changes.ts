import type { ProblemEntry } from '../entry.ts'

/** A change is asked for in a way, or at a moment, that does not allow it. */
export const changeProblems = {
  'missing-idempotency-key': {
    status: 400,
    title: {
      kk: '«Idempotency-Key» тақырыбы жоқ',
      ru: 'Нет заголовка «Idempotency-Key»',
      en: 'The header "Idempotency-Key" is missing',
    },
    detail: {
      kk: 'Әр жаңа өзгеріске бірегей кілт қажет: ол сұрау қайталанғанда өзгерістің екі рет жасалмауын қамтамасыз етеді. «Idempotency-Key» тақырыбында, мысалы, UUID жіберіңіз.',
      ru: 'Каждому новому изменению нужен свой ключ: благодаря ему повтор запроса не выполнит изменение дважды. Передайте в заголовке «Idempotency-Key», например, UUID.',
      en: 'Each new change needs a key of its own, so that a repeated request does not make the change twice. Send the header "Idempotency-Key", for example with a UUID.',
    },
  },
  'invalid-idempotency-key': {
    status: 400,
    title: {
      kk: '«Idempotency-Key» мәні жарамсыз',
      ru: 'Недопустимое значение «Idempotency-Key»',
      en: 'The "Idempotency-Key" is not valid',
    },
    detail: {
      kk: '«Idempotency-Key» мәні бос болмауы және тым ұзын болмауы керек, онда тек латын әріптері, цифрлар мен тыныс белгілері болады. UUID жарайды.',
      ru: 'Значение «Idempotency-Key» не должно быть пустым или слишком длинным и состоит из латинских букв, цифр и знаков препинания. Подойдёт UUID.',
      en: 'An "Idempotency-Key" must not be empty or too long, and is made of Latin letters, digits and punctuation. A UUID will do.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      kk: '«Idempotency-Key» басқа сұрауда қолданылған',
      ru: '«Idempotency-Key» уже использован для другого запроса',
      en: 'The "Idempotency-Key" belongs to another request',
    },
    detail: {
      kk: 'Осы «Idempotency-Key» мәнімен бұрын мазмұны басқа сұрау жіберілген. Жаңа өзгеріске жаңа кілт алыңыз, ал қайталағанда сұрауды өзгертпеңіз.',
      ru: 'С этим «Idempotency-Key» раньше приходил запрос с другим содержанием. Для нового изменения возьмите новый ключ, а при повторе не меняйте запрос.',
      en: 'A request with other contents came before under this "Idempotency-Key". Take a new key for a new change, and repeat a request only unchanged.',
    },
  },
  'idempotency-key-in-progress': {
    status: 409,
    headers: { 'retry-after': '1' },
    title: {
      kk: 'Бұл сұрау әлі орындалып жатыр',
      ru: 'Этот запрос ещё выполняется',
      en: 'The request is still being carried out',
    },
    detail: {
      kk: 'Осы «Idempotency-Key» мәнімен келген сұрау әлі аяқталған жоқ. Бір секундтан кейін сол сұрауды қайталап, нәтижесін алыңыз.',
      ru: 'Запрос с этим «Idempotency-Key» ещё не завершён. Повторите его через секунду, чтобы получить результат.',
      en: 'A request under this "Idempotency-Key" has not ended yet. Repeat it after a second to get its result.',
    },
  },
  'if-match-missing': {
    status: 428,
    title: {
      kk: '«If-Match» тақырыбы жоқ',
      ru: 'Нет заголовка «If-Match»',
      en: 'The header "If-Match" is missing',
    },
    detail: {
      kk: 'Оқиға өзіңіз көрген жазбаға жіберілгенін білу үшін оның нұсқасы қажет. Жазбаны оқып, жауаптағы «ETag» мәнін «If-Match» тақырыбында жіберіңіз.',
      ru: 'Чтобы событие относилось к той записи, которую вы видели, нужна её версия. Прочитайте запись и передайте значение «ETag» из ответа в заголовке «If-Match».',
      en: 'An event is sent to the record as you saw it, so its version is needed. Read the record and send the "ETag" of the answer in the header "If-Match".',
    },
  },
  'invalid-if-match': {
    status: 400,
    title: {
      kk: '«If-Match» мәні жарамсыз',
      ru: 'Недопустимое значение «If-Match»',
      en: 'The "If-Match" is not valid',
    },
    detail: {
      kk: '«If-Match» тақырыбында бір ғана «ETag» мәні, өзі келген күйінде, тырнақшаларымен бірге болуы керек, мысалы: "7".',
      ru: 'В заголовке «If-Match» должно стоять одно значение «ETag» в том виде, в каком оно получено, вместе с кавычками, например: "7".',
      en: '"If-Match" must hold one "ETag" as it was received, quotation marks included, such as: "7".',
    },
  },
  'if-match-stale': {
    status: 412,
    title: {
      kk: 'Жазба содан бері өзгерген',
      ru: 'Запись с тех пор изменилась',
      en: 'The record has changed since',
    },
    detail: {
      kk: 'Сіз оқығаннан кейін жазбаны басқа біреу өзгертті, сондықтан оқиға қабылданбады. Жазбаны қайта оқып, оқиға әлі орынды болса, жаңа «ETag» мәнімен жіберіңіз.',
      ru: 'После того как вы прочитали запись, её кто-то изменил, поэтому событие не принято. Прочитайте запись заново и, если событие всё ещё уместно, отправьте его с новым «ETag».',
      en: 'Someone changed the record after you had read it, so the event was not taken. Read the record again and, if the event is still right, send it with the new "ETag".',
    },
  },
  'transition-not-allowed': {
    status: 409,
    title: {
      kk: 'Қазіргі күйде бұл оқиға мүмкін емес',
      ru: 'В нынешнем состоянии это событие невозможно',
      en: 'The event is not possible in this state',
    },
    detail: {
      kk: 'Жазбаның қазіргі күйі: «{state}». Бұл күйде «{event}» оқиғасы қабылданбайды. Қазір қандай оқиға жіберуге болатыны «availableEvents» тізімінде берілген.',
      ru: 'Нынешнее состояние записи: «{state}». В нём событие «{event}» не принимается. Какие события можно отправить сейчас, указано в списке «availableEvents».',
      en: 'The record is in the state "{state}", which does not take the event "{event}". The list "availableEvents" says what can be sent now.',
    },
  },
  'unknown-event-type': {
    status: 400,
    pointer: '/type',
    title: {
      kk: 'Мұндай оқиға түрі жоқ',
      ru: 'Такого типа события нет',
      en: 'There is no such type of event',
    },
    detail: {
      kk: 'Бұл жазбаға мұндай түрдегі оқиғаны жіберуге болмайды. Жазбаның «availableEvents» тізіміндегі түрлердің бірін таңдаңыз.',
      ru: 'Событие такого типа нельзя отправить этой записи. Выберите тип из списка «availableEvents» самой записи.',
      en: 'No event of this type can be sent to this record. Choose one of its "availableEvents".',
    },
  },
  'event-in-future': {
    status: 400,
    pointer: '/occurredAt',
    title: {
      kk: 'Оқиғаның уақыты әлі келген жоқ',
      ru: 'Время события ещё не наступило',
      en: 'The event lies in the future',
    },
    detail: {
      kk: 'Тек болып өткен оқиғаны жіберуге болады. «occurredAt» мәніндегі күнді, уақытты және уақыт белдеуін тексеріңіз.',
      ru: 'Отправить можно только то, что уже произошло. Проверьте дату, время и часовой пояс в «occurredAt».',
      en: 'Only what has happened can be sent. Check the date, the time and the zone in "occurredAt".',
    },
  },
} as const satisfies Record<string, ProblemEntry>
