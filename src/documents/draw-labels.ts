import { drawAside, drawLines, drawRule, type Place, tag } from './draw.ts'
import type { LabelsData, PackageLabel, UnitLabel } from './labels.ts'
import { writeWeight } from './quantities.ts'
import { closeSheet, openSheet, type Sheet } from './sheet.ts'
import { type Style, styles } from './styles.ts'
import { drawMatrix, encodeQr, findDataMatrix } from './symbol.ts'
import { labelTexts, sharedTexts } from './texts.ts'
import { type Piece, plain, speak } from './words.ts'
import { heightOf, type Line, wrap } from './wrap.ts'

const millimetre = 72 / 25.4
const size: [number, number] = [100 * millimetre, 60 * millimetre]
const margin = { top: 10, bottom: 10, side: 12 }
const qrSize = 31 * millimetre
const gap = 12

const code: Style = { font: 'bold', size: 19, leading: 23, color: styles.title.color }
const name: Style = { ...styles.strong, size: 8.5, leading: 10.8 }
const nameAgain: Style = { ...styles.fine, leading: 9 }
const serial: Style = { font: 'bold', size: 8.5, leading: 11, color: styles.title.color }
const serialLong: Style = { ...serial, size: 7, leading: 9 }
const huge: Style = { font: 'bold', size: 30, leading: 34, color: styles.title.color }

/** The first lines of a text that fit a label; what was left out is shown by three dots. */
const clip = (lines: readonly Line[], most: number): Line[] => {
  const last = lines[most - 1]
  if (lines.length <= most || !last) return [...lines]
  return [...lines.slice(0, most - 1), { ...last, text: `${last.text.replace(/.{2}$/u, '')}…` }]
}

const block = (sheet: Sheet, pieces: readonly Piece[], place: Place, most: number): number => {
  const lines = clip(wrap(pieces, place.width, sheet.measure), most)
  tag(sheet, sheet.root, 'P', () => drawLines(sheet, lines, place)).end()
  return heightOf(lines)
}

/** Giver and taker, at the foot of each label. */
const drawRoute = (sheet: Sheet, { donor, recipient, shipment }: LabelsData): void => {
  const { left, width, bottom, speech } = sheet
  const y = bottom - 32
  drawAside(sheet, 'Layout', () => drawRule(sheet, left, y - 3, width, styles.body.color))
  block(
    sheet,
    [plain(`${labelTexts.from[speech.lead]}: ${donor}`, styles.fine)],
    { x: left, y, width: width - 92 },
    1,
  )
  block(
    sheet,
    [plain(`${labelTexts.to[speech.lead]}: ${recipient}`, { ...styles.fine, font: 'bold' })],
    { x: left, y: y + 10.5, width: width - 92 },
    2,
  )
  block(
    sheet,
    [plain(shipment.code, styles.strong)],
    { x: left + width - 90, y, width: 90, align: 'right' },
    1,
  )
}

const drawFigure = (
  sheet: Sheet,
  matrix: ReturnType<typeof encodeQr>,
  alt: string,
  place: { x: number; y: number; size: number },
) => tag(sheet, sheet.root, 'Figure', () => drawMatrix(sheet.doc, matrix, place), { alt }).end()

const tellPlace = (place: number, count: number) => `${place}\u00A0/\u00A0${count}`

const drawPackageLabel = (sheet: Sheet, label: PackageLabel, data: LabelsData): void => {
  const { left, top, width, speech } = sheet
  drawFigure(sheet, encodeQr(label.url), label.url, { x: left, y: top, size: qrSize })
  const x = left + qrSize + gap
  const room = width - qrSize - gap
  let y = top - 2
  y += block(sheet, [plain(speech.join(labelTexts.package), styles.label)], { x, y, width: room }, 1)
  y += block(sheet, [plain(tellPlace(label.place, data.packageCount), huge)], { x, y, width: room }, 1)
  y += block(sheet, [plain(`№ ${label.number}`, styles.section)], { x, y, width: room }, 2)
  const facts = [
    plain(`${speech.join(labelTexts.units)}: ${label.units}`),
    ...(label.weight === undefined
      ? []
      : [plain(`${speech.join(labelTexts.weight)}: ${writeWeight(label.weight, speech.lead)}`)]),
  ]
  block(sheet, facts, { x, y: y + 2, width: room }, 4)
}

const drawUnitLabel = (sheet: Sheet, label: UnitLabel, data: LabelsData): void => {
  const { left, top, width, speech } = sheet
  const matrix = label.elementString === undefined ? undefined : findDataMatrix(label.elementString)
  const qr = matrix ? 25 * millimetre : qrSize
  drawFigure(sheet, encodeQr(label.url), label.url, { x: left, y: top, size: qr })
  if (matrix) {
    const alt = `GS1 DataMatrix ${label.elementString}`
    drawFigure(sheet, matrix, alt, { x: left, y: top + qr + 9, size: 12 * millimetre })
  }
  const x = left + qr + gap
  const room = width - qr - gap
  let y = top - 3
  y += block(sheet, [plain(label.code, code)], { x, y, width: room }, 1)
  // A serial number is never cut short: a long one takes room from the name.
  const isLong = (label.serialNumber?.length ?? 0) > 30
  y += block(sheet, speech.say(label.equipment, name, nameAgain), { x, y, width: room }, isLong ? 2 : 4)
  const make = [label.maker, label.model].filter(Boolean).join(', ')
  y += block(sheet, make === '' ? [] : [plain(make, styles.fine)], { x, y: y + 1, width: room }, 1)
  if (label.serialNumber !== undefined) {
    y += block(sheet, [speech.label(sharedTexts.serial)], { x, y: y + 2, width: room }, 1)
    y += block(
      sheet,
      [plain(label.serialNumber, isLong ? serialLong : serial)],
      { x, y: y + 2, width: room },
      5,
    )
  }
  if (label.place !== undefined) {
    const place = `${speech.join(labelTexts.package)} ${tellPlace(label.place, data.packageCount)}`
    block(sheet, [plain(place, styles.fine)], { x, y: y + 2, width: room }, 1)
  }
}

/** Draws the labels of a shipment, one a page. */
export const drawLabels = async (data: LabelsData): Promise<Uint8Array> => {
  const speech = speak(data.languages)
  const title = `${labelTexts.title[speech.lead]} ${data.shipment.code}`
  const sheet = openSheet({ speech, title, madeAt: data.madeAt, size, margin })
  const draws = [
    ...data.packages.map((label) => () => drawPackageLabel(sheet, label, data)),
    ...data.units.map((label) => () => drawUnitLabel(sheet, label, data)),
  ]
  for (const [place, draw] of draws.entries()) {
    if (place > 0) sheet.doc.addPage()
    draw()
    drawRoute(sheet, data)
  }
  return closeSheet(sheet)
}
