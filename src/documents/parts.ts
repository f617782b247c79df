import type { Names } from '../../schemas/primitives.ts'
import type { PartyData } from './act.ts'
import { drawAside, drawLines, drawRule, drawText, tag } from './draw.ts'
import { reserve, type Sheet } from './sheet.ts'
import { styles } from './styles.ts'
import { drawMatrix, encodeQr } from './symbol.ts'
import { kindTexts, sharedTexts } from './texts.ts'
import { type Piece, plain, type Speech } from './words.ts'
import { wrap } from './wrap.ts'

/** The heading of a section, with room for what follows it. */
export const drawHeading = (sheet: Sheet, names: Names, follows = 70): void => {
  reserve(sheet, follows)
  if (sheet.y > sheet.top) sheet.y += 11
  drawText(sheet, sheet.speech.say(names, styles.section, styles.sectionAgain), { type: 'H2' })
  sheet.y += 4
}

/** A QR with what it leads to, in the upper right corner of the first page. */
export const drawQr = (sheet: Sheet, url: string, caption: Names, size = 82): void => {
  const { doc, left, width, top, speech } = sheet
  const x = left + width - size
  tag(sheet, sheet.root, 'Figure', () => drawMatrix(doc, encodeQr(url), { x, y: top, size }), {
    alt: url,
  }).end()
  const lines = wrap(speech.say(caption, styles.footer, styles.footer), size + 8, sheet.measure)
  tag(sheet, sheet.root, 'Caption', () =>
    drawLines(sheet, lines, { x: x - 4, y: top + size + 3, width: size + 8, align: 'center' }),
  ).end()
}

/** The number of the page on every page, beside the name of the document. */
export const drawFooters = (sheet: Sheet, name: string): void => {
  const { doc, left, width, bottom, speech, measure } = sheet
  const { count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page)
    const number = `${speech.join(sharedTexts.page)} ${page + 1} / ${count}`
    drawAside(sheet, 'Pagination', () => {
      const y = bottom + 14
      drawRule(sheet, left, y, width)
      drawLines(sheet, wrap([plain(name, styles.footer)], width * 0.7, measure).slice(0, 1), {
        x: left,
        y: y + 4,
        width,
      })
      const lines = wrap([plain(number, styles.footer)], width * 0.3, measure)
      drawLines(sheet, lines, { x: left, y: y + 4, width, align: 'right' })
    })
  }
}

const countryName = (country: string, speech: Speech): Piece[] =>
  speech.stack(
    (language) =>
      new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(country) ?? country,
    styles.body,
    styles.again,
  )

/** An organization: its name, what it is, where, and its registered numbers. */
export const describeParty = ({ name, kind, country, identifiers }: PartyData, speech: Speech): Piece[] => [
  plain(name, styles.strong),
  plain(
    `${speech.join(kindTexts[kind])}, ${countryName(country, speech)
      .map(({ text }) => text)
      .join(' / ')}`,
    styles.again,
  ),
  ...identifiers.map(({ system, value }) =>
    plain(`${system === 'KZ-BIN' ? speech.join(sharedTexts.bin) : system} ${value}`, styles.body),
  ),
]
