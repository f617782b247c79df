import type { ProblemEntry } from '../entry.ts'

/** Something else is registered under the same name or number. */
export const registryProblems = {
  'slug-taken': {
    status: 409,
    pointer: '/slug',
    title: { kk: 'Бұл атау бос емес', ru: 'Это имя уже занято', en: 'The name is taken' },
    detail: {
      kk: 'Анықтамалықта «slug» мәні дәл осындай жабдық түрі бар. Сол түрді қолданыңыз немесе басқа атау таңдаңыз.',
      ru: 'В каталоге уже есть вид оборудования с таким «slug». Используйте его или выберите другое имя.',
      en: 'The catalogue already has an equipment type with this "slug". Use that one, or choose another name.',
    },
  },
  'identifier-taken': {
    status: 409,
    title: {
      kk: 'Бұл нөмірмен басқа ұйым тіркелген',
      ru: 'Под этим номером уже есть организация',
      en: 'The number belongs to another organization',
    },
    detail: {
      kk: 'Осы тізілімдегі осы нөмірмен ұйым бұрын тіркелген. Нөмірді тексеріңіз; ол дұрыс болса, тіркелген ұйымды қолданыңыз.',
      ru: 'Организация с этим номером в этом реестре уже зарегистрирована. Проверьте номер; если он верен, используйте зарегистрированную организацию.',
      en: 'An organization with this number in this register is registered already. Check the number; if it is right, use that organization.',
    },
  },
  'unknown-protocol': {
    status: 400,
    title: {
      kk: 'Мұндай хаттама жоқ',
      ru: 'Такого протокола нет',
      en: 'There is no such protocol',
    },
    detail: {
      kk: 'Қабылдау хаттамасының атауын «GET /v1/protocols» тізімінен алыңыз.',
      ru: 'Возьмите имя протокола приёмки из списка «GET /v1/protocols».',
      en: 'Take the name of the acceptance protocol from the list at "GET /v1/protocols".',
    },
  },
} as const satisfies Record<string, ProblemEntry>
