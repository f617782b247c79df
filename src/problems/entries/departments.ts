import type { ProblemEntry } from '../entry.ts'

/** Departments of hospitals, and what they have. */
export const departmentProblems = {
  'hospital-only': {
    status: 403,
    title: {
      kk: 'Бұны тек аурухана жасай алады',
      ru: 'Это может только больница',
      en: 'Only a hospital can do this',
    },
    detail: {
      kk: 'Бөлімшелерді аурухананың өзі ғана тіркейді. Аурухананың кілтімен жіберіңіз.',
      ru: 'Отделения ведёт только сама больница. Отправьте запрос с ключом больницы.',
      en: 'Departments are kept by the hospital itself. Send the request with a key of the hospital.',
    },
  },
  'department-not-own': {
    status: 403,
    title: {
      kk: 'Бұл бөлімше басқа ауруханаға тиесілі',
      ru: 'Это отделение другой больницы',
      en: 'The department belongs to another hospital',
    },
    detail: {
      kk: 'Бөлімшені өзгерту және оның жабдық тізілімін көру тек өз ауруханасына рұқсат етілген.',
      ru: 'Изменять отделение и читать его учёт оборудования может только его больница.',
      en: 'Only its own hospital can change a department or read its register.',
    },
  },
  'department-name-taken': {
    status: 409,
    pointer: '/name',
    title: {
      kk: 'Аурухананың осы атпен бөлімшесі бар',
      ru: 'Отделение с таким названием уже есть',
      en: 'The hospital has a department of this name',
    },
    detail: {
      kk: 'Бір аурухананың бөлімшелері әртүрлі аталады. Басқа атау беріңіз немесе бұрынғы бөлімшені өзгертіңіз.',
      ru: 'У отделений одной больницы разные названия. Дайте другое название или измените имеющееся отделение.',
      en: 'The departments of one hospital have different names. Give another name, or change the one that is there.',
    },
  },
  'counted-in-future': {
    status: 400,
    pointer: '/countedOn',
    title: {
      kk: 'Санау күні әлі келген жоқ',
      ru: 'День подсчёта ещё не наступил',
      en: 'The day of the count is in the future',
    },
    detail: {
      kk: 'Санау күні аурухананың бүгінгі күнінен кеш болмауы керек.',
      ru: 'День подсчёта не может быть позже сегодняшнего дня больницы.',
      en: "The day of the count can't be after the hospital's today.",
    },
  },
  'working-exceeds-present': {
    status: 400,
    title: {
      kk: 'Жұмыс істейтін құрылғы бар құрылғыдан көп',
      ru: 'Работающих больше, чем имеется',
      en: 'More devices work than there are',
    },
    detail: {
      kk: 'Осы түрдегі құрылғылардың барлық саны: {present}. Жұмыс істейтіндер одан көп болмауы керек.',
      ru: 'Всего аппаратов этого вида: {present}. Работающих не может быть больше.',
      en: 'Devices of this type in all: {present}. No more than those can work.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
