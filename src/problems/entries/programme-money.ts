import type { ProblemEntry } from '../entry.ts'

/** Funders of campaigns, and their tranches. */
export const programmeMoneyProblems = {
  'currency-not-of-programme': {
    status: 400,
    title: {
      kk: 'Валюта бағдарламаның валютасы емес',
      ru: 'Валюта отличается от валюты программы',
      en: 'The currency is not that of the programme',
    },
    detail: {
      kk: 'Бағдарламаның барлық қаражаты бір валютада көрсетіледі: {currency}. Соманы осы валютада жазыңыз.',
      ru: 'Все деньги программы указывают в одной валюте: {currency}. Укажите сумму в ней.',
      en: 'All money of the programme is in one currency: {currency}. Give the amount in it.',
    },
  },
  'tranches-do-not-add-up': {
    status: 400,
    title: {
      kk: 'Транштардың қосындысы сәйкес емес',
      ru: 'Сумма траншей не сходится',
      en: 'The tranches do not add up',
    },
    detail: {
      kk: 'Қаржыландырушы транштарының қосындысы: {sum}. Ол беретін барлық сома: {expected}. Транштарды түзетіңіз.',
      ru: 'Сумма траншей финансирующей организации: {sum}. Всего она даёт: {expected}. Исправьте транши.',
      en: "The funder's tranches add up to {sum}, and it gives {expected} in all. Correct the tranches.",
    },
  },
  'funds-too-great': {
    status: 400,
    title: {
      kk: 'Бағдарламаның қаражаты тым көп',
      ru: 'Средства программы слишком велики',
      en: 'The funds of the programme are too great',
    },
    detail: {
      kk: 'Барлық қаржыландырушының сомалары қосылғанда мынадан аспауы керек, ұсақ бірлікпен: {limit}.',
      ru: 'Суммы всех финансирующих организаций вместе не должны превышать, в минимальных единицах: {limit}.',
      en: 'The amounts of all funders together must not exceed, in minor units: {limit}.',
    },
  },
  'unknown-funder': {
    status: 400,
    title: {
      kk: 'Мұндай қаржыландырушы жоқ',
      ru: 'Такой финансирующей организации нет',
      en: 'There is no such funder',
    },
    detail: {
      kk: 'Бұл ұйым бағдарламаны қаржыландырмайды. Идентификаторды тексеріңіз немесе алдымен ұйымды «funder.added» оқиғасымен қосыңыз.',
      ru: 'Эта организация не финансирует программу. Проверьте идентификатор или сначала добавьте её событием «funder.added».',
      en: 'This organization is no funder of the programme. Check the identifier, or add it first with the event "funder.added".',
    },
  },
  'unknown-tranche': {
    status: 400,
    title: { kk: 'Мұндай транш жоқ', ru: 'Такого транша нет', en: 'There is no such tranche' },
    detail: {
      kk: 'Бұл қаржыландырушыда мұндай транш жоқ. Бағдарламадағы оның транштарының бірін көрсетіңіз.',
      ru: 'У этой финансирующей организации нет такого транша. Укажите один из её траншей в программе.',
      en: 'The funder has no such tranche. Name one of its tranches in the programme.',
    },
  },
  'tranche-received-before': {
    status: 409,
    title: {
      kk: 'Транш бұрын алынған',
      ru: 'Транш уже получен',
      en: 'The tranche was received before',
    },
    detail: {
      kk: 'Бұл траншты алу жазылып қойған. Басқа ақша келсе, оның өз траншын көрсетіңіз.',
      ru: 'Получение этого транша уже записано. Если пришли другие деньги, укажите их транш.',
      en: 'It is on record that this tranche was received. If other money came, name its tranche.',
    },
  },
  'tranche-of-another-funder': {
    status: 403,
    title: {
      kk: 'Бұл басқа қаржыландырушының траншы',
      ru: 'Это транш другой финансирующей организации',
      en: 'The tranche is that of another funder',
    },
    detail: {
      kk: 'Қаржыландырушы тек өз траншы туралы хабарлай алады. Басқаларынікін бағдарламаның иесі хабарлайды.',
      ru: 'Финансирующая организация сообщает только о своих траншах. Об остальных сообщает владелец программы.',
      en: 'A funder tells of its own tranches only. Of the others the owner of the programme tells.',
    },
  },
  'tranche-in-future': {
    status: 400,
    title: {
      kk: 'Транш алынған күн әлі келген жоқ',
      ru: 'День получения транша ещё не наступил',
      en: 'The tranche was received in the future',
    },
    detail: {
      kk: 'Тек келіп түскен ақша туралы хабарлауға болады. «on» мәніндегі күнді тексеріңіз.',
      ru: 'Сообщить можно только о деньгах, которые уже пришли. Проверьте день в «on».',
      en: 'Only money that has come can be told of. Check the day in "on".',
    },
  },
} as const satisfies Record<string, ProblemEntry>
