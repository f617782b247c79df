import * as z from 'zod'
import { EquipmentTypeSummary } from './equipment-type.ts'
import { OrganizationSummary } from './organization.ts'
import { CalendarDay, Id, line, note, Timestamp } from './primitives.ts'
import { Region } from './region.ts'
import { workflowFields } from './resource.ts'

/** How urgent a need is, the most urgent last. */
export const Urgency = z.enum(['planned', 'soon', 'urgent', 'critical'])
export type Urgency = z.infer<typeof Urgency>

const settings = {
  department: Id.describe('Where it will be used: a department of the hospital.'),
  equipmentType: Id,
  quantity: z.int().min(1).max(1000),
  urgency: Urgency,
  justification: note(2000).describe('Why it is needed, and how many are helped by it; no data of patients.'),
  contactRole: line(120).describe('Office of whoever answers questions, such as "Biomedical engineer".'),
  neededBy: CalendarDay.optional().describe('The need expires with the end of this day.'),
  authority: Id.optional().describe('The health authority that is to endorse it.'),
}

export const NewNeed = z
  .strictObject(settings)
  .describe('What the hospital that sends it asks for.')
  .meta({
    examples: [
      {
        department: '01838f60-5162-7b35-8245-52b1d07e6a25',
        equipmentType: '01839002-92a3-7c09-9a90-6f2d1c0b4e09',
        quantity: 6,
        urgency: 'critical',
        justification: 'Newborns of low weight share three incubators.',
        contactRole: 'Biomedical engineer',
      },
    ],
  })
export type NewNeed = z.infer<typeof NewNeed>

/** JSON merge patch (RFC 7396): what is null is taken away. */
export const NeedChange = z
  .strictObject({
    department: settings.department.optional(),
    equipmentType: settings.equipmentType.optional(),
    quantity: settings.quantity.optional(),
    urgency: settings.urgency.optional(),
    justification: settings.justification.optional(),
    contactRole: settings.contactRole.optional(),
    neededBy: settings.neededBy.nullable(),
    authority: settings.authority.nullable(),
  })
  .describe(
    'What is to change, as a JSON merge patch. Of a draft everything; of what is endorsed the contact, the day, and the ' +
      'quantity downwards, as far as pledges leave room.',
  )
export type NeedChange = z.infer<typeof NeedChange>

/** What a donation covers of a need. */
export const Coverage = z.object({
  donation: Id,
  item: Id,
  quantity: z.int(),
  state: z
    .enum(['reserved', 'agreed', 'delivered'])
    .describe('`reserved`: pledged. `agreed`: the hospital wants it. `delivered`: units were accepted.'),
})
export type Coverage = z.infer<typeof Coverage>

const place = z.object({
  id: Id,
  name: z.string(),
  opensOn: CalendarDay.optional().describe('The day on which one under construction or repair opens.'),
})

const shown = {
  hospital: OrganizationSummary,
  department: place,
  equipmentType: EquipmentTypeSummary,
  region: Region.optional(),
  quantity: z.int(),
  remaining: z.int().describe('What no pledge covers yet.'),
  urgency: Urgency,
  neededBy: CalendarDay.optional(),
}

export const Need = z
  .object({
    id: Id,
    ...workflowFields,
    ...shown,
    delivered: z.int().describe('Units that the hospital accepted.'),
    authority: OrganizationSummary.optional(),
    justification: z.string(),
    contactRole: z.string(),
    returned: z
      .object({ at: Timestamp, reason: z.string(), note: z.string().optional() })
      .optional()
      .describe('Why the authority sent it back, until it is submitted again.'),
    endorsedAt: Timestamp.optional(),
    ending: z
      .object({ reason: z.string(), note: z.string().optional() })
      .optional()
      .describe('Why the hospital withdrew it.'),
    coverage: z.array(Coverage).describe('Shown to its parties only; empty for others.'),
    createdAt: Timestamp,
  })
  .describe('What a hospital asks for.')
export type Need = z.infer<typeof Need>

/** A need in a list: what a row of a screen shows. */
export const NeedSummary = z.object({ id: Id, state: z.string(), ...shown, createdAt: Timestamp })
export type NeedSummary = z.infer<typeof NeedSummary>
