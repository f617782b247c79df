import { makeCode } from '../../schemas/code.ts'
import type { ActCheck, ActData, ActDevice } from '../../src/documents/act.ts'
import type { LabelsData } from '../../src/documents/labels.ts'
import type { PackingListData } from '../../src/documents/packing-list.ts'

const codeOf = (prefix: 'D' | 'S' | 'U', number: number) =>
  makeCode(
    prefix,
    `0192a0b0-0000-7000-8000-${(number * 7_654_321_987 + 123_456_789_012).toString(16).padStart(12, '0')}`,
  )

const equipment = {
  kk: 'Жаңа туған нәрестелерге арналған инкубатор',
  ru: 'Инкубатор для новорождённых',
  en: 'Infant incubator',
}
const club = { name: 'Rotary Club Almaty', kind: 'club', country: 'KZ', identifiers: [] } as const
const center = {
  name: 'City Perinatal Center',
  kind: 'hospital',
  country: 'KZ',
  identifiers: [{ system: 'KZ-BIN', value: '990340000005' }],
} as const
const authority = {
  name: 'Almaty city health department',
  kind: 'authority',
  country: 'KZ',
  identifiers: [],
} as const
const abroad = {
  name: 'Korean Rotary club 1 (District 3662)',
  kind: 'club',
  country: 'KR',
  identifiers: [],
} as const

const checks: ActCheck[] = [
  {
    texts: {
      kk: 'Корпуста, дөңгелектерде және күмбезде зақым жоқ па?',
      ru: 'Корпус, колёса и колпак без повреждений?',
      en: 'Are the housing, castors and canopy free of damage?',
    },
    value: true,
    passed: true,
    isSafety: false,
    photos: 2,
  },
  {
    texts: {
      kk: 'Қорғаныштық жерге қосу кедергісін желілік сыммен бірге өлшеңіз',
      ru: 'Измерьте сопротивление защитного заземления вместе с сетевым шнуром',
      en: 'Measure the resistance of protective earth together with the mains cord',
    },
    value: 184.5,
    unit: 'mOhm',
    limit: { max: 300 },
    passed: true,
    isSafety: true,
    instrument: 'ESA-0117',
    photos: 0,
  },
  {
    texts: {
      kk: 'Камера ішіндегі дабыл деңгейі',
      ru: 'Уровень звука тревоги внутри камеры',
      en: 'Level of the alarm inside the compartment',
    },
    value: 83,
    unit: 'dB[A]',
    limit: { max: 80 },
    passed: false,
    isSafety: false,
    instrument: 'INC-42',
    photos: 1,
    note: 'Measured twice, the higher value is stated.',
  },
  {
    texts: {
      kk: 'Пайдаланушы нұсқаулығының тілі',
      ru: 'Язык руководства пользователя',
      en: 'Language of the user manual',
    },
    value: { kk: 'қазақша және орысша', ru: 'казахский и русский', en: 'Kazakh and Russian' },
    passed: true,
    isSafety: false,
    photos: 0,
  },
  {
    texts: { kk: 'Таразының дәлдігі', ru: 'Точность весов', en: 'Accuracy of the scale' },
    isSafety: false,
    photos: 0,
  },
]

const makeDevice = (number: number): ActDevice => ({
  code: codeOf('U', number),
  equipment,
  maker: 'Manufacturer in Brazil',
  model: 'Vision 2286',
  serialNumber: `BR-2022-${String(number).padStart(5, '0')}`,
  udi: number % 2 === 0 ? `(01)09506000134352(21)BR${number}` : undefined,
  outcome: 'accepted',
  inspection: {
    protocol: {
      names: {
        kk: 'Неонаталдық инкубаторды қабылдау',
        ru: 'Приёмка неонатального инкубатора',
        en: 'Acceptance of an infant incubator',
      },
      version: 1,
    },
    tester: 'Biomedical engineer',
    inspectedAt: '2023-01-12T05:30:00.000Z',
    instruments: [
      { id: 'ESA-0117', name: 'Electrical safety analyser', calibratedOn: '2022-06-01' },
      { id: 'INC-42', name: 'Incubator analyser', calibratedOn: '2022-09-15' },
    ],
    checks:
      number === 2
        ? checks
        : checks.map((check) =>
            check.passed === false ? { ...check, value: 74, passed: true, note: undefined } : check,
          ),
  },
})

/** An act of the published case; by default three devices are there, with a remark and a refusal, and one is missing. */
export const makeAct = (count = 4, changes: Partial<ActData> = {}): ActData => ({
  languages: ['kk', 'ru'],
  timeZone: 'Asia/Almaty',
  madeAt: '2023-01-12T09:05:00.000Z',
  place: 'Almaty',
  donation: { code: codeOf('D', 1), title: 'Weight of Life: incubators for premature infants' },
  shipment: { code: codeOf('S', 1), reference: 'AWB 065-1234' },
  contract: { number: '20-10/2022', signedAt: '2022-10-20T08:00:00.000Z' },
  handsOver: { ...club, identifiers: [] },
  receives: { ...center, identifiers: [...center.identifiers] },
  others: [
    { role: 'donor', party: { ...abroad, identifiers: [] } },
    { role: 'authority', party: { ...authority, identifiers: [] } },
  ],
  devices: Array.from({ length: count }, (_, place): ActDevice => {
    const device = makeDevice(place + 1)
    if (place === 1)
      return {
        ...device,
        outcome: 'acceptedWithRemarks',
        note: 'Дабылдың дыбысы шектен асады, зауыт баптауы қажет.',
      }
    if (place === 2)
      return {
        ...device,
        outcome: 'rejected',
        reason: { kk: 'тасымалда зақымданған', ru: 'повреждено при перевозке', en: 'damaged in transit' },
        note: 'Күмбездің шыны қабырғасы жарылған.',
      }
    if (place === 3)
      return { ...device, outcome: 'missing', note: 'Место 3 не поступило.', inspection: undefined }
    return device
  }),
  receipt: { packed: 3, counted: 2, sealsIntact: true, receivedAt: '2023-01-12T04:10:00.000Z' },
  signatures: [
    {
      side: 'handsOver',
      organization: club.name,
      position: 'Member of the board',
      signedAt: '2023-01-12T08:20:00.000Z',
      method: 'account',
    },
    {
      side: 'receives',
      organization: center.name,
      position: 'Deputy director',
      signedAt: '2023-01-12T08:58:00.000Z',
      method: 'link',
      text: { language: 'kk', sha256: '5f'.repeat(32) },
    },
  ],
  chain: { sequence: 42, hash: 'a4'.repeat(32) },
  verificationUrl: 'https://besik.example/verify/0192a0b0-7c1d-7e2f-8a3b-5c6d7e8f9a0b',
  ...changes,
})

/** A packing list with `count` units in packages of two. */
export const makePackingList = (count = 5, changes: Partial<PackingListData> = {}): PackingListData => {
  const units = Array.from({ length: count }, (_, place) => {
    const { code, maker, model, serialNumber } = makeDevice(place + 1)
    return { code, equipment, maker, model, serialNumber }
  })
  return {
    languages: ['kk', 'ru', 'en'],
    timeZone: 'Asia/Almaty',
    madeAt: '2022-12-20T09:05:00.000Z',
    donation: { code: codeOf('D', 1), title: 'Weight of Life: incubators for premature infants' },
    shipment: { code: codeOf('S', 1), reference: 'AWB 065-1234' },
    contract: { number: '20-10/2022' },
    incoterm: 'DAP',
    incotermPlace: 'Almaty, City Perinatal Center',
    consignor: { ...club, identifiers: [] },
    consignee: { ...center, identifiers: [...center.identifiers] },
    carrier: { name: 'Air carrier', reference: '065-12345675' },
    packages: Array.from({ length: Math.ceil(count / 2) }, (_, place) => ({
      number: `PK-${place + 1}`,
      weight: place === 2 ? undefined : 148_500 + place * 1000,
      units: units.slice(place * 2, place * 2 + 2),
    })),
    verificationUrl: 'https://besik.example/track/S-00000-00000',
    ...changes,
  }
}

/** The labels of the same shipment. */
export const makeLabels = (count = 3, changes: Partial<LabelsData> = {}): LabelsData => ({
  languages: ['kk', 'ru'],
  madeAt: '2022-12-20T09:05:00.000Z',
  shipment: { code: codeOf('S', 1) },
  donor: club.name,
  recipient: center.name,
  packageCount: 5,
  packages: [{ number: 'PK-2', place: 2, weight: 149_500, units: 2, url: 'https://besik.example/track/S-1' }],
  units: Array.from({ length: count }, (_, place) => {
    const { code, maker, model, serialNumber, udi } = makeDevice(place + 1)
    return {
      code,
      equipment,
      maker,
      model,
      serialNumber,
      elementString: udi,
      place: 2,
      url: `https://besik.example/u/${code}`,
    }
  }),
  ...changes,
})
