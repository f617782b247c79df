import * as z from 'zod'
import { CalendarDay, identifier, line, note, Sha256 } from './primitives.ts'

/** A measuring instrument, with the day it was last calibrated. */
export const Instrument = z.strictObject({
  id: identifier(60).describe('Serial or inventory number of the instrument.'),
  name: line(120),
  calibratedOn: CalendarDay.describe('Day of its last calibration.'),
})

const Photos = z.array(Sha256).max(6).default([]).describe('Attachments that show it, by their SHA-256.')

/** What was found for one check. A value beyond its limit is recorded as it is, and counts as failed. */
export const CheckResult = z.strictObject({
  check: identifier(60).describe('Id of the check in the protocol.'),
  value: z
    .union([line(500), z.boolean(), z.number()])
    .optional()
    .describe('By the type of the check; absent for a photo, or where the check did not apply.'),
  instrument: identifier(60).optional().describe('Id of the instrument it was measured with.'),
  photos: Photos,
  note: note(500).optional(),
})
export type CheckResult = z.output<typeof CheckResult>

/** Measured evidence about one unit, against the version of the protocol that was in force when it was planned. */
export const Inspection = z
  .strictObject({
    protocol: z.strictObject({ slug: identifier(60), version: z.int().min(1) }),
    tester: line(120).describe('Position of the person who tested, such as "Biomedical engineer".'),
    instruments: z.array(Instrument).max(12).default([]),
    results: z.array(CheckResult).max(100),
  })
  .describe('Measured evidence about one unit.')
export type Inspection = z.output<typeof Inspection>
