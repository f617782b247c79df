import * as z from 'zod'
import { EquipmentTypeSummary } from './equipment-type.ts'
import { OrganizationSummary } from './organization.ts'
import { CalendarDay, Id } from './primitives.ts'

const count = z.int().min(0).max(100_000)

export const NewRegister = z
  .strictObject({
    countedOn: CalendarDay.describe('The day on which it was counted.'),
    holdings: z
      .array(
        z.strictObject({
          equipmentType: Id,
          present: count.describe('Devices that are there.'),
          working: count.describe('Those of them that work.'),
          norm: count.describe('Devices that the norm asks for; 0 where it asks for none.'),
        }),
      )
      .min(1)
      .max(1000),
  })
  .describe(
    'Everything that a department has, and what its norm asks. It replaces what was registered before.',
  )
export type NewRegister = z.infer<typeof NewRegister>

export const Register = z
  .object({
    department: Id,
    countedOn: CalendarDay.optional().describe('Absent until it is counted for the first time.'),
    holdings: z.array(
      z.object({
        equipmentType: EquipmentTypeSummary,
        present: z.int(),
        working: z.int(),
        norm: z.int(),
      }),
    ),
  })
  .describe('What a department has, and what its norm asks.')
export type Register = z.infer<typeof Register>

const tally = {
  departments: z.int().describe('Departments counted.'),
  norm: z.int().describe('Devices that the norms ask for: the denominator.'),
  covered: z.int().describe('Of those, devices that are there: for each type no more than its norm asks.'),
  working: z.int().describe('Of those, devices that work.'),
  present: z.int().describe('Devices that are there, those beyond the norm included.'),
}

export const EquippingLevel = z
  .object({
    region: z.string().optional().describe('ISO 3166-2; absent for hospitals that name none.'),
    hospital: OrganizationSummary.optional(),
    department: z.object({ id: Id, name: z.string() }).optional(),
    level: z
      .number()
      .optional()
      .describe('`covered` divided by `norm`, from 0 to 1; absent where the norms ask for nothing.'),
    workingLevel: z.number().optional().describe('`working` divided by `norm`, likewise.'),
    hospitals: z.int().describe('Hospitals counted.'),
    ...tally,
    countedOn: z
      .object({ from: CalendarDay, to: CalendarDay })
      .optional()
      .describe('Days of the oldest and of the newest count in it.'),
    underConstruction: z
      .object(tally)
      .describe('Departments that have yet to open; nothing of theirs is in the figures above.'),
  })
  .describe('How much of what the norms ask for is there.')
export type EquippingLevel = z.infer<typeof EquippingLevel>
