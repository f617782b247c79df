import * as z from 'zod'
import { CalendarDay, Id, identifier, note, Sha256 } from '../schemas/primitives.ts'
import { Goal, NewAllocation, NewFunder, Payment } from '../schemas/programme.ts'
import { WithdrawalReason } from '../schemas/reasons.ts'
import { type EventDeclarations, nothing, type Sent } from './declaration.ts'

const ReportId = identifier(40).describe('Its id among the reports of the programme, such as `yearly-1`.')
const dated = z.strictObject({ report: ReportId, dueOn: CalendarDay })

export const programmeEvents = {
  'programme.planned': {
    by: [],
    data: z.looseObject({}),
    says: 'A campaign is planned. Made by `POST /v1/programmes`.',
  },
  'programme.started': { by: ['owner'], data: nothing, says: 'The campaign begins.' },
  'programme.completed': {
    by: ['owner'],
    data: nothing,
    says: 'What the campaign set out to do is done; its final report falls due two months later.',
  },
  'programme.closed': {
    by: ['owner'],
    data: nothing,
    says: 'Every report is handed in, and the campaign is over.',
  },
  'programme.cancelled': {
    by: ['owner'],
    data: z.strictObject({ reason: WithdrawalReason, note: note(1000).optional() }),
    says: 'The campaign is called off.',
  },
  'goal.set': {
    by: ['owner'],
    data: Goal,
    says: 'A goal is added, or the quantity of one with the same equipment type and region changed.',
  },
  'funder.added': {
    by: ['owner'],
    data: NewFunder,
    says: 'A further organization gives money, and sees the campaign from now on.',
  },
  'tranche.received': {
    by: ['owner', 'funder'],
    data: z.strictObject({
      funder: Id,
      tranche: identifier(40).describe("Its id among the funder's tranches."),
      on: CalendarDay.describe('The day on which the money came; never in the future.'),
      amount: Payment.describe('What came, be it more or less than was planned.'),
    }),
    says: 'Money of a funder came. The first yearly report falls due twelve months after the first of it.',
  },
  'allocation.set': {
    by: ['owner'],
    data: NewAllocation.extend({
      quantity: z.int().min(0).max(1_000_000).describe('0 takes the allocation back.'),
    }),
    says: 'A hospital is to get so many units of a type; it sees the campaign from now on.',
  },
  'supplier.added': {
    by: ['owner'],
    data: z.strictObject({ organization: Id }),
    says: 'A further organization supplies, and sees the campaign from now on.',
  },
  'report.submitted': {
    by: ['owner'],
    data: z.strictObject({
      report: ReportId,
      sha256: Sha256.optional().describe('Of the report as it was handed in.'),
    }),
    says: 'A report was handed in to the funders.',
  },
  'report.reminded': { by: [], data: dated, says: 'A report falls due in two months.' },
  'report.overdue': { by: [], data: dated, says: 'The day of a report has passed without it.' },
} as const satisfies EventDeclarations

export type ProgrammeMachineEvent = Sent<typeof programmeEvents>
