import type { ProblemEntry } from '../entry.ts'

/** Reports of programmes. */
export const reportPackProblems = {
  'report-period-inverted': {
    status: 400,
    title: {
      kk: 'Кезең басталғанға дейін аяқталады',
      ru: 'Период заканчивается раньше, чем начинается',
      en: 'The period ends before it begins',
    },
    detail: {
      kk: 'Есепті кезеңнің соңғы күні бірінші күнінен бұрын болмауы керек.',
      ru: 'Последний день отчётного периода не может быть раньше первого.',
      en: 'The last day of the period can not come before its first.',
    },
  },
  'report-period-in-future': {
    status: 400,
    title: {
      kk: 'Есепті кезең әлі аяқталған жоқ',
      ru: 'Отчётный период ещё не закончился',
      en: 'The period has not ended yet',
    },
    detail: {
      kk: 'Есеп бүгінге дейінгі кезең үшін ғана жасалады. Соңғы күнін бүгін немесе одан бұрынғы күн етіп көрсетіңіз.',
      ru: 'Отчёт составляется за период не позже сегодняшнего дня. Укажите последним днём сегодняшний или более ранний.',
      en: 'A report covers days until today at the latest. Name today or an earlier day as the last.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
