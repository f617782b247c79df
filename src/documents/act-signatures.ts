import type { ActData, ActSignature } from './act.ts'
import { drawAside, drawLines, drawRule, tag } from './draw.ts'
import { writeMoment } from './moments.ts'
import { drawHeading } from './parts.ts'
import { reserve, type Sheet } from './sheet.ts'
import { styles } from './styles.ts'
import { drawTable, type Row } from './table.ts'
import { actTexts, methodTexts, sharedTexts } from './texts.ts'
import { type Piece, plain, type Speech } from './words.ts'
import { heightOf, wrap } from './wrap.ts'

/** The hashes by which the act can be checked against the log of events. */
export const drawEvidence = (sheet: Sheet, { signatures, chain, verificationUrl }: ActData): void => {
  const { speech } = sheet
  const texts = signatures.flatMap(({ text }) => text ?? [])
  const rows: Row[] = [
    ...texts.map(({ language, sha256 }) => ({
      cells: [[speech.label(actTexts.confirmedText)], [plain(`${sha256} (${language})`, styles.fine)]],
    })),
    ...(chain
      ? [
          {
            cells: [
              [speech.label(actTexts.chain)],
              [
                plain(
                  `${speech.join(sharedTexts.number)} ${chain.sequence} · SHA-256 ${chain.hash}`,
                  styles.fine,
                ),
              ],
            ],
          },
        ]
      : []),
    { cells: [[speech.label(actTexts.verify)], [plain(verificationUrl, styles.fine)]] },
  ]
  drawHeading(sheet, actTexts.evidence)
  drawTable(sheet, { columns: [{ share: 27 }, { share: 73 }], rows })
}

const describeSignature = (signature: ActSignature, timeZone: string, speech: Speech): Piece[] => {
  const { organization, position, name, signedAt, method } = signature
  return [
    plain(organization, styles.strong),
    plain(name ? `${position}, ${name}` : position),
    plain(writeMoment(signedAt, timeZone)),
    ...speech.say(methodTexts[method], styles.again),
  ]
}

const blank = { gap: 20, caption: 9.6 }

/** A blank line to write on, with what belongs there below it. */
const drawBlank = (
  sheet: Sheet,
  caption: string,
  { x, y, width }: { x: number; y: number; width: number },
): void => {
  drawAside(sheet, 'Layout', () => drawRule(sheet, x, y + blank.gap, width, styles.body.color))
  const lines = wrap([plain(caption, styles.footer)], width, sheet.measure)
  tag(sheet, sheet.root, 'P', () =>
    drawLines(sheet, lines, { x, y: y + blank.gap + 1.5, width, align: 'center' }),
  ).end()
}

/** Both parties beside each other: who confirmed electronically, and lines for signatures by hand. */
export const drawSignatures = (sheet: Sheet, act: ActData): void => {
  const { speech, measure, left } = sheet
  const gap = 28
  const width = (sheet.width - gap) / 2
  const sides = (['handsOver', 'receives'] as const).map((side, place) => {
    const made = act.signatures.filter((signature) => signature.side === side)
    const pieces = [
      plain(speech.join(side === 'handsOver' ? actTexts.gave : actTexts.took), styles.section),
      ...(made.length > 0
        ? made.flatMap((signature) => describeSignature(signature, act.timeZone, speech))
        : [plain(act[side].name, styles.strong)]),
    ]
    return { x: left + place * (width + gap), lines: wrap(pieces, width, measure) }
  })
  const height = Math.max(...sides.map(({ lines }) => heightOf(lines)))
  const step = blank.gap + blank.caption + 3
  drawHeading(sheet, actTexts.signatures, height + 3 * step + 16 + 14 * speech.languages.length)
  reserve(sheet, height + 3 * step)
  const top = sheet.y
  for (const { x, lines } of sides) {
    tag(sheet, sheet.root, 'P', () => drawLines(sheet, lines, { x, y: top, width })).end()
    const y = top + height
    const half = (width - 12) / 2
    drawBlank(sheet, speech.join(actTexts.position), { x, y, width })
    drawBlank(sheet, speech.join(actTexts.signature), { x, y: y + step, width: half })
    drawBlank(sheet, speech.join(actTexts.fullName), { x: x + half + 12, y: y + step, width: half })
    drawBlank(sheet, speech.join(actTexts.date), { x, y: y + 2 * step, width: half })
    const stamp = wrap([plain(speech.join(actTexts.stamp), styles.again)], half, measure)
    tag(sheet, sheet.root, 'P', () =>
      drawLines(sheet, stamp, {
        x: x + half + 12,
        y: y + 2 * step + blank.gap - 8,
        width: half,
        align: 'center',
      }),
    ).end()
  }
  sheet.y = top + height + 3 * step
}
