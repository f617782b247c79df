import * as z from 'zod'
import { EquipmentTypeSummary } from './equipment-type.ts'
import { OrganizationSummary } from './organization.ts'
import { Code, Id, identifier, Language, line, Money, Timestamp, TimeZone } from './primitives.ts'
import { ProgrammeSlug } from './programme-slug.ts'
import { workflowFields } from './resource.ts'
import { Role } from './roles.ts'

const days = (min: number, max: number) => z.int().min(min).max(max)

/** Days that a donation's deadlines run; each ends with the recipient's calendar day. */
export const Policy = z.strictObject({
  pledgeExpiry: days(1, 730).default(60).describe('For the recipient to answer a pledge before it expires.'),
  signatureReminder: days(1, 365).default(14).describe('In contracting before the signatories are reminded.'),
  signatureEscalation: days(1, 730).default(30).describe('In contracting before the delay is escalated.'),
  dispatch: days(1, 1095).default(90).describe('From the contract to the first dispatch.'),
  customsStay: days(1, 365).default(10).describe('In customs before the stay is reported.'),
  acceptanceReminder: days(1, 180).default(3).describe('Units may await a decision before a reminder.'),
  acceptanceEscalation: days(1, 365).default(10).describe('Units may await a decision before escalation.'),
  linkExpiry: days(1, 365).default(90).describe('A confirmation link may be used.'),
  remedy: days(1, 365).default(30).describe('For the remedy of a refused unit.'),
  followUp30: days(14, 45).default(30).describe('In service before the first follow-up.'),
  followUp90: days(75, 120).default(90).describe('In service before the second follow-up.'),
  followUp180: days(150, 240).default(180).describe('In service before the third follow-up.'),
  followUp365: days(300, 500).default(365).describe('In service before the last follow-up.'),
  followUpAnswer: days(1, 29).default(14).describe('For the hospital to answer a follow-up.'),
})
export type Policy = z.infer<typeof Policy>

/** A donor's part: money, or a percentage to two places. One donation uses one of the two. */
export const Share = z.union([
  z.strictObject({ money: Money }),
  z.strictObject({ percent: z.number().gt(0).max(100).multipleOf(0.01) }),
])
export type Share = z.infer<typeof Share>

export const NewParty = z.strictObject({
  organization: Id,
  role: Role,
  share: Share.optional().describe(
    "A donor's part. Percentages add up to 100, money to the value of the items.",
  ),
})
export type NewParty = z.infer<typeof NewParty>

export const NewItem = z.strictObject({
  equipmentType: Id,
  quantity: z.int().min(1).max(1000),
  department: Id.optional().describe(
    "Where it will be used: a department of the recipient, by default the need's.",
  ),
  need: Id.optional().describe('A need of the recipient that it covers; what is pledged is reserved of it.'),
  description: line(300).optional(),
  unitValue: Money.optional().describe('Value of one unit; one currency a donation.'),
})

export const NewDonation = z
  .strictObject({
    title: line(200),
    reference: identifier(100).optional().describe("The sender's own number for it."),
    programme: ProgrammeSlug.optional(),
    items: z.array(NewItem).min(1).max(50),
    parties: z.array(NewParty).min(2).max(30).describe('At least one donor and exactly one recipient.'),
    policy: Policy.prefault({}).describe('Deadlines, in days.'),
    timeZone: TimeZone.optional().describe("Zone of the deadlines; the recipient's own by default."),
  })
  .describe('A pledge. Its sender is one of the donors, or the coordinator.')
export type NewDonation = z.infer<typeof NewDonation>

/** Where the contracted units of an item stand; the counts always add up to its quantity. */
export const Slots = z
  .object({
    open: z.int().describe('Not yet planned into a shipment.'),
    planned: z.int(),
    inTransit: z.int(),
    arrived: z.int().describe("Awaiting the hospital's decision."),
    remedying: z.int().describe('Refused, and being repaired or replaced.'),
    accepted: z.int(),
    inService: z.int().describe('Accepted, and put into service.'),
    rejected: z.int(),
    lost: z.int(),
  })
  .describe('Units by standing; the counts add up to the contracted quantity.')
export type Slots = z.infer<typeof Slots>
export type Slot = keyof Slots

export const Contract = z
  .object({
    number: z.string(),
    memorandum: Id.optional().describe('The framework agreement that it rests on.'),
    texts: z.array(z.object({ language: Language, sha256: z.string() })),
    signatures: z
      .array(
        z.object({
          organization: Id,
          position: z.string().optional(),
          sha256: z.string().optional().describe('The text that was signed.'),
          method: z.enum(['account', 'paper', 'qualified']).optional(),
          signedAt: Timestamp.optional().describe('Absent while the signature is awaited.'),
        }),
      )
      .describe('One entry a signatory.'),
  })
  .describe('What the parties sign.')
export type Contract = z.infer<typeof Contract>

export const Donation = z
  .object({
    id: Id,
    code: Code,
    title: z.string(),
    reference: z.string().optional(),
    programme: ProgrammeSlug.optional(),
    ...workflowFields,
    items: z.array(
      z.object({
        id: Id,
        equipmentType: EquipmentTypeSummary,
        department: Id.optional(),
        need: Id.optional(),
        description: z.string().optional(),
        quantity: z.int(),
        unitValue: Money.optional(),
        units: Slots,
      }),
    ),
    parties: z.array(
      z.object({
        organization: OrganizationSummary,
        roles: z.array(Role),
        share: z.object({ money: Money.optional(), percent: z.number().optional() }).optional(),
      }),
    ),
    value: z
      .object({ contracted: Money, recognised: Money })
      .optional()
      .describe('Value of all items, and of the accepted units alone. Absent where an item has no value.'),
    contract: Contract.optional(),
    policy: z.object({ ...Policy.shape, timeZone: z.string() }),
    createdAt: Timestamp,
  })
  .describe('N units for one recipient under one contract.')
export type Donation = z.infer<typeof Donation>

/** A donation in a list: what a row of a screen shows. */
export const DonationSummary = z.object({
  id: Id,
  code: Code,
  title: z.string(),
  programme: ProgrammeSlug.optional(),
  state: z.string(),
  recipient: OrganizationSummary,
  quantity: z.int(),
  accepted: z.int(),
  createdAt: Timestamp,
})
