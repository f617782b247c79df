import type { GateCode, Guidance } from '../schemas/gate.ts'
import type { Names } from '../schemas/primitives.ts'
import type { Role } from '../schemas/roles.ts'

export interface GateEntry {
  title: Names
  /** What it asks for, in a sentence. */
  asks: Names
  sources: readonly Guidance[]
  /**
   * Roles that may waive it: whoever bears what comes of it, and never whoever sends. Empty where without it there is
   * nothing to send, or nobody to send it to.
   */
  mayWaive: readonly Role[]
}

const who = (clause: string): Guidance => ({
  document: 'WHO, Medical device donations: considerations for solicitation and provision (2011)',
  clause,
})
const medSurplus = (clause: string): Guidance => ({
  document: 'MedSurplus Alliance, accreditation standards',
  clause,
  url: 'https://medsurplusalliance.org/4-logistics',
})
const tech = (clause: string): Guidance => ({
  document: 'TECH, equipment standards',
  clause,
  url: 'https://techmd.org/tech-standards',
})
const humatem: Guidance = {
  document: "Humatem, summary of WHO's guidance: parties, roles and what each of them owes",
  url: 'https://humatem.org/banque_de_don',
}

/** Every gate, in the order in which a shipment meets them. */
export const gateCatalogue: Readonly<Record<GateCode, GateEntry>> = {
  'recipient-agreed': {
    title: {
      kk: 'Алушы келіскен',
      ru: 'Получатель согласен',
      en: 'The recipient agreed',
    },
    asks: {
      kk: 'Аурухана ұсынылған жабдықты алуға келісуі керек.',
      ru: 'Больница должна согласиться принять предложенное оборудование.',
      en: 'The hospital must have agreed to take what is offered.',
    },
    sources: [who('Recipient engagement')],
    mayWaive: [],
  },
  'contract-signed': {
    title: {
      kk: 'Шартқа қол қойылған',
      ru: 'Договор подписан',
      en: 'The contract is signed',
    },
    asks: {
      kk: 'Шартқа онда аталған барлық тарап қол қоюы керек.',
      ru: 'Договор должны подписать все, кто в нём назван подписантом.',
      en: 'Every signatory must have signed the contract.',
    },
    sources: [tech('An agreement of supplier and recipient comes first')],
    mayWaive: [],
  },
  'memorandum-active': {
    title: {
      kk: 'Меморандум күшінде',
      ru: 'Меморандум действует',
      en: 'The memorandum is active',
    },
    asks: {
      kk: 'Шарт негізделген меморандум жөнелту күні күшінде болуы керек.',
      ru: 'Меморандум, на котором основан договор, должен действовать в день отправки.',
      en: 'The memorandum that the contract rests on must be active on the day of dispatch.',
    },
    sources: [humatem],
    mayWaive: ['authority', 'recipient'],
  },
  'mains-fit': {
    title: {
      kk: 'Электр желісі сәйкес',
      ru: 'Электросеть подходит',
      en: 'The mains fit',
    },
    asks: {
      kk: 'Бөлімшенің кернеуі, жиілігі, фазалары, розеткалары мен қуаты құрылғыға сай болуы керек.',
      ru: 'Напряжение, частота, фазы, розетки и мощность в отделении должны подходить изделию.',
      en: 'Voltage, frequency, phases, sockets and power of the department must fit the device.',
    },
    sources: [
      who('Environment and staff'),
      {
        document: 'Scientific American: incubators given to Haiti needed a mains voltage it does not have',
        url: 'https://www.scientificamerican.com/article/medical-equipment-donated-developing-nations-junk-heap/',
      },
    ],
    mayWaive: ['recipient'],
  },
  'site-ready': {
    title: {
      kk: 'Орын дайын',
      ru: 'Место готово',
      en: 'The site is ready',
    },
    asks: {
      kk: 'Бөлімше ашық болып, онда құрылғыға керек жағдайдың бәрі болуы керек.',
      ru: 'Отделение должно быть открыто, и в нём должно быть всё, что нужно изделию.',
      en: 'The department must be open and have all that the device needs of its place.',
    },
    sources: [who('Environment and staff')],
    mayWaive: ['recipient'],
  },
  'manuals-readable': {
    title: {
      kk: 'Нұсқаулықтар түсінікті тілде',
      ru: 'Руководства на понятном языке',
      en: 'The manuals can be read',
    },
    asks: {
      kk: 'Нұсқаулықтар бөлімше оқитын тілде болуы керек.',
      ru: 'Руководства должны быть на языке, который читает отделение.',
      en: 'The manuals must be in a language that the department reads.',
    },
    sources: [tech('Manuals and installation instructions')],
    mayWaive: ['recipient'],
  },
  'consumables-assured': {
    title: {
      kk: 'Шығын материалдары қамтамасыз етілген',
      ru: 'Расходные материалы обеспечены',
      en: 'Consumables are assured',
    },
    asks: {
      kk: 'Шығын материалдары сұралған мерзімге қамтамасыз етілуі керек.',
      ru: 'Расходные материалы должны быть обеспечены на требуемый срок.',
      en: 'Consumables must be assured for as long as the equipment type asks.',
    },
    sources: [
      {
        document: 'Community Eye Health Journal, Donations: how to ensure you really benefit',
        url: 'https://cehjournal.org/article/donations-how-to-ensure-you-really-benefit/',
      },
      {
        document: 'Emmerling, Dahinten, Malkin: donated items are out of service in the first year',
        url: 'https://doi.org/10.1007/s12553-017-0210-6',
      },
    ],
    mayWaive: ['recipient', 'authority'],
  },
  'training-planned': {
    title: {
      kk: 'Оқыту жоспарланған',
      ru: 'Обучение запланировано',
      en: 'Training is planned',
    },
    asks: {
      kk: 'Құрылғыны қолданатындар мен оған қызмет көрсететіндерді оқыту жоспарлануы керек.',
      ru: 'Должно быть запланировано обучение тех, кто будет работать с изделием и обслуживать его.',
      en: 'Training of those who will use and maintain the device must be planned.',
    },
    sources: [{ document: 'THET, Making it work', clause: 'Putting into service' }],
    mayWaive: ['recipient'],
  },
  'permit-valid': {
    title: {
      kk: 'Рұқсат жарамды',
      ru: 'Разрешение действительно',
      en: 'The permit is valid',
    },
    asks: {
      kk: 'Шекарадан өтетін осы жөнелтілімнің рұқсаты, ал босату құжаты болса, ол да жарамды болуы керек.',
      ru: 'Если поставка пересекает границу, её разрешение и, если есть, документ об освобождении должны быть действительны.',
      en: 'For a shipment across a border its permit, and any exemption on file, must be valid.',
    },
    sources: [
      medSurplus('4.3.1'),
      {
        document: "Order of Kazakhstan's Minister of Healthcare ҚР ДСМ-237/2020",
        url: 'https://adilet.zan.kz/rus/docs/V2000021749',
      },
    ],
    mayWaive: ['authority', 'recipient'],
  },
  'packing-complete': {
    title: {
      kk: 'Қаптама парағы толық',
      ru: 'Упаковочный лист полон',
      en: 'The packing list is complete',
    },
    asks: {
      kk: 'Жөнелтілімнің әр бірлігі қаптама парағында болуы керек.',
      ru: 'Каждая единица поставки должна быть в упаковочном листе.',
      en: 'Every unit of the shipment must be on its packing list.',
    },
    sources: [medSurplus('4.1.2')],
    mayWaive: [],
  },
}
