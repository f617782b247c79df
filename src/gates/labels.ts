import type { FindingCode, GateState, MainsCode, SiteCode } from '../../schemas/gate.ts'
import type { Names } from '../../schemas/primitives.ts'
import type { SiteFeature } from '../../schemas/site.ts'

export const stateTexts: Record<GateState, Names> = {
  met: { kk: 'Орындалды', ru: 'Выполнено', en: 'Met' },
  unmet: { kk: 'Орындалмады', ru: 'Не выполнено', en: 'Not met' },
  waived: { kk: 'Талаптан босатылды', ru: 'Требование снято', en: 'Waived' },
  notApplicable: { kk: 'Қолданылмайды', ru: 'Не применяется', en: 'Does not apply' },
}

export const featureTexts: Record<SiteFeature, Names> = {
  earthing: { kk: 'Қорғаныштық жерге тұйықтау', ru: 'Защитное заземление', en: 'Protective earth' },
  stabiliser: { kk: 'Кернеу тұрақтандырғыш', ru: 'Стабилизатор напряжения', en: 'Voltage stabiliser' },
  oxygen: { kk: 'Медициналық оттегі', ru: 'Медицинский кислород', en: 'Medical oxygen' },
  medicalAir: { kk: 'Медициналық ауа', ru: 'Медицинский воздух', en: 'Medical air' },
  water: { kk: 'Су', ru: 'Вода', en: 'Water' },
}

interface Measure {
  label: Names
  /** Unit that stands behind the number. */
  unit?: Names
}

const same = (sign: string): Names => ({ kk: sign, ru: sign, en: sign })

/** What is compared of a place, with the unit in which it is counted. */
export const measures: Record<MainsCode | Exclude<SiteCode, 'opening' | 'feature'>, Measure> = {
  voltage: {
    label: { kk: 'Кернеу', ru: 'Напряжение', en: 'Voltage' },
    unit: { kk: 'В', ru: 'В', en: 'V' },
  },
  frequency: {
    label: { kk: 'Жиілік', ru: 'Частота', en: 'Frequency' },
    unit: { kk: 'Гц', ru: 'Гц', en: 'Hz' },
  },
  phases: { label: { kk: 'Фазалар саны', ru: 'Число фаз', en: 'Phases' } },
  plug: { label: { kk: 'Розетка түрі', ru: 'Тип розетки', en: 'Type of socket' } },
  power: {
    label: { kk: 'Қуат', ru: 'Мощность', en: 'Power' },
    unit: { kk: 'Вт', ru: 'Вт', en: 'W' },
  },
  temperature: {
    label: { kk: 'Ауа температурасы', ru: 'Температура воздуха', en: 'Air temperature' },
    unit: same('°C'),
  },
  humidity: {
    label: { kk: 'Салыстырмалы ылғалдылық', ru: 'Относительная влажность', en: 'Relative humidity' },
    unit: same('%'),
  },
  doorWidth: {
    label: { kk: 'Есіктің ені', ru: 'Ширина двери', en: 'Door width' },
    unit: { kk: 'мм', ru: 'мм', en: 'mm' },
  },
  floorLoad: {
    label: { kk: 'Еденге рұқсат етілген жүктеме', ru: 'Допустимая нагрузка на пол', en: 'Floor load' },
    unit: { kk: 'кг/м²', ru: 'кг/м²', en: 'kg/m²' },
  },
  freeArea: {
    label: { kk: 'Бос аудан', ru: 'Свободная площадь', en: 'Free area' },
    unit: { kk: 'дм²', ru: 'дм²', en: 'dm²' },
  },
}

export const isMeasured = (code: FindingCode): code is keyof typeof measures => Object.hasOwn(measures, code)

/** How a finding about a place is said, by whether anybody said what there is. */
export const comparisons = {
  differs: {
    kk: '{label}: құрылғыға {expected} қажет; бөлімшеде {found}.',
    ru: '{label}: изделию нужно {expected}; в отделении {found}.',
    en: '{label}: the device needs {expected}; the department has {found}.',
  },
  unknown: {
    kk: '{label}: құрылғыға {expected} қажет; бөлімше туралы бұл көрсетілмеген.',
    ru: '{label}: изделию нужно {expected}; для отделения это не указано.',
    en: '{label}: the device needs {expected}; of the department this is not said.',
  },
  missing: {
    kk: '{label}: құрылғыға қажет, бірақ бөлімшеде жоқ.',
    ru: '{label}: изделию нужно, но в отделении этого нет.',
    en: '{label}: the device needs it, and the department does not have it.',
  },
  unsaid: {
    kk: '{label}: құрылғыға қажет; бөлімшеде бар-жоғы көрсетілмеген.',
    ru: '{label}: изделию нужно; есть ли это в отделении, не указано.',
    en: '{label}: the device needs it; whether the department has it is not said.',
  },
} as const satisfies Record<string, Names>

/** Findings of which each is one sentence. */
export const sentences: Record<Exclude<FindingCode, MainsCode | SiteCode> | 'opening' | 'months', Names> = {
  opening: {
    kk: 'Бөлімше әлі ашылған жоқ. Ашылатын күні: {found}.',
    ru: 'Отделение ещё не открыто. День открытия: {found}.',
    en: 'The department is not open yet. It opens on {found}.',
  },
  department: {
    kk: 'Құрылғының қай бөлімшеде тұратыны көрсетілмеген.',
    ru: 'Не указано, в каком отделении будет стоять изделие.',
    en: 'It is not said in which department the device will stand.',
  },
  agreement: {
    kk: 'Аурухананың келісімі жоқ.',
    ru: 'Согласия больницы нет.',
    en: 'The hospital has not agreed.',
  },
  contract: {
    kk: 'Шарт жасалмаған.',
    ru: 'Договор не составлен.',
    en: 'There is no contract.',
  },
  signatures: {
    kk: 'Шартта жетпейтін қолдар саны: {found}.',
    ru: 'Не хватает подписей под договором: {found}.',
    en: 'Signatures that the contract lacks: {found}.',
  },
  memorandum: {
    kk: 'Шартта аталған меморандум күшінде емес.',
    ru: 'Меморандум, названный в договоре, не действует.',
    en: 'The memorandum that the contract names is not active.',
  },
  memorandumPeriod: {
    kk: 'Меморандум {found} аралығында жарамды, ал тексеру күні: {expected}.',
    ru: 'Срок меморандума: {found}; день проверки: {expected}.',
    en: 'The memorandum is valid {found}; the day in question is {expected}.',
  },
  manualLanguage: {
    kk: 'Нұсқаулықтардың тілдері: {found}; бөлімше оқитын тілдер: {expected}.',
    ru: 'Языки руководств: {found}; отделение читает: {expected}.',
    en: 'The manuals are in: {found}; the department reads: {expected}.',
  },
  unanswered: {
    kk: 'Жауап берілмеген сұрақ: «{question}»',
    ru: 'Нет ответа на вопрос: «{question}»',
    en: 'Not answered yet: "{question}"',
  },
  answeredNo: {
    kk: '«Жоқ» деп жауап берілген сұрақ: «{question}»',
    ru: 'Ответ «нет» на вопрос: «{question}»',
    en: 'Answered with no: "{question}"',
  },
  months: {
    kk: 'Қажетті ай саны: {expected}.',
    ru: 'Нужно месяцев: {expected}.',
    en: 'Months asked for: {expected}.',
  },
  permitMissing: {
    kk: 'Жөнелтілім шекарадан өтеді, бірақ оған тіркелген әкелу рұқсаты жоқ.',
    ru: 'Поставка пересекает границу, а разрешения на ввоз для неё не записано.',
    en: 'The shipment crosses a border, and no import permit is recorded for it.',
  },
  permit: {
    kk: 'Әкелу рұқсаты жарамсыз. Құжат: {document}; тексеру күні: {expected}; күйі: {found}.',
    ru: 'Разрешение на ввоз не действует. Документ: {document}; день проверки: {expected}; состояние: {found}.',
    en: 'The import permit is not valid. Document: {document}; day in question: {expected}; it is {found}.',
  },
  exemption: {
    kk: 'Босату құжаты жарамсыз. Құжат: {document}; тексеру күні: {expected}; күйі: {found}.',
    ru: 'Документ об освобождении не действует. Документ: {document}; день проверки: {expected}; состояние: {found}.',
    en: 'The exemption is not valid. Document: {document}; day in question: {expected}; it is {found}.',
  },
  packing: {
    kk: 'Қапталмаған бірліктер саны: {found}.',
    ru: 'Не упаковано единиц: {found}.',
    en: 'Units that are in no package: {found}.',
  },
}

/** What a document is worth, and names of languages, where they are values of a sentence. */
export const words: Record<string, Names> = {
  expired: { kk: 'мерзімі өткен', ru: 'срок истёк', en: 'expired' },
  notYetValid: { kk: 'мерзімі әлі басталмаған', ru: 'срок ещё не начался', en: 'not yet valid' },
  withdrawn: { kk: 'кері алынған', ru: 'отозвано', en: 'withdrawn' },
}
export const languageNames: Record<string, Names> = {
  kk: { kk: 'қазақша', ru: 'казахский', en: 'Kazakh' },
  ru: { kk: 'орысша', ru: 'русский', en: 'Russian' },
  en: { kk: 'ағылшынша', ru: 'английский', en: 'English' },
}
