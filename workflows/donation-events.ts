import * as z from 'zod'
import { Id, identifier, Language, line, note, Sha256 } from '../schemas/primitives.ts'
import { CancellationReason, DeclineReason, WithdrawalReason } from '../schemas/reasons.ts'
import { type EventDeclarations, recorded, type Sent } from './declaration.ts'

/** Office of the person who acts, such as "Deputy director"; never a person's name. */
export const Position = line(120).describe('Office of the person who acts, such as "Deputy director".')

const AddedRole = z.enum(['coordinator', 'partner', 'supplier', 'carrier', 'authority'])

export const donationEvents = {
  'donation.pledged': {
    by: [],
    data: z.looseObject({}),
    says: 'A donor offers equipment to a recipient. Made by `POST /v1/donations`.',
  },
  'donation.agreed': {
    by: ['recipient'],
    data: z.strictObject({ position: Position.optional() }),
    says: 'The recipient wants what is offered.',
  },
  'donation.declined': {
    by: ['recipient'],
    data: z.strictObject({ reason: DeclineReason, note: note(1000).optional() }),
    says: 'The recipient does not want what is offered.',
  },
  'donation.withdrawn': {
    by: ['donor', 'coordinator'],
    data: z.strictObject({ reason: WithdrawalReason, note: note(1000).optional() }),
    says: 'The offer is taken back before a contract binds it.',
  },
  'donation.expired': recorded('The recipient did not answer in time.'),
  'contract.drafted': {
    by: ['donor', 'coordinator'],
    data: z.strictObject({
      number: identifier(60),
      memorandum: Id.optional().describe('The framework agreement that the contract rests on.'),
      texts: z
        .array(z.strictObject({ language: Language, sha256: Sha256 }))
        .min(1)
        .max(3)
        .describe('One exact text a language.'),
      signatories: z
        .array(Id)
        .min(2)
        .max(12)
        .describe('Parties that sign: the recipient and a donor among them.'),
    }),
    says: 'A text to sign is laid before the parties; signatures under an earlier draft fall.',
  },
  'contract.signed': {
    by: ['donor', 'recipient', 'coordinator', 'partner', 'supplier', 'carrier', 'authority'],
    data: z.strictObject({
      sha256: Sha256.describe('The text that was signed: one of the draft.'),
      position: Position,
      method: z
        .enum(['account', 'paper', 'qualified'])
        .default('account')
        .describe('Strength of the signature.'),
    }),
    says: 'A signatory signed; the last signature makes the contract.',
  },
  'contract.reduced': {
    by: ['donor', 'coordinator'],
    data: z.strictObject({
      item: Id,
      quantity: z.int().min(1).max(1000).describe('Units that will not come.'),
      reason: CancellationReason,
      note: note(1000).optional(),
    }),
    says: 'Units that were not sent will not come: the contracted quantity of an item is lowered.',
  },
  'contract.signatureReminded': recorded('Signatures are still awaited.'),
  'contract.signatureEscalated': recorded('Signatures are long overdue.'),
  'party.added': {
    by: ['donor', 'coordinator'],
    data: z.strictObject({ organization: Id, role: AddedRole }),
    says: 'A further organization takes a role, and sees the donation from now on.',
  },
  'donation.cancelled': {
    by: ['donor', 'recipient', 'coordinator'],
    data: z.strictObject({ reason: CancellationReason, note: note(1000).optional() }),
    says: 'A contracted donation is called off before anything leaves.',
    reach: 'tree',
  },
  'donation.contracted': recorded('Every signatory has signed, or all that left has to be sent anew.'),
  'donation.dispatchOverdue': recorded('Nothing has left by the agreed day.'),
  'donation.shipped': recorded('Units are on their way, or still to come.'),
  'donation.arrived': recorded("Units await the hospital's decision."),
  'donation.acceptanceReminded': recorded('Units still await a decision.'),
  'donation.acceptanceEscalated': recorded('The decision on units is long overdue.'),
  'donation.remedyOpened': recorded(
    'Nothing is on its way or awaits a decision; refused units await a remedy.',
  ),
  'donation.accepted': recorded('Every unit is settled, and at least one was accepted.'),
  'donation.rejected': recorded('Every unit is settled, and none was accepted.'),
  'donation.lost': recorded('Every unit was lost on the way.'),
  'donation.commissioned': recorded('Every accepted unit has been put into service.'),
  'donation.closed': {
    by: ['donor', 'coordinator'],
    data: z.strictObject({ note: note(1000).optional() }),
    says: 'The donor has nothing more to follow.',
  },
} as const satisfies EventDeclarations

/** `unit.moved` never leaves the stream: it tells the donation where one of its contracted units now stands. */
export type DonationMachineEvent =
  | Sent<typeof donationEvents>
  | { type: 'unit.moved'; data: { item: string; from: string; to: string }; by?: string; at: string }
