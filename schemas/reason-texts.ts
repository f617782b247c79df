import type * as z from 'zod'
import type { Names } from './primitives.ts'
import type { reasonLists } from './reasons.ts'

type Lists = typeof reasonLists
type Texts = { [List in keyof Lists]: Record<z.infer<Lists[List]>, Names> }

const other = { kk: 'Басқа себеп', ru: 'Другая причина', en: 'Another reason' }

/** What each coded reason says to a reader. A code without a text does not compile. */
export const reasonTexts: Texts = {
  decline: {
    notNeeded: { kk: 'Қажет емес', ru: 'Не требуется', en: 'Not needed' },
    siteNotReady: { kk: 'Орын дайын емес', ru: 'Место не готово', en: 'The site is not ready' },
    unaffordableUpkeep: {
      kk: 'Ұстау шығыны көтерімсіз',
      ru: 'Содержание не по средствам',
      en: 'Its upkeep is not affordable',
    },
    unsuitable: { kk: 'Жарамайды', ru: 'Не подходит', en: 'Unsuitable' },
    other,
  },
  withdrawal: {
    fundsUnavailable: { kk: 'Қаражат жоқ', ru: 'Нет средств', en: 'Funds are not available' },
    equipmentUnavailable: { kk: 'Жабдық жоқ', ru: 'Нет оборудования', en: 'The equipment is not available' },
    agreementNotReached: {
      kk: 'Келісімге келмедік',
      ru: 'Не удалось договориться',
      en: 'No agreement was reached',
    },
    other,
  },
  cancellation: {
    donorUnable: {
      kk: 'Донор орындай алмайды',
      ru: 'Донор не может исполнить',
      en: 'The donor is unable to',
    },
    recipientUnable: {
      kk: 'Алушы қабылдай алмайды',
      ru: 'Получатель не может принять',
      en: 'The recipient is unable to',
    },
    permitRefused: { kk: 'Рұқсат берілмеді', ru: 'Отказано в разрешении', en: 'A permit was refused' },
    replanned: { kk: 'Қайта жоспарланды', ru: 'Перепланировано', en: 'Planned anew' },
    other,
  },
  rejection: {
    damagedInTransit: { kk: 'Жолда бүлінген', ru: 'Повреждено в пути', en: 'Damaged in transit' },
    wrongItem: { kk: 'Басқа жабдық келген', ru: 'Прибыло не то оборудование', en: 'The wrong item' },
    wrongMains: {
      kk: 'Электр желісіне сай емес',
      ru: 'Не подходит к электросети',
      en: 'Does not fit the mains',
    },
    missingAccessory: {
      kk: 'Керек-жарағы толық емес',
      ru: 'Нет принадлежностей',
      en: 'An accessory is missing',
    },
    missingManual: { kk: 'Нұсқаулығы жоқ', ru: 'Нет инструкции', en: 'The manual is missing' },
    failedSafetyTest: {
      kk: 'Қауіпсіздік тексеруінен өтпеді',
      ru: 'Не прошло проверку безопасности',
      en: 'Failed a safety test',
    },
    failedPerformanceTest: {
      kk: 'Жұмыс сапасын тексеруден өтпеді',
      ru: 'Не прошло проверку работоспособности',
      en: 'Failed a performance test',
    },
    shortShelfLife: {
      kk: 'Жарамдылық мерзімі аз қалған',
      ru: 'Мало остаётся до конца срока годности',
      en: 'Too little shelf life is left',
    },
    notRequested: { kk: 'Сұралмаған', ru: 'Не запрашивалось', en: 'Not requested' },
    other,
  },
  customsHold: {
    permitMissing: { kk: 'Рұқсат құжаты жоқ', ru: 'Нет разрешения', en: 'A permit is missing' },
    documentMismatch: {
      kk: 'Құжаттар сәйкес емес',
      ru: 'Расхождение в документах',
      en: 'The documents do not agree',
    },
    valueQueried: { kk: 'Құны күмән тудырды', ru: 'Вопросы к стоимости', en: 'The value is queried' },
    inspection: { kk: 'Тексеру', ru: 'Досмотр', en: 'Inspection' },
    unpaidDuty: { kk: 'Баж төленбеген', ru: 'Пошлина не уплачена', en: 'Duty is unpaid' },
    other,
  },
  return: {
    customsRefused: { kk: 'Кеден өткізбеді', ru: 'Таможня не пропустила', en: 'Customs refused it' },
    recipientUnable: {
      kk: 'Алушы қабылдай алмайды',
      ru: 'Получатель не может принять',
      en: 'The recipient is unable to',
    },
    underWarranty: { kk: 'Кепілдік бойынша', ru: 'По гарантии', en: 'Under warranty' },
    notRequested: { kk: 'Сұралмаған', ru: 'Не запрашивалось', en: 'Not requested' },
    other,
  },
  disposal: {
    beyondRepair: { kk: 'Жөндеуге келмейді', ru: 'Не подлежит ремонту', en: 'Beyond repair' },
    uneconomicRepair: { kk: 'Жөндеу тиімсіз', ru: 'Ремонт нецелесообразен', en: 'Not worth repairing' },
    unsafe: { kk: 'Қауіпті', ru: 'Небезопасно', en: 'Unsafe' },
    recalled: { kk: 'Өндіруші кері шақырған', ru: 'Отозвано производителем', en: 'Recalled by its maker' },
    other,
  },
  outage: {
    spareParts: { kk: 'Қосалқы бөлшек жоқ', ru: 'Нет запасных частей', en: 'Spare parts are missing' },
    consumables: { kk: 'Шығын материалы жоқ', ru: 'Нет расходных материалов', en: 'Consumables are missing' },
    power: { kk: 'Электр қуаты', ru: 'Электропитание', en: 'Power' },
    staff: { kk: 'Қызметкер жоқ', ru: 'Нет персонала', en: 'No staff' },
    training: { kk: 'Оқытылмаған', ru: 'Персонал не обучен', en: 'Nobody is trained' },
    broken: { kk: 'Сынған', ru: 'Поломка', en: 'Broken' },
    notNeeded: { kk: 'Қажет емес', ru: 'Не требуется', en: 'Not needed' },
    other,
  },
  waiver: {
    solvedOnSite: { kk: 'Орнында шешіледі', ru: 'Решается на месте', en: 'Solved on site' },
    followsSeparately: { kk: 'Бөлек жеткізіледі', ru: 'Поступит отдельно', en: 'Follows separately' },
    notRequired: {
      kk: 'Бұл жағдайда талап етілмейді',
      ru: 'В этом случае не требуется',
      en: 'Not required in this case',
    },
    riskAccepted: { kk: 'Тәуекел қабылданды', ru: 'Риск принят', en: 'The risk is accepted' },
    other,
  },
  termination: {
    agreed: { kk: 'Тараптар келісті', ru: 'По соглашению сторон', en: 'The parties agreed to' },
    replaced: {
      kk: 'Орнына басқа меморандум жасалды',
      ru: 'Заменён другим меморандумом',
      en: 'Another memorandum takes its place',
    },
    notKept: {
      kk: 'Міндеттемелер орындалмады',
      ru: 'Обязательства не выполнены',
      en: 'Commitments were not kept',
    },
    partyUnable: {
      kk: 'Тарап орындай алмайды',
      ru: 'Сторона не может исполнить',
      en: 'A party is unable to',
    },
    other,
  },
  repairRefusal: {
    outOfWarranty: { kk: 'Кепілдік мерзімі өткен', ru: 'Гарантия истекла', en: 'Out of warranty' },
    partsUnavailable: {
      kk: 'Бөлшектері табылмайды',
      ru: 'Запасных частей не достать',
      en: 'Parts are not to be had',
    },
    beyondRepair: { kk: 'Жөндеуге келмейді', ru: 'Не подлежит ремонту', en: 'Beyond repair' },
    uneconomicRepair: { kk: 'Жөндеу тиімсіз', ru: 'Ремонт нецелесообразен', en: 'Not worth repairing' },
    notOurs: { kk: 'Біздің міндетіміз емес', ru: 'Не наша обязанность', en: 'Not ours to repair' },
    other,
  },
  needReturn: {
    incomplete: { kk: 'Мәліметтер толық емес', ru: 'Сведения неполны', en: 'Something is missing in it' },
    notJustified: { kk: 'Негіздеме жеткіліксіз', ru: 'Недостаточно обоснована', en: 'Not justified enough' },
    siteNotReady: { kk: 'Орын дайын емес', ru: 'Место не готово', en: 'The site is not ready' },
    alreadyRequested: { kk: 'Бұрын сұралған', ru: 'Уже запрошено', en: 'Already requested' },
    otherwiseFunded: {
      kk: 'Басқа қаражатпен қамтылады',
      ru: 'Обеспечивается из других средств',
      en: 'Paid for by other funds',
    },
    other,
  },
  needWithdrawal: {
    notNeeded: { kk: 'Енді қажет емес', ru: 'Больше не требуется', en: 'No longer needed' },
    otherwiseObtained: {
      kk: 'Басқа жолмен алынды',
      ru: 'Получено другим путём',
      en: 'Obtained in another way',
    },
    siteNotReady: { kk: 'Орын дайын емес', ru: 'Место не готово', en: 'The site is not ready' },
    enteredByMistake: { kk: 'Қате енгізілген', ru: 'Внесено по ошибке', en: 'Entered by mistake' },
    other,
  },
  recallWithdrawal: {
    issuedInError: {
      kk: 'Қателесіп жарияланған',
      ru: 'Объявлен по ошибке',
      en: 'It was issued in error',
    },
    replaced: {
      kk: 'Орнына басқа кері қайтару жарияланды',
      ru: 'Заменён другим отзывом',
      en: 'Another recall takes its place',
    },
    resolved: { kk: 'Ақау жойылды', ru: 'Причина устранена', en: 'The fault is resolved' },
    other,
  },
}
