import type { UnitDecision } from '../../schemas/confirmation.ts'
import type { Language } from '../../schemas/primitives.ts'

interface Words {
  title: string
  donation: string
  shipment: string
  donors: string
  recipient: string
  packages: string
  sealsIntact: string
  sealsBroken: string
  units: string
  serialNumber: string
  reason: string
  failed: string
  note: string
  signed: string
  outcome: Record<UnitDecision['outcome'], string>
}

/** What the confirmed text is put together from; a change here never touches a text that was signed. */
export const words: Record<Language, Words> = {
  kk: {
    title: 'Медициналық жабдықты алғанымызды растаймыз.',
    donation: 'Қайырмалдық',
    shipment: 'Жөнелтілім',
    donors: 'Донор',
    recipient: 'Алушы',
    packages: 'Саналған қаптама орындары',
    sealsIntact: 'Пломбалары бүтін.',
    sealsBroken: 'Пломбалары бүлінген немесе жоқ.',
    units: 'Жабдық бірліктері туралы шешім:',
    serialNumber: 'сериялық нөмірі',
    reason: 'Себебі',
    failed: 'Өтпеген тексерулер',
    note: 'Ескертпе',
    signed: 'Қол қоюшы',
    outcome: {
      accepted: 'Қабылданды',
      acceptedWithRemarks: 'Ескертумен қабылданды',
      rejected: 'Қабылданбады',
      missing: 'Қаптамада жоқ',
    },
  },
  ru: {
    title: 'Подтверждаем получение медицинского оборудования.',
    donation: 'Пожертвование',
    shipment: 'Поставка',
    donors: 'Донор',
    recipient: 'Получатель',
    packages: 'Сосчитано грузовых мест',
    sealsIntact: 'Пломбы целы.',
    sealsBroken: 'Пломбы повреждены или отсутствуют.',
    units: 'Решения по единицам оборудования:',
    serialNumber: 'серийный номер',
    reason: 'Причина',
    failed: 'Не пройдены проверки',
    note: 'Примечание',
    signed: 'Подписывает',
    outcome: {
      accepted: 'Принято',
      acceptedWithRemarks: 'Принято с замечаниями',
      rejected: 'Не принято',
      missing: 'Отсутствует в упаковке',
    },
  },
  en: {
    title: 'We confirm the receipt of medical equipment.',
    donation: 'Donation',
    shipment: 'Shipment',
    donors: 'Donor',
    recipient: 'Recipient',
    packages: 'Packages counted',
    sealsIntact: 'The seals are intact.',
    sealsBroken: 'Seals are broken or missing.',
    units: 'Decisions on the units:',
    serialNumber: 'serial number',
    reason: 'Reason',
    failed: 'Checks not passed',
    note: 'Note',
    signed: 'Signed by',
    outcome: {
      accepted: 'Accepted',
      acceptedWithRemarks: 'Accepted with remarks',
      rejected: 'Refused',
      missing: 'Missing from its package',
    },
  },
}
