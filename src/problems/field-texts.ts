import type { Texts } from './entry.ts'

/** What may be wrong with a single field. As in the catalogue, a value stands apart and needs no ending. */
export const fieldTexts = {
  required: {
    kk: 'Бұл өріс міндетті, бірақ толтырылмаған.',
    ru: 'Это поле обязательно, но не заполнено.',
    en: 'This field is required, and missing.',
  },
  'unknown-field': {
    kk: 'Мұндай өріс жоқ. Атауының жазылуын тексеріңіз.',
    ru: 'Такого поля нет. Проверьте, как написано его имя.',
    en: 'There is no such field. Check how its name is spelt.',
  },
  'wrong-type': {
    kk: 'Мәннің түрі дұрыс емес.',
    ru: 'Значение не того типа.',
    en: 'The value is of the wrong type.',
  },
  'not-text': { kk: 'Мұнда мәтін болуы керек.', ru: 'Здесь должен быть текст.', en: 'This must be a text.' },
  'not-a-number': {
    kk: 'Мұнда сан болуы керек.',
    ru: 'Здесь должно быть число.',
    en: 'This must be a number.',
  },
  'not-an-integer': {
    kk: 'Мұнда бүтін сан болуы керек.',
    ru: 'Здесь должно быть целое число.',
    en: 'This must be a whole number.',
  },
  'not-a-boolean': {
    kk: 'Мұнда true немесе false болуы керек.',
    ru: 'Здесь должно быть true или false.',
    en: 'This must be true or false.',
  },
  'not-a-list': {
    kk: 'Мұнда тізім болуы керек.',
    ru: 'Здесь должен быть список.',
    en: 'This must be a list.',
  },
  'not-an-object': {
    kk: 'Мұнда объект болуы керек.',
    ru: 'Здесь должен быть объект.',
    en: 'This must be an object.',
  },
  'too-short': {
    kk: 'Мәтін тым қысқа. Таңбалардың ең аз саны: {limit}.',
    ru: 'Текст слишком короткий. Наименьшее число знаков: {limit}.',
    en: 'The text is too short. Characters at least: {limit}.',
  },
  'too-long': {
    kk: 'Мәтін тым ұзын. Таңбалардың ең көп саны: {limit}.',
    ru: 'Текст слишком длинный. Наибольшее число знаков: {limit}.',
    en: 'The text is too long. Characters at most: {limit}.',
  },
  'too-few': {
    kk: 'Тізім тым қысқа. Жазбалардың ең аз саны: {limit}.',
    ru: 'Список слишком короткий. Наименьшее число записей: {limit}.',
    en: 'The list is too short. Entries at least: {limit}.',
  },
  'too-many': {
    kk: 'Тізім тым ұзын. Жазбалардың ең көп саны: {limit}.',
    ru: 'Список слишком длинный. Наибольшее число записей: {limit}.',
    en: 'The list is too long. Entries at most: {limit}.',
  },
  'too-small': {
    kk: 'Мән тым кіші. Ең кіші мән: {limit}.',
    ru: 'Значение слишком мало. Наименьшее значение: {limit}.',
    en: 'The value is too small. The least is: {limit}.',
  },
  'too-big': {
    kk: 'Мән тым үлкен. Ең үлкен мән: {limit}.',
    ru: 'Значение слишком велико. Наибольшее значение: {limit}.',
    en: 'The value is too big. The most is: {limit}.',
  },
  'not-above': {
    kk: 'Мән мына саннан үлкен болуы керек: {limit}.',
    ru: 'Значение должно быть больше числа: {limit}.',
    en: 'The value must be greater than {limit}.',
  },
  'not-below': {
    kk: 'Мән мына саннан кіші болуы керек: {limit}.',
    ru: 'Значение должно быть меньше числа: {limit}.',
    en: 'The value must be less than {limit}.',
  },
  'not-a-multiple': {
    kk: 'Мән мына санға еселі болуы керек: {step}.',
    ru: 'Значение должно быть кратно числу: {step}.',
    en: 'The value must be a multiple of {step}.',
  },
  'not-one-of': {
    kk: 'Мына мәндердің бірі болуы керек: {options}.',
    ru: 'Должно быть одно из значений: {options}.',
    en: 'This must be one of: {options}.',
  },
  'not-an-id': {
    kk: 'Мұнда идентификатор (UUID) болуы керек.',
    ru: 'Здесь должен быть идентификатор (UUID).',
    en: 'This must be an identifier (UUID).',
  },
  'not-an-instant': {
    kk: 'Мұнда UTC бойынша күн мен уақыт болуы керек, мысалы: 2022-10-20T09:00:00.000Z.',
    ru: 'Здесь должны быть дата и время по UTC, например: 2022-10-20T09:00:00.000Z.',
    en: 'This must be a date and time in UTC, such as 2022-10-20T09:00:00.000Z.',
  },
  'not-a-day': {
    kk: 'Мұнда күнтізбеде бар күн болуы керек, мысалы: 2022-10-20.',
    ru: 'Здесь должна быть существующая дата, например: 2022-10-20.',
    en: 'This must be a day of the calendar, such as 2022-10-20.',
  },
  'wrong-pattern': {
    kk: 'Мәннің жазылуы дұрыс емес. Керекті үлгі: {pattern}',
    ru: 'Значение записано неверно. Нужный образец: {pattern}',
    en: 'The value is not written as it must be. Pattern: {pattern}',
  },
  'unsafe-characters': {
    kk: 'Мәтінде көрінбейтін басқару таңбалары бар. Оларды алып тастаңыз.',
    ru: 'В тексте есть невидимые управляющие символы. Уберите их.',
    en: 'The text has invisible control characters in it. Remove them.',
  },
  'unknown-currency': {
    kk: 'ISO 4217 бойынша мұндай валюта коды жоқ. Мысалы: KZT.',
    ru: 'По ISO 4217 такого кода валюты нет. Например: KZT.',
    en: 'ISO 4217 has no such currency code. An example: KZT.',
  },
  'unknown-time-zone': {
    kk: 'Мұндай уақыт белдеуі жоқ. Мысалы: Asia/Almaty.',
    ru: 'Такого часового пояса нет. Например: Asia/Almaty.',
    en: 'There is no such time zone. An example: Asia/Almaty.',
  },
  'check-digit': {
    kk: 'Бақылау цифры сәйкес келмейді. Нөмірді құжаттан қайта тексеріңіз.',
    ru: 'Контрольная цифра не сходится. Сверьте номер с документом.',
    en: 'The check digit does not agree with the rest. Compare the number with the document.',
  },
  'identity-number': {
    kk: 'Мәтінде адамның жеке сәйкестендіру нөмірі (ЖСН) бар. Besik пациенттердің деректерін де, жеке басты куәландыратын деректерді де ешқашан сақтамайды. Нөмірді мәтіннен алып тастаңыз.',
    ru: 'В тексте есть индивидуальный идентификационный номер (ИИН) человека. Besik никогда не хранит ни данные пациентов, ни данные, удостоверяющие личность. Уберите номер из текста.',
    en: "The text holds a person's identity number (IIN). Besik never stores data of patients or of anybody's identity. Take the number out of the text.",
  },
  'hs-code': {
    kk: 'Бұл тауарлардың үйлестірілген жүйесінің коды емес. 6–10 цифрды жіктеуіштегідей енгізіңіз; алғашқы екі цифр 01–97 аралығындағы топ болуы керек, 77-топтан басқа.',
    ru: 'Это не код Гармонизированной системы. Введите 6–10 цифр, как в классификаторе; первые две — группа от 01 до 97, кроме 77.',
    en: 'This is no code of the Harmonized System. Enter its 6 to 10 digits as the nomenclature has them; the first two are a chapter from 01 to 97, other than 77.',
  },
  repeated: {
    kk: 'Бұл бірнеше рет көрсетілген.',
    ru: 'Это указано больше одного раза.',
    en: 'This is given more than once.',
  },
  'limit-empty': {
    kk: 'Шектің кемінде бір шегарасы болуы керек: «min» немесе «max».',
    ru: 'У предела должна быть хотя бы одна граница: «min» или «max».',
    en: 'A limit needs at least one bound: "min" or "max".',
  },
  'limit-inverted': {
    kk: 'Шектің «min» мәні «max» мәнінен үлкен болмауы керек.',
    ru: 'Граница «min» не должна быть больше границы «max».',
    en: 'The bound "min" must not be greater than "max".',
  },
  'udi-malformed': {
    kk: 'Бұл UDI ретінде оқылмайды. GS1 жолын, GS1 Digital Link сілтемесін немесе HIBC кодын жапсырмадағыдай енгізіңіз; UDI жоқ болса, өрісті бос қалдырыңыз.',
    ru: 'Это не читается как UDI. Введите строку GS1, ссылку GS1 Digital Link или код HIBC так, как на этикетке; если UDI нет, оставьте поле пустым.',
    en: 'This cannot be read as a UDI. Enter the GS1 element string, GS1 Digital Link or HIBC code as it stands on the label; leave the field empty where there is no UDI.',
  },
  'udi-unknown-ai': {
    kk: 'UDI ішінде жабдық жапсырмасында болмайтын қолдану идентификаторы бар. Кодты жапсырмамен салыстырыңыз.',
    ru: 'В UDI есть идентификатор применения, которого на этикетке оборудования не бывает. Сверьте код с этикеткой.',
    en: 'The UDI holds an application identifier that labels of equipment do not carry. Compare the code with the label.',
  },
  'udi-too-long': {
    kk: 'UDI бөліктерінің бірі рұқсат етілгеннен ұзын. Кодты жапсырмамен салыстырыңыз.',
    ru: 'Одна из частей UDI длиннее допустимого. Сверьте код с этикеткой.',
    en: 'A part of the UDI is longer than it may be. Compare the code with the label.',
  },
  'udi-wrong-date': {
    kk: 'UDI ішіндегі күн күнтізбеде жоқ. Кодты жапсырмамен салыстырыңыз.',
    ru: 'Даты, указанной в UDI, нет в календаре. Сверьте код с этикеткой.',
    en: 'The UDI holds a date that the calendar does not have. Compare the code with the label.',
  },
  'udi-repeated-ai': {
    kk: 'UDI ішінде бір идентификатордың екі түрлі мәні бар. Кодты жапсырмамен салыстырыңыз.',
    ru: 'В UDI один идентификатор указан с двумя разными значениями. Сверьте код с этикеткой.',
    en: 'The UDI holds one identifier with two different values. Compare the code with the label.',
  },
  'udi-excluded-ai': {
    kk: 'UDI ішінде бірге тұра алмайтын идентификаторлар бар. Кодты жапсырмамен салыстырыңыз.',
    ru: 'В UDI есть идентификаторы, которые не могут стоять вместе. Сверьте код с этикеткой.',
    en: 'The UDI holds identifiers that cannot stand together. Compare the code with the label.',
  },
  'udi-no-device-identifier': {
    kk: 'UDI ішінде құрылғының өзінің идентификаторы (GTIN немесе HIBC негізгі коды) жоқ. Жапсырмадағы толық кодты сканерлеңіз.',
    ru: 'В UDI нет идентификатора самого изделия (GTIN или основного кода HIBC). Отсканируйте код с этикетки целиком.',
    en: 'The UDI lacks the identifier of the device itself (GTIN, or primary HIBC code). Scan the whole code on the label.',
  },
  invalid: { kk: 'Мән жарамсыз.', ru: 'Значение недопустимо.', en: 'The value is not valid.' },
} as const satisfies Record<string, Texts>

export type FieldCode = keyof typeof fieldTexts

export const isFieldCode = (code: unknown): code is FieldCode =>
  typeof code === 'string' && Object.hasOwn(fieldTexts, code)
