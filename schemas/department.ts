import * as z from 'zod'
import { Mains } from './equipment-type.ts'
import { CalendarDay, Id, Language, line, Timestamp } from './primitives.ts'
import { Climate, room, SiteFeature } from './site.ts'

const listOnce = <One>(list: readonly One[]) => [...new Set(list)]

const phases = z
  .array(z.union([z.literal(1), z.literal(3)]))
  .min(1)
  .max(2)
  .overwrite(listOnce)
const plugs = z
  .array(z.string().regex(/^[A-O]$/))
  .max(15)
  .overwrite(listOnce)
  .describe('IEC plug type letters of its sockets.')
const languages = z
  .array(Language)
  .max(3)
  .overwrite(listOnce)
  .describe('Languages that its staff reads manuals in.')

const supply = {
  voltage: Mains.shape.voltage,
  frequency: Mains.shape.frequency,
  power: z.int().min(1).max(10_000_000).optional().describe('Watts that may be drawn.'),
}

/** The readiness profile of a department. What is absent is not known. */
export const Profile = z
  .strictObject({
    mains: z.strictObject({ ...supply, phases: phases.default([1]), plugs: plugs.default([]) }).optional(),
    features: z
      .partialRecord(SiteFeature, z.boolean())
      .default({})
      .describe('What the site offers, and what it does not; what is absent is not known.'),
    climate: Climate.optional().describe('What the rooms keep.'),
    ...room,
    languages: languages.default([]),
  })
  .describe('What the site of a department offers to a device.')
export type Profile = z.infer<typeof Profile>

const name = line(200)

export const NewDepartment = z
  .strictObject({
    name,
    profile: Profile.prefault({}),
    opensOn: CalendarDay.optional().describe(
      'The day on which one under construction or repair opens; its readiness counts from then.',
    ),
  })
  .describe('A department of the hospital that sends it.')
export type NewDepartment = z.infer<typeof NewDepartment>

const range = z.strictObject({ min: z.number().optional(), max: z.number().optional() }).nullable().optional()

/** JSON merge patch (RFC 7396): what is null is not known any more, and what is absent stays. */
export const DepartmentChange = z
  .strictObject({
    name: name.optional(),
    profile: z
      .strictObject({
        mains: z
          .strictObject({
            voltage: supply.voltage.optional(),
            frequency: supply.frequency.optional(),
            power: supply.power.nullable(),
            phases: phases.nullable().optional(),
            plugs: plugs.nullable().optional(),
          })
          .nullable()
          .optional(),
        features: z.partialRecord(SiteFeature, z.boolean().nullable()).nullable().optional(),
        climate: z.strictObject({ temperature: range, humidity: range }).nullable().optional(),
        doorWidth: room.doorWidth.nullable(),
        floorLoad: room.floorLoad.nullable(),
        freeArea: room.freeArea.nullable(),
        languages: languages.nullable().optional(),
      })
      .optional(),
    opensOn: CalendarDay.nullable().optional(),
  })
  .describe('What is to change, as a JSON merge patch. Lists are replaced as a whole.')
export type DepartmentChange = z.infer<typeof DepartmentChange>

export const Department = z
  .object({
    id: Id,
    organization: Id,
    name: z.string(),
    version: z.int().describe('Counts its changes; the number in its ETag.'),
    profile: Profile,
    opensOn: CalendarDay.optional(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .describe('A place of a hospital where equipment is used. It holds nothing about persons.')
export type Department = z.infer<typeof Department>
