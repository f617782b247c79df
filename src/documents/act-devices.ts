import type { ActData, ActDevice } from './act.ts'
import { drawText } from './draw.ts'
import { writeMoment } from './moments.ts'
import { drawHeading } from './parts.ts'
import type { Sheet } from './sheet.ts'
import { styles } from './styles.ts'
import { drawTable } from './table.ts'
import { actTexts, outcomeTexts, sharedTexts } from './texts.ts'
import { type Piece, plain, type Speech } from './words.ts'

const when = (text: string | undefined, make: (text: string) => Piece): Piece[] => (text ? [make(text)] : [])

const describeDevice = ({ code, equipment }: ActDevice, speech: Speech): Piece[] => [
  ...speech.say(equipment),
  plain(code, styles.strong),
]

const describeMake = ({ maker, model }: ActDevice): Piece[] =>
  maker || model ? [...when(maker, plain), ...when(model, plain)] : [plain('—')]

const describeNumbers = ({ serialNumber, udi }: ActDevice): Piece[] => [
  plain(serialNumber ?? '—', styles.strong),
  ...when(udi, (text) => plain(`UDI ${text}`, styles.fine)),
]

const describeDecision = ({ outcome, reason, note }: ActDevice, speech: Speech): Piece[] => [
  ...speech.say(outcomeTexts[outcome], styles.strong),
  ...(reason ? speech.stack((language) => `${actTexts.reason[language]}: ${reason[language]}`) : []),
  ...when(note, plain),
]

/** The table of the devices that are there, and how many of them each decision has. */
export const drawDevices = (sheet: Sheet, { devices }: ActData): void => {
  const { speech } = sheet
  const present = devices.filter(({ outcome }) => outcome !== 'missing')
  drawHeading(sheet, actTexts.devices, 120)
  drawTable(sheet, {
    columns: [
      { share: 5, head: speech.head(sharedTexts.number), align: 'center' },
      { share: 27, head: speech.head(sharedTexts.device) },
      { share: 17, head: speech.head(sharedTexts.make) },
      { share: 22, head: speech.head(actTexts.serialOrUdi) },
      { share: 29, head: speech.head(actTexts.result) },
    ],
    rows: present.map((device, place) => ({
      cells: [
        [plain(String(place + 1))],
        describeDevice(device, speech),
        describeMake(device),
        describeNumbers(device),
        describeDecision(device, speech),
      ],
    })),
    after: 18,
  })
  const outcomes = ['accepted', 'acceptedWithRemarks', 'rejected', 'missing', 'undecided'] as const
  const counts = outcomes.map((outcome) => ({
    outcome,
    count: devices.filter((each) => each.outcome === outcome).length,
  }))
  sheet.y += 5
  drawText(
    sheet,
    speech.stack(
      (language) =>
        [
          `${sharedTexts.total[language]}: ${devices.length}`,
          ...counts
            .filter(({ count }) => count > 0)
            .map(
              ({ outcome, count }) =>
                `${outcomeTexts[outcome][language].toLocaleLowerCase(language)} ${count}`,
            ),
        ].join(' · '),
      styles.strong,
    ),
  )
}

/** Count and seals of the packages, and which units were not among them. */
export const drawReceipt = (sheet: Sheet, { devices, receipt, timeZone }: ActData): void => {
  const { speech } = sheet
  const missing = devices.filter(({ outcome }) => outcome === 'missing')
  if (receipt) {
    drawHeading(sheet, actTexts.packages)
    const { packed, counted, sealsIntact, receivedAt, note } = receipt
    drawTable(sheet, {
      columns: [{ share: 1 }, { share: 1 }],
      rows: [
        {
          cells: [
            [speech.label(actTexts.packed), plain(String(packed), styles.strong)],
            [speech.label(actTexts.counted), plain(String(counted), styles.strong)],
          ],
        },
        {
          cells: [
            [
              speech.label(actTexts.seals),
              ...speech.say(sealsIntact ? actTexts.sealsIntact : actTexts.sealsBroken, styles.strong),
            ],
            [speech.label(actTexts.receivedAt), plain(writeMoment(receivedAt, timeZone), styles.strong)],
          ],
        },
      ],
    })
    if (note)
      drawTable(sheet, {
        columns: [{ share: 1 }],
        rows: [{ cells: [[speech.label(actTexts.note), plain(note)]] }],
      })
  }
  if (missing.length === 0) return
  drawHeading(sheet, actTexts.missing)
  drawTable(sheet, {
    columns: [
      { share: 5, head: speech.head(sharedTexts.number), align: 'center' },
      { share: 37, head: speech.head(sharedTexts.device) },
      { share: 24, head: speech.head(actTexts.serialOrUdi) },
      { share: 34, head: speech.head(actTexts.note) },
    ],
    rows: missing.map((device, place) => ({
      cells: [
        [plain(String(place + 1))],
        describeDevice(device, speech),
        describeNumbers(device),
        [plain(device.note ?? '—')],
      ],
    })),
  })
}
