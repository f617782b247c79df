import { drawText } from './draw.ts'
import { writeDate } from './moments.ts'
import type { PackingListData } from './packing-list.ts'
import { describeParty, drawFooters, drawHeading, drawQr } from './parts.ts'
import { writeWeight } from './quantities.ts'
import { closeSheet, openSheet, type Sheet } from './sheet.ts'
import { styles } from './styles.ts'
import { drawTable, type Row } from './table.ts'
import { packingTexts, sharedTexts } from './texts.ts'
import { type Piece, plain, type Speech, speak } from './words.ts'

const drawTitle = (sheet: Sheet, list: PackingListData): void => {
  const { speech, width } = sheet
  drawQr(sheet, list.verificationUrl, packingTexts.verify)
  const beside = { width: width - 104 }
  const [first, ...others] = speech.say(packingTexts.title, styles.title, styles.subtitle)
  if (first) drawText(sheet, [first], { ...beside, type: 'H1' })
  drawText(sheet, others, beside)
  sheet.y += 6
  drawText(sheet, [plain(`№ ${list.shipment.code}`, styles.section)], beside)
  sheet.y = Math.max(sheet.y + 10, sheet.top + 82 + 3 + 9.6 * speech.languages.length + 8)
}

const describeTerms = ({ incoterm, incotermPlace, carrier }: PackingListData, speech: Speech): Piece[][] => [
  [speech.label(packingTexts.terms), plain(`${incoterm} ${incotermPlace} (Incoterms 2020)`, styles.strong)],
  carrier
    ? [
        speech.label(packingTexts.carrier),
        plain(carrier.name),
        ...(carrier.reference ? [plain(carrier.reference, styles.again)] : []),
      ]
    : [],
]

const drawFacts = (sheet: Sheet, list: PackingListData): void => {
  const { speech } = sheet
  const { donation, shipment, contract, consignor, consignee } = list
  const rows: Row[] = [
    {
      cells: [
        [speech.label(packingTexts.consignor), ...describeParty(consignor, speech)],
        [speech.label(packingTexts.consignee), ...describeParty(consignee, speech)],
      ],
    },
    { cells: describeTerms(list, speech) },
    {
      cells: [
        [speech.label(sharedTexts.donation), plain(donation.code, styles.strong), plain(donation.title)],
        [
          speech.label(sharedTexts.date),
          ...speech.stack((language) => writeDate(list.madeAt, list.timeZone, language)),
        ],
      ],
    },
  ]
  const numbers: Piece[][] = [
    contract ? [speech.label(sharedTexts.contract), plain(`№ ${contract.number}`)] : [],
    shipment.reference ? [speech.label(sharedTexts.reference), plain(shipment.reference)] : [],
  ].filter((cell) => cell.length > 0)
  drawTable(sheet, {
    columns: [{ share: 1 }, { share: 1 }],
    rows: numbers.length > 0 ? [...rows, { cells: numbers }] : rows,
  })
}

/** One shaded row a package, and below it one row a unit. */
const listPackages = ({ packages }: PackingListData, speech: Speech): Row[] => {
  let number = 0
  return packages.flatMap(({ number: name, weight, units }, place) => [
    {
      isHeading: true,
      cells: [
        speech.stack(
          (language) =>
            [
              `${packingTexts.package[language]} ${name} (${place + 1}\u00A0/\u00A0${packages.length})`,
              `${packingTexts.unitsInside[language].toLocaleLowerCase(language)}: ${units.length}`,
              weight === undefined
                ? []
                : `${packingTexts.grossWeight[language].toLocaleLowerCase(language)}: ${writeWeight(weight, language)}`,
            ]
              .flat()
              .join(' · '),
          styles.strong,
        ),
      ],
    },
    ...units.map(({ code, equipment, maker, model, serialNumber }) => {
      number++
      return {
        cells: [
          [plain(String(number))],
          [...speech.say(equipment), plain(code, styles.strong)],
          [plain([maker, model].filter(Boolean).join(', ') || '—')],
          [plain(serialNumber ?? '—', styles.strong)],
        ],
      }
    }),
  ])
}

const drawTotals = (sheet: Sheet, { packages }: PackingListData): void => {
  const { speech } = sheet
  const units = packages.reduce((sum, each) => sum + each.units.length, 0)
  const weight = packages.reduce((sum, each) => sum + (each.weight ?? 0), 0)
  const unweighed = packages.filter((each) => each.weight === undefined).length
  const note = speech.stack((language) => `${packingTexts.unweighed[language]}: ${unweighed}`, styles.again)
  drawTable(sheet, {
    columns: [{ share: 1 }, { share: 1 }, { share: 1 }, { share: 1.4 }],
    rows: [
      {
        cells: [
          speech.say(packingTexts.total, styles.strong),
          [speech.label(packingTexts.packages), plain(String(packages.length), styles.strong)],
          [speech.label(packingTexts.unitsInside), plain(String(units), styles.strong)],
          [
            speech.label(packingTexts.grossWeight),
            plain(writeWeight(weight, speech.lead), styles.strong),
            ...(unweighed > 0 ? note : []),
          ],
        ],
      },
    ],
  })
}

/** Draws a packing list: who sends what to whom, package by package. */
export const drawPackingList = async (list: PackingListData): Promise<Uint8Array> => {
  const speech = speak(list.languages)
  const title = `${packingTexts.title[speech.lead]} № ${list.shipment.code}`
  const sheet = openSheet({ speech, title, madeAt: list.madeAt })
  drawTitle(sheet, list)
  drawFacts(sheet, list)
  drawHeading(sheet, packingTexts.contents, 120)
  drawTable(sheet, {
    columns: [
      { share: 6, head: speech.head(sharedTexts.number), align: 'center' },
      { share: 42, head: speech.head(sharedTexts.device) },
      { share: 26, head: speech.head(sharedTexts.make) },
      { share: 26, head: speech.head(sharedTexts.serial) },
    ],
    rows: listPackages(list, speech),
  })
  sheet.y += 8
  drawTotals(sheet, list)
  drawFooters(sheet, `${speech.join(packingTexts.title)} № ${list.shipment.code}`)
  return closeSheet(sheet)
}
