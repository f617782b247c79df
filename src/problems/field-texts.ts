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
  invalid: { kk: 'Мән жарамсыз.', ru: 'Значение недопустимо.', en: 'The value is not valid.' },
} as const satisfies Record<string, Texts>

export type FieldCode = keyof typeof fieldTexts

export const isFieldCode = (code: unknown): code is FieldCode =>
  typeof code === 'string' && Object.hasOwn(fieldTexts, code)
