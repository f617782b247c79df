import type { Urgency } from '../../schemas/need.ts'
import type { Names } from '../../schemas/primitives.ts'
import type { Reason } from '../../workflows/match-needs.ts'

export const urgencyTexts: Record<Urgency, Names> = {
  planned: { kk: 'Жоспарлы', ru: 'Плановая', en: 'planned' },
  soon: { kk: 'Жақын арада', ru: 'В ближайшее время', en: 'soon' },
  urgent: { kk: 'Шұғыл', ru: 'Срочная', en: 'urgent' },
  critical: { kk: 'Өте шұғыл', ru: 'Крайне срочная', en: 'critical' },
}

/** What each reason says; as in problems, a value stands apart and needs no ending. */
export const reasonTexts: Record<Reason['code'], Names> = {
  urgency: {
    kk: 'Қажеттіліктің шұғылдығы: {urgency}.',
    ru: 'Срочность потребности: {urgency}.',
    en: 'How urgent the need is: {urgency}.',
  },
  coversAll: {
    kk: 'Ұсыныс жабылмаған санды толық қамтиды.',
    ru: 'Предложение закрывает весь остаток потребности.',
    en: 'The offer covers all that is left of the need.',
  },
  coversPart: {
    kk: 'Ұсыныс бір бөлігін ғана қамтиды. Қамтылатыны: {covers}. Жабылмағаны: {remaining}.',
    ru: 'Предложение закрывает часть. Закроет: {covers}. Остаток потребности: {remaining}.',
    en: 'The offer covers a part: {covers} of the {remaining} that are left of the need.',
  },
  region: {
    kk: 'Аурухана қалаған өңірде. Өңір: {region}.',
    ru: 'Больница в желаемом регионе. Регион: {region}.',
    en: 'The hospital is in the region that was asked for: {region}.',
  },
  waiting: {
    kk: 'Қажеттіліктің күткен күндері: {days}.',
    ru: 'Сколько дней ждёт потребность: {days}.',
    en: 'Days that the need has been waiting: {days}.',
  },
  neededSoon: {
    kk: 'Мерзімі жақын. Мына күнге дейін керек: {day}.',
    ru: 'Срок близко. Нужно не позднее: {day}.',
    en: 'It is needed before long: by {day}.',
  },
  siteFits: {
    kk: 'Бөлімшенің орны жабдықтың талаптарына сай.',
    ru: 'Место в отделении отвечает требованиям оборудования.',
    en: 'The site of the department meets what the equipment asks for.',
  },
  siteUnknown: {
    kk: 'Бөлімше туралы кейбір мәлімет жоқ. Белгісізі: {unknown}',
    ru: 'О месте в отделении известно не всё. Неизвестно: {unknown}',
    en: 'Not all is known of the site. Unknown: {unknown}',
  },
}

export const pledgeTexts = {
  otherRecipient: {
    kk: 'Қайырмалдық басқа ауруханаға арналған. Алушы: {recipient}.',
    ru: 'Пожертвование предназначено другой больнице. Получатель: {recipient}.',
    en: 'The donation is meant for another hospital: {recipient}.',
  },
} as const satisfies Record<string, Names>
