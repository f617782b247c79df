import type { Check } from '../../../schemas/protocol.ts'
import { reasonLists } from '../../../schemas/reasons.ts'
import type { ConfirmationModel, DoneModel, PageUnit } from '../../../src/confirmations/page/model.ts'

const names = (en: string, ru = en, kk = en) => ({ kk, ru, en })

const check = { isSafety: false, isRequired: true, needsPhoto: false, needsInstrument: false }

/** Checks of every type, as a protocol for incubators may hold them. */
export const checks: Check[] = [
  {
    ...check,
    id: 'housing-intact',
    type: 'boolean',
    expects: true,
    isSafety: true,
    needsPhoto: true,
    texts: names(
      'Are the housing and hood free of cracks?',
      'Корпус и колпак без трещин?',
      'Корпусы мен қалпағында жарық жоқ па?',
    ),
    hint: names(
      'Look at the hood against the light.',
      'Осмотрите колпак на просвет.',
      'Қалпақты жарыққа қаратып қараңыз.',
    ),
  },
  {
    ...check,
    id: 'earth-resistance',
    type: 'number',
    unit: 'mOhm',
    limit: { max: 300 },
    isSafety: true,
    needsInstrument: true,
    texts: names(
      'Protective earth resistance',
      'Сопротивление защитного заземления',
      'Қорғаныстық жерге тұйықтау кедергісі',
    ),
    source: { document: 'IEC 62353:2014', clause: '5.3.2' },
  },
  {
    ...check,
    id: 'alarm-sound',
    type: 'number',
    unit: 'dB[A]',
    limit: { max: 80 },
    isRequired: false,
    needsInstrument: true,
    texts: names(
      'Sound of the alarm inside the hood',
      'Громкость сигнала внутри колпака',
      'Қалпақ ішіндегі дабыл дыбысы',
    ),
  },
  {
    ...check,
    id: 'language',
    type: 'choice',
    isRequired: false,
    texts: names('Language of the manual', 'Язык руководства', 'Нұсқаулықтың тілі'),
    options: [
      { value: 'kazakh', texts: names('Kazakh', 'Казахский', 'Қазақша'), passes: true },
      { value: 'russian', texts: names('Russian', 'Русский', 'Орысша'), passes: true },
      { value: 'none', texts: names('No manual', 'Руководства нет', 'Нұсқаулық жоқ'), passes: false },
    ],
  },
  {
    ...check,
    id: 'software',
    type: 'text',
    isRequired: false,
    texts: names('Version of the software', 'Версия программы', 'Бағдарлама нұсқасы'),
  },
  {
    ...check,
    id: 'type-plate',
    type: 'photo',
    isRequired: false,
    texts: names('Photo of the type plate', 'Фото таблички с данными', 'Деректер тақтайшасының фотосы'),
  },
]

/** As many checks as a real protocol has. */
export const manyChecks: Check[] = [
  ...checks,
  ...Array.from(
    { length: 8 },
    (_, place): Check => ({
      ...check,
      id: `function-${place + 1}`,
      type: 'boolean',
      expects: true,
      texts: names(
        `Does function ${place + 1} of the device work as its manual says?`,
        `Работает ли функция ${place + 1} так, как описано в руководстве?`,
        `${place + 1}-функция нұсқаулықта жазылғандай жұмыс істей ме?`,
      ),
      hint: names(
        'Follow the manual, and wait until the display is steady.',
        'Следуйте руководству и дождитесь устойчивых показаний.',
        'Нұсқаулық бойынша жасап, көрсеткіш тұрақталғанша күтіңіз.',
      ),
    }),
  ),
]

const typeNames = {
  kk: 'Жаңа туған нәрестелерге арналған инкубатор',
  ru: 'Инкубатор для новорождённых',
  en: 'Infant incubator',
}

export const makeUnit = (place: number, language: 'kk' | 'ru' | 'en' = 'en'): PageUnit => ({
  id: `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`,
  code: `U-7K2M9-${String(10000 + place)}`,
  type: typeNames[language],
  maker: 'Fanem',
  model: 'Vision Advanced 2286',
  serialNumber: `SN-${place + 1}`,
  udi: `(01)07898920000012(21)SN-${place + 1}`,
  protocol: { slug: 'infant-incubator', version: 1 },
  checks,
})

export const makeModel = (
  count = 2,
  { language = 'en', ...changes }: Partial<ConfirmationModel> = {},
): ConfirmationModel => ({
  language,
  path: '/c/0123456789ABCDEFGHJKMNPQRS',
  hospital: {
    kk: 'Қалалық перинаталдық орталық',
    ru: 'Городской перинатальный центр',
    en: 'City Perinatal Center',
  }[language],
  donors: ['Rotary Club Almaty'],
  donation: { title: 'Weight of Life', code: 'D-4T7XQ-2MV9K' },
  shipment: {
    code: 'S-8HN3R-6WJ4P',
    dispatchedAt: '2022-12-20T05:00:00.000Z',
    arrivedAt: '2023-01-10T06:30:00.000Z',
    packages: 2,
  },
  timeZone: 'Asia/Almaty',
  isCounted: false,
  units: Array.from({ length: count }, (_, place) => makeUnit(place, language)),
  expiresAt: '2023-01-24T06:30:00.000Z',
  reasons: reasonLists.rejection.options.map((code) => ({ code, texts: names(code) })),
  ...changes,
})

export const makeDone = (language: 'kk' | 'ru' | 'en' = 'en'): DoneModel => ({
  ...makeModel(4, { language }),
  signer: { name: 'Signer of the centre', position: 'Deputy director' },
  confirmedAt: '2023-01-12T09:15:00.000Z',
  textSha256: 'c0'.repeat(32),
  units: (['accepted', 'acceptedWithRemarks', 'rejected', 'missing'] as const).map((outcome, place) => ({
    ...makeUnit(place, language),
    outcome,
  })),
  remaining: 2,
  documents: [
    { language: 'kk', href: '/c/0123456789ABCDEFGHJKMNPQRS/act?language=kk' },
    { language: 'ru', href: '/c/0123456789ABCDEFGHJKMNPQRS/act?language=ru' },
  ],
})

/** What a hospital fills in for one accepted and one rejected unit. */
export const filled = {
  name: 'Signer of the centre',
  position: 'Deputy director',
  packages: '2',
  seals: 'yes',
  tester: 'Biomedical engineer',
  'i.0.id': 'RIGEL-288-17',
  'i.0.name': 'Safety analyser',
  'i.0.day': '2022-11-01',
  'u.0.id': makeUnit(0).id,
  'u.0.outcome': 'accepted',
  'u.0.same': '1',
  'u.0.c.housing-intact': '1',
  'u.0.p.housing-intact': ['a'.repeat(64), 'b'.repeat(64)],
  'u.0.c.earth-resistance': '182,5',
  'u.0.c.language': 'russian',
  'u.0.c.software': '2.1',
  'u.1.id': makeUnit(1).id,
  'u.1.outcome': 'rejected',
  'u.1.sn': 'SN-2',
  'u.1.reason': 'failedSafetyTest',
  'u.1.note': 'The hood is cracked.',
  'u.1.c.housing-intact': '0',
}
