import type { ActCheck, ActData, ActDevice, ActInspection } from './act.ts'
import { drawText } from './draw.ts'
import { writeCalendarDay, writeMoment } from './moments.ts'
import { drawHeading } from './parts.ts'
import { writeLimit, writeMeasure } from './quantities.ts'
import { reserve, type Sheet, turnPage } from './sheet.ts'
import { styles } from './styles.ts'
import { drawTable } from './table.ts'
import { actTexts, sharedTexts } from './texts.ts'
import { type Piece, plain, type Speech } from './words.ts'

type Instrument = ActInspection['instruments'][number]
type Inspected = ActDevice & { inspection: ActInspection }

const keyOf = ({ id, name, calibratedOn }: Instrument) => `${calibratedOn} ${id} ${name}`

/** Every instrument of the act once, numbered in the order of its first use. */
const gatherInstruments = (devices: readonly Inspected[]): Map<string, Instrument & { number: number }> => {
  const gathered = new Map<string, Instrument & { number: number }>()
  for (const instrument of devices.flatMap(({ inspection }) => inspection.instruments))
    if (!gathered.has(keyOf(instrument)))
      gathered.set(keyOf(instrument), { ...instrument, number: gathered.size + 1 })
  return gathered
}

const drawInstruments = (sheet: Sheet, instruments: Iterable<Instrument & { number: number }>): void => {
  const { speech } = sheet
  drawHeading(sheet, actTexts.instruments)
  drawTable(sheet, {
    columns: [
      { share: 6, head: speech.head(sharedTexts.number), align: 'center' },
      { share: 46, head: speech.head(actTexts.instrument) },
      { share: 24, head: speech.head(actTexts.instrumentNumber) },
      { share: 24, head: speech.head(actTexts.calibrated) },
    ],
    rows: [...instruments].map(({ number, name, id, calibratedOn }) => ({
      cells: [[plain(String(number))], [plain(name)], [plain(id)], [plain(writeCalendarDay(calibratedOn))]],
    })),
  })
}

const describeValue = ({ value, unit, photos }: ActCheck, speech: Speech): Piece[] => {
  const taken =
    photos > 0 ? speech.stack((language) => `${actTexts.photos[language]}: ${photos}`, styles.again) : []
  if (value === undefined) return taken.length > 0 ? taken : [plain('—')]
  if (typeof value === 'boolean') return [...speech.say(value ? actTexts.yes : actTexts.no), ...taken]
  if (typeof value === 'number')
    return [...speech.stack((language) => writeMeasure(value, unit, language)), ...taken]
  return [...(typeof value === 'string' ? [plain(value)] : speech.say(value)), ...taken]
}

const describeVerdict = ({ passed }: ActCheck, speech: Speech): Piece[] => {
  if (passed === undefined) return speech.say(actTexts.notDone, styles.again)
  return speech.say(passed ? actTexts.passed : actTexts.failed, passed ? styles.body : styles.strong)
}

const describeCheck = ({ texts, isSafety, note }: ActCheck, speech: Speech): Piece[] => [
  ...speech.say(texts),
  ...(isSafety ? [plain(speech.join(actTexts.safety), styles.label)] : []),
  ...(note ? [plain(note, styles.again)] : []),
]

const drawInspection = (
  sheet: Sheet,
  { code, equipment, serialNumber, inspection }: Inspected,
  numberOf: (id: string | undefined) => string,
  timeZone: string,
): void => {
  const { speech } = sheet
  const { protocol, tester, inspectedAt, checks } = inspection
  reserve(sheet, 130)
  sheet.y += 14
  drawText(sheet, [plain([code, serialNumber].filter(Boolean).join(' · '), styles.section)], { type: 'H3' })
  drawText(sheet, speech.say(equipment))
  const name = speech.stack(
    (language) => `${actTexts.protocol[language]}: ${protocol.names[language]} (v${protocol.version})`,
    styles.again,
  )
  const by = [
    `${speech.join(actTexts.tester)}: ${tester}`,
    inspectedAt ? writeMoment(inspectedAt, timeZone) : '',
  ]
  drawText(sheet, [...name, plain(by.filter(Boolean).join(', '), styles.again)])
  sheet.y += 4
  const passed = checks.filter((check) => check.passed === true).length
  const failed = checks.filter((check) => check.passed === false).length
  drawTable(sheet, {
    columns: [
      { share: 5, head: speech.head(sharedTexts.number), align: 'center' },
      { share: 43, head: speech.head(actTexts.check) },
      { share: 15, head: speech.head(actTexts.found) },
      { share: 15, head: speech.head(actTexts.limit) },
      { share: 7, head: speech.head(actTexts.instrumentShort), align: 'center' },
      { share: 15, head: speech.head(actTexts.verdict) },
    ],
    rows: checks.map((check, place) => ({
      cells: [
        [plain(String(place + 1))],
        describeCheck(check, speech),
        describeValue(check, speech),
        check.limit
          ? speech.stack((language) => writeLimit(check.limit ?? {}, check.unit, language))
          : [plain('—')],
        [plain(numberOf(check.instrument))],
        describeVerdict(check, speech),
      ],
    })),
    after: 16,
  })
  sheet.y += 4
  drawText(
    sheet,
    speech.stack(
      (language) => `${actTexts.passed[language]}: ${passed} · ${actTexts.failed[language]}: ${failed}`,
      styles.strong,
    ),
  )
}

/** The annex: what was measured on each device, with which instrument. */
export const drawInspections = (sheet: Sheet, { devices, timeZone }: ActData): void => {
  const inspected = devices.flatMap((device) =>
    device.inspection ? [{ ...device, inspection: device.inspection }] : [],
  )
  if (inspected.length === 0) return
  turnPage(sheet)
  drawHeading(sheet, actTexts.annex)
  const instruments = gatherInstruments(inspected)
  if (instruments.size > 0) drawInstruments(sheet, instruments.values())
  for (const device of inspected) {
    const numberOf = (id: string | undefined) => {
      const instrument = device.inspection.instruments.find((each) => each.id === id)
      return instrument ? String(instruments.get(keyOf(instrument))?.number ?? '—') : '—'
    }
    drawInspection(sheet, device, numberOf, timeZone)
  }
}
