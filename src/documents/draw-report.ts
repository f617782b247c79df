import type { Names } from '../../schemas/primitives.ts'
import { drawText } from './draw.ts'
import { writeCalendarDay, writeDate } from './moments.ts'
import { writeMoney } from './money.ts'
import { drawFooters, drawHeading } from './parts.ts'
import type { ReportDocument } from './report.ts'
import { partTexts, reportTexts } from './report-texts.ts'
import { closeSheet, openSheet, type Sheet } from './sheet.ts'
import { styles } from './styles.ts'
import { drawTable, type Row } from './table.ts'
import { plain, speak } from './words.ts'

const count = (value: number) => [plain(String(value))]

const drawTitle = (sheet: Sheet, { data, kind, ...report }: ReportDocument): void => {
  const { speech } = sheet
  const [first, ...others] = speech.say(reportTexts[kind], styles.title, styles.subtitle)
  if (first) drawText(sheet, [first], { type: 'H1' })
  drawText(sheet, [...others, ...speech.say(data.programme.names, styles.section, styles.sectionAgain)])
  sheet.y += 8
  const { startsOn, endsOn, madeFor, madeAt, timeZone } = report
  drawTable(sheet, {
    columns: [{ share: 1 }, { share: 1 }],
    rows: [
      {
        cells: [
          [
            speech.label(reportTexts.period),
            plain(`${writeCalendarDay(startsOn)} – ${writeCalendarDay(endsOn)}`, styles.strong),
          ],
          [
            speech.label(reportTexts.madeOn),
            ...speech.stack((language) => writeDate(madeAt, timeZone, language)),
          ],
        ],
      },
      {
        cells: [
          [speech.label(reportTexts.owner), plain(data.programme.owner.name, styles.strong)],
          [speech.label(reportTexts.madeFor), plain(madeFor, styles.strong)],
        ],
      },
    ],
  })
}

/** Its name, its share of the width, and whether it holds words rather than numbers. */
type Head = readonly [name: Names, share: number, isText?: boolean]

/** A table under a heading, or a line that says that there is nothing to put into it. */
const drawList = (sheet: Sheet, heads: readonly Head[], rows: Row[]): void => {
  const { speech } = sheet
  if (rows.length === 0) {
    drawText(sheet, speech.say(reportTexts.none))
    return
  }
  drawTable(sheet, {
    columns: heads.map(([names, share, isText]) => ({
      share,
      head: speech.head(names),
      ...(!isText && { align: 'right' as const }),
    })),
    rows,
  })
}

const drawObjectives = (sheet: Sheet, { objectives }: ReportDocument['data']): void => {
  const { equipment, goal, pledged, accepted, inService } = reportTexts
  drawHeading(sheet, reportTexts.objectives, 120)
  drawList(
    sheet,
    [
      [equipment, 40, true],
      [goal, 15],
      [pledged, 15],
      [accepted, 15],
      [inService, 15],
    ],
    objectives.map((one) => ({
      cells: [
        sheet.speech.say(one.equipmentType.names),
        ...[one.goal, one.pledged, one.accepted, one.inService].map(count),
      ],
    })),
  )
}

const drawMeasures = (sheet: Sheet, { measures }: ReportDocument['data']): void => {
  const { followUp, asked, answered, working, share } = reportTexts
  drawHeading(sheet, reportTexts.measures)
  drawList(
    sheet,
    [
      [followUp, 25],
      [asked, 15],
      [answered, 15],
      [working, 15],
      [share, 30],
    ],
    measures.followUps.map((one) => ({
      cells: [
        ...[one.days, one.asked, one.answered, one.working].map(count),
        [plain(one.answered > 0 ? `${Math.round((100 * one.working) / one.answered)}\u00A0%` : '—')],
      ],
    })),
  )
  sheet.y += 6
  drawTable(sheet, {
    columns: [{ share: 1 }, { share: 1 }],
    rows: [
      {
        cells: measures.people.map(({ kind, total }) => [
          sheet.speech.label(reportTexts[kind]),
          plain(String(total), styles.strong),
        ]),
      },
    ],
  })
}

const drawSpending = (sheet: Sheet, { spending, programme: { currency } }: ReportDocument['data']): void => {
  const { lead } = sheet.speech
  const money = (amount: number | null) =>
    amount === null ? sheet.speech.say(reportTexts.unknown) : [plain(writeMoney({ amount, currency }, lead))]
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
  const { funder, planned, received, donation, recipient, contracted, recognised, total } = reportTexts
  const { funders, donations } = spending
  drawHeading(sheet, reportTexts.spending, 120)
  drawList(
    sheet,
    [
      [funder, 50, true],
      [planned, 25],
      [received, 25],
    ],
    funders.length === 0
      ? []
      : [
          ...funders.map((one) => ({
            cells: [[plain(one.organization.name)], money(one.planned), money(one.received)],
          })),
          {
            cells: [
              sheet.speech.say(total, styles.strong),
              money(sum(funders.map((one) => one.planned))),
              money(sum(funders.map((one) => one.received))),
            ],
          },
        ],
  )
  sheet.y += 8
  drawList(
    sheet,
    [
      [donation, 36, true],
      [recipient, 24, true],
      [contracted, 20],
      [recognised, 20],
    ],
    donations.map((one) => ({
      cells: [
        [plain(one.code, styles.strong), plain(one.title)],
        [plain(one.recipient.name)],
        money(one.contracted),
        money(one.recognised),
      ],
    })),
  )
}

const drawPartners = (sheet: Sheet, { partners }: ReportDocument['data']): void => {
  const { speech } = sheet
  drawHeading(sheet, reportTexts.partners, 120)
  drawList(
    sheet,
    [
      [reportTexts.partner, 50, true],
      [reportTexts.roles, 30, true],
      [reportTexts.donations, 20],
    ],
    partners.map(({ organization, roles, donations }) => ({
      cells: [
        [plain(organization.name)],
        speech.stack((language) => roles.map((role) => partTexts[role][language]).join(', ')),
        count(donations),
      ],
    })),
  )
}

const drawSustainability = (sheet: Sheet, { sustainability }: ReportDocument['data']): void => {
  const parts = ['inService', 'outOfService', 'decommissioned', 'unanswered'] as const
  drawHeading(sheet, reportTexts.sustainability)
  drawTable(sheet, {
    columns: parts.map(() => ({ share: 1 })),
    rows: [
      {
        cells: parts.map((part) => [
          sheet.speech.label(reportTexts[part]),
          plain(String(sustainability[part]), styles.strong),
        ]),
      },
    ],
  })
}

/** Draws what a partner club must itself report: objectives, measures, spending, partners and sustainability. */
export const drawReport = async (report: ReportDocument): Promise<Uint8Array> => {
  const speech = speak(report.languages)
  const name = `${reportTexts[report.kind][speech.lead]}: ${report.data.programme.names[speech.lead]}`
  const sheet = openSheet({ speech, title: name, madeAt: report.madeAt })
  drawTitle(sheet, report)
  for (const draw of [drawObjectives, drawMeasures, drawSpending, drawPartners, drawSustainability])
    draw(sheet, report.data)
  drawFooters(sheet, name)
  return closeSheet(sheet)
}
