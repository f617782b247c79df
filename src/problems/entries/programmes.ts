import type { ProblemEntry } from '../entry.ts'

/** Campaigns, their money and their goals. */
export const programmeProblems = {
  'programme-slug-taken': {
    status: 409,
    pointer: '/slug',
    title: {
      kk: 'Бағдарламаның бұл атауы бос емес',
      ru: 'Это имя программы уже занято',
      en: 'The name of the programme is taken',
    },
    detail: {
      kk: '«slug» мәні дәл осындай бағдарлама бар. Басқа атау таңдаңыз.',
      ru: 'Программа с таким «slug» уже есть. Выберите другое имя.',
      en: 'There is a programme with this "slug" already. Choose another name.',
    },
  },
  'not-a-programme-owner': {
    status: 403,
    title: {
      kk: 'Бұл ұйым бағдарлама жүргізе алмайды',
      ru: 'Эта организация не может вести программу',
      en: 'The organization cannot run a programme',
    },
    detail: {
      kk: 'Бағдарламаны қор, клуб немесе денсаулық сақтау органы жүргізеді. Бағдарламаны солардың бірінің атынан жасаңыз.',
      ru: 'Программу ведут фонд, клуб или орган здравоохранения. Создайте её от имени одной из таких организаций.',
      en: 'A programme is run by a foundation, a club or a health authority. Have one of them make it.',
    },
  },
  'programme-period-inverted': {
    status: 400,
    title: {
      kk: 'Бағдарлама басталмай тұрып аяқталады',
      ru: 'Программа заканчивается раньше, чем начинается',
      en: 'The programme ends before it begins',
    },
    detail: {
      kk: 'Бағдарламаның соңғы күні бірінші күнінен ерте болмауы керек. «startsOn» пен «endsOn» мәндерін тексеріңіз.',
      ru: 'Последний день программы не может быть раньше первого. Проверьте «startsOn» и «endsOn».',
      en: 'The last day of a programme must not come before its first. Check "startsOn" and "endsOn".',
    },
  },
  'unknown-programme-memorandum': {
    status: 400,
    title: {
      kk: 'Бағдарламаның мұндай меморандумы жоқ',
      ru: 'Такого меморандума у программы быть не может',
      en: 'The programme can rest on no such memorandum',
    },
    detail: {
      kk: 'Мұндай идентификаторы бар меморандум жоқ немесе сіздің ұйымыңыз оған қатыспайды. Идентификаторды тексеріңіз.',
      ru: 'Меморандума с таким идентификатором нет, или ваша организация в нём не участвует. Проверьте идентификатор.',
      en: 'There is no memorandum under this identifier, or your organization is no party to it. Check the identifier.',
    },
  },
  'programme-outside-memorandum': {
    status: 400,
    title: {
      kk: 'Бағдарлама меморандумның мерзімінен тыс қалады',
      ru: 'Программа выходит за срок меморандума',
      en: 'The programme goes beyond its memorandum',
    },
    detail: {
      kk: 'Меморандумның бірінші күні: {from}, соңғы күні: {until}. Бағдарлама осы мерзімнің ішінде болуы керек. Күндерін түзетіңіз немесе басқа меморандум көрсетіңіз.',
      ru: 'Первый день меморандума: {from}, последний: {until}. Программа должна укладываться в этот срок. Исправьте её даты или укажите другой меморандум.',
      en: 'The memorandum is valid from {from} until {until}, and the programme has to lie within. Correct its days, or name another memorandum.',
    },
  },
  'memorandum-not-in-force': {
    status: 409,
    title: {
      kk: 'Меморандум күшінде емес',
      ru: 'Меморандум не действует',
      en: 'The memorandum is not in force',
    },
    detail: {
      kk: 'Бағдарлама барлық тарап қол қойған, күшіндегі меморандумға ғана сүйенеді. Бұл меморандумның күйі: «{state}». Қол қойылуын күтіңіз немесе басқа меморандум көрсетіңіз.',
      ru: 'Программа опирается только на действующий меморандум, подписанный всеми сторонами. Состояние этого: «{state}». Дождитесь подписей или укажите другой меморандум.',
      en: 'A programme rests only on a memorandum in force, which every party has signed. The state of this one: "{state}". Wait for its signatures, or name another memorandum.',
    },
  },
  'goals-do-not-add-up': {
    status: 400,
    title: {
      kk: 'Өңірлердің мақсаттары жалпы мақсаттан асып кетеді',
      ru: 'Цели регионов превышают общую цель',
      en: 'The goals of regions exceed that of all',
    },
    detail: {
      kk: 'Осы жабдық түрі бойынша өңірлер мақсаттарының қосындысы: {sum}. Барлық өңірге ортақ мақсат: {goal}. Бірін түзетіңіз.',
      ru: 'Сумма целей регионов по этому виду оборудования: {sum}. Общая цель всех регионов: {goal}. Исправьте одну из них.',
      en: 'The goals of regions for this equipment type add up to {sum}, and the goal of all regions together is {goal}. Correct one of them.',
    },
  },
  'allocation-exceeds-goal': {
    status: 400,
    title: {
      kk: 'Ауруханаларға мақсаттан көп жабдық бөлінген',
      ru: 'Больницам распределено больше цели',
      en: 'More is allocated than the goal',
    },
    detail: {
      kk: 'Осы түрдегі жабдықтан барлық ауруханаға бөлінгені: {allocated}. Мақсат: {goal}. Бөлуді азайтыңыз немесе мақсатты көбейтіңіз.',
      ru: 'Всего распределено больницам оборудования этого вида: {allocated}. Цель: {goal}. Уменьшите распределение или увеличьте цель.',
      en: 'Units of this equipment type allocated to all hospitals: {allocated}. The goal: {goal}. Allocate fewer, or raise the goal.',
    },
  },
  'allocated-to-no-hospital': {
    status: 400,
    title: {
      kk: 'Жабдық ауруханаға емес, басқа ұйымға бөлінген',
      ru: 'Оборудование распределено не больнице',
      en: 'Units are allocated to no hospital',
    },
    detail: {
      kk: 'Жабдық тек ауруханаларға бөлінеді, ал бұл ұйым аурухана емес. Идентификаторды тексеріңіз.',
      ru: 'Оборудование распределяют только больницам, а эта организация не больница. Проверьте идентификатор.',
      en: 'Units are allocated to hospitals only, and this organization is none. Check the identifier.',
    },
  },
  'already-in-programme': {
    status: 409,
    title: {
      kk: 'Ұйым бағдарламада бұл рөлде бұрыннан бар',
      ru: 'Организация уже участвует в программе в этой роли',
      en: 'The organization already has this role in the programme',
    },
    detail: {
      kk: 'Бұл ұйым осы бағдарламаға дәл осы рөлде қатысып жүр. Оны қайта қосудың қажеті жоқ.',
      ru: 'Эта организация уже участвует в программе именно в этой роли. Добавлять её снова не нужно.',
      en: 'This organization already takes part in the programme in this very role. It need not be added again.',
    },
  },
  'programme-of-others': {
    status: 403,
    title: {
      kk: 'Бұл бағдарламаға сіздің ұйымыңыз қатыспайды',
      ru: 'Ваша организация не участвует в этой программе',
      en: 'Your organization has no part in the programme',
    },
    detail: {
      kk: 'Бұл бағдарлама бойынша қайырмалдықты тек оған қатысатын ұйымдар ұсына алады. Бағдарламаның иесінен өзіңізді қосуды сұраңыз немесе «programme» мәнін алып тастаңыз.',
      ru: 'Пожертвования по этой программе предлагают только её участники. Попросите владельца программы добавить вас или уберите «programme».',
      en: 'Only those who take part in a programme pledge under it. Ask its owner to add you, or leave "programme" out.',
    },
  },
  'programme-ended': {
    status: 409,
    title: {
      kk: 'Бағдарлама аяқталған',
      ru: 'Программа завершена',
      en: 'The programme has ended',
    },
    detail: {
      kk: 'Бағдарлама жаңа қайырмалдықтарды қабылдамайды. Оның қазіргі күйі: «{state}».',
      ru: 'Программа больше не принимает пожертвований. Её состояние: «{state}».',
      en: 'The programme takes no more donations. Its state: "{state}".',
    },
  },
  'unknown-report': {
    status: 400,
    title: { kk: 'Мұндай есеп жоқ', ru: 'Такого отчёта нет', en: 'There is no such report' },
    detail: {
      kk: 'Бағдарламада мұндай есеп жоқ. Бағдарламаның «reports» тізіміндегі есептердің бірін көрсетіңіз.',
      ru: 'У программы нет такого отчёта. Укажите один из отчётов её списка «reports».',
      en: 'The programme has no such report. Name one of its list "reports".',
    },
  },
  'report-submitted-before': {
    status: 409,
    title: {
      kk: 'Есеп бұрын тапсырылған',
      ru: 'Отчёт уже сдан',
      en: 'The report was submitted before',
    },
    detail: {
      kk: 'Бұл есептің тапсырылғаны жазылып қойған. Оны қайта тапсырудың қажеті жоқ.',
      ru: 'Сдача этого отчёта уже записана. Сдавать его снова не нужно.',
      en: 'It is on record that this report was submitted. It need not be submitted again.',
    },
  },
  'reports-owed': {
    status: 409,
    title: {
      kk: 'Тапсырылмаған есептер бар',
      ru: 'Сданы не все отчёты',
      en: 'Reports are still owed',
    },
    detail: {
      kk: 'Бағдарлама барлық есебі тапсырылғаннан кейін ғана жабылады. Қалғандарын «report.submitted» оқиғасымен тапсырыңыз.',
      ru: 'Программу закрывают только после сдачи всех отчётов. Сдайте оставшиеся событием «report.submitted».',
      en: 'A programme is closed only once each of its reports is in. Submit the rest with the event "report.submitted".',
    },
  },
} as const satisfies Record<string, ProblemEntry>
