import type { ActData } from './act.ts'
import { drawText } from './draw.ts'
import { writeDate } from './moments.ts'
import { describeParty, drawHeading, drawQr } from './parts.ts'
import type { Sheet } from './sheet.ts'
import { styles } from './styles.ts'
import { drawTable, type Row } from './table.ts'
import { actTexts, roleTexts, sharedTexts, sideTexts } from './texts.ts'
import { plain } from './words.ts'

/** Title, number, date and place, what the act belongs to, and its QR. */
export const drawTitle = (sheet: Sheet, act: ActData): void => {
  const { speech, width } = sheet
  drawQr(sheet, act.verificationUrl, actTexts.verify)
  const beside = { width: width - 104 }
  for (const [place, language] of speech.languages.entries()) {
    const isLead = place === 0
    const title = actTexts.title[language]
    const subject = actTexts.subject[language]
    // The object stands before its verb's noun in Kazakh, and after it in Russian and English.
    const [upper, lower] = language === 'kk' ? [subject, title] : [title, subject]
    const text = isLead ? `${upper} ${lower}`.toLocaleUpperCase(language) : `${upper} ${lower}`
    drawText(
      sheet,
      [
        {
          text: isLead ? text : text.charAt(0).toUpperCase() + text.slice(1),
          lang: language,
          style: isLead ? styles.title : styles.subtitle,
        },
      ],
      {
        ...beside,
        type: isLead ? 'H1' : 'P',
      },
    )
    sheet.y += isLead ? 2 : 0
  }
  sheet.y += 6
  drawText(sheet, [plain(`№ ${act.donation.code} / ${act.shipment.code}`, styles.section)], beside)
  sheet.y = Math.max(sheet.y + 10, sheet.top + 82 + 3 + 9.6 * speech.languages.length + 8)
}

/** Date, place, donation, shipment and contract. */
export const drawFacts = (sheet: Sheet, act: ActData): void => {
  const { speech } = sheet
  const date = (instant: string) => speech.stack((language) => writeDate(instant, act.timeZone, language))
  const { donation, shipment, contract, place } = act
  const facts = [
    [
      [speech.label(sharedTexts.date), ...date(act.madeAt)],
      [speech.label(actTexts.place), plain(place ?? '—')],
    ],
    [
      [speech.label(sharedTexts.donation), plain(donation.code, styles.strong), plain(donation.title)],
      [
        speech.label(sharedTexts.shipment),
        plain(shipment.code, styles.strong),
        ...(shipment.reference
          ? [plain(`${speech.join(sharedTexts.reference)}: ${shipment.reference}`, styles.again)]
          : []),
      ],
    ],
  ]
  const signed = contract?.signedAt ? date(contract.signedAt) : []
  const rows: Row[] = facts.map((cells) => ({ cells }))
  drawTable(sheet, { columns: [{ share: 1 }, { share: 1 }], rows })
  if (contract)
    drawTable(sheet, {
      columns: [{ share: 1 }, { share: 1 }],
      rows: [
        {
          cells: [
            [speech.label(sharedTexts.contract), plain(`№ ${contract.number}`, styles.strong)],
            signed.length > 0 ? [speech.label(actTexts.signedOn), ...signed] : [],
          ],
        },
      ],
    })
}

/** Who hands over, who receives, and who else takes part. */
export const drawParties = (sheet: Sheet, act: ActData): void => {
  const { speech } = sheet
  drawHeading(sheet, actTexts.parties, 110)
  const sides = [
    { names: sideTexts.handsOver, party: act.handsOver },
    { names: sideTexts.receives, party: act.receives },
    ...act.others.map(({ role, party }) => ({ names: roleTexts[role], party })),
  ]
  drawTable(sheet, {
    columns: [{ share: 27 }, { share: 73 }],
    rows: sides.map(({ names, party }) => ({
      cells: [speech.say(names, styles.strong), describeParty(party, speech)],
    })),
  })
  sheet.y += 10
  drawText(sheet, speech.say(actTexts.preamble))
}
