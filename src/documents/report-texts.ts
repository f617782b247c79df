import type { Names } from '../../schemas/primitives.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import { roleTexts } from './texts.ts'

const say = (kk: string, ru: string, en: string): Names => ({ kk, ru, en })

export const reportTexts = {
  yearly: say('Жылдық есеп', 'Годовой отчёт', 'Yearly report'),
  final: say('Қорытынды есеп', 'Итоговый отчёт', 'Final report'),
  period: say('Есепті кезең', 'Отчётный период', 'Period'),
  programme: say('Бағдарлама', 'Программа', 'Programme'),
  owner: say('Бағдарламаны жүргізуші', 'Кто ведёт программу', 'Run by'),
  madeFor: say('Кім үшін жасалды', 'Для кого составлен', 'Made for'),
  madeOn: say('Жасалған күні', 'Составлен', 'Made on'),
  objectives: say('Мақсаттар', 'Цели', 'Objectives'),
  equipment: say('Жабдық', 'Оборудование', 'Equipment'),
  goal: say('Мақсат', 'Цель', 'Goal'),
  pledged: say('Уәде етілді', 'Обещано', 'Pledged'),
  accepted: say('Қабылданды', 'Принято', 'Accepted'),
  inService: say('Қолданыста', 'В работе', 'In service'),
  measures: say('Көрсеткіштер', 'Показатели', 'Measures'),
  followUp: say('Қолданыстағы күндер', 'Дней в работе', 'Days in service'),
  asked: say('Сұралды', 'Запрошено', 'Asked'),
  answered: say('Жауап берілді', 'Ответили', 'Answered'),
  working: say('Жұмыс істейді', 'Работает', 'Working'),
  share: say('Жауап бергендер ішіндегі үлесі', 'Доля среди ответивших', 'Share of the answers'),
  examined: say('Тексерілген адамдар', 'Обследовано людей', 'People examined'),
  treated: say('Емделген адамдар', 'Пролечено людей', 'People treated'),
  spending: say('Қаражат', 'Средства', 'Spending'),
  funder: say('Қаржыландырушы', 'Кто финансирует', 'Funder'),
  planned: say('Жоспарланды', 'Запланировано', 'Planned'),
  received: say('Түсті', 'Поступило', 'Received'),
  donation: say('Қайырмалдық', 'Пожертвование', 'Donation'),
  recipient: say('Алушы', 'Получатель', 'Recipient'),
  contracted: say('Шарт бойынша құны', 'Стоимость по договору', 'Contracted value'),
  recognised: say('Қабылданғанының құны', 'Стоимость принятого', 'Value accepted'),
  unknown: say('белгісіз', 'не указана', 'not stated'),
  total: say('Барлығы', 'Всего', 'Total'),
  none: say('Деректер жоқ', 'Нет данных', 'No data'),
  partners: say('Серіктестердің үлесі', 'Участие партнёров', "Partners' parts"),
  partner: say('Серіктес', 'Партнёр', 'Partner'),
  roles: say('Рөлдері', 'Роли', 'Roles'),
  donations: say('Қайырмалдықтар', 'Пожертвований', 'Donations'),
  sustainability: say('Тұрақтылық', 'Устойчивость', 'Sustainability'),
  outOfService: say('Істен шыққан', 'Не работает', 'Out of service'),
  decommissioned: say('Есептен шығарылған', 'Списано', 'Decommissioned'),
  unanswered: say('Жауап күтілуде', 'Ждут ответа', 'Answers awaited'),
} as const

export const partTexts: Record<WorkflowRole, Names> = {
  ...roleTexts,
  owner: say('Жүргізуші', 'Организатор', 'Owner'),
  member: say('Қатысушы', 'Участник', 'Member'),
  funder: say('Қаржыландырушы', 'Финансирующая организация', 'Funder'),
}
