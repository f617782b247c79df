import * as z from 'zod'
import { OrganizationSummary } from './organization.ts'
import { Code, Id, identifier, line, Timestamp } from './primitives.ts'
import { workflowFields } from './resource.ts'
import { readUdi } from './udi.ts'

/** GTINs are compared as the fourteen digits that a label carries, and HIBC in capitals. */
const normalize = (text: string) => (/^\d{8,13}$/.test(text) ? text.padStart(14, '0') : text.toUpperCase())

const findFault = (text: string) => {
  if (/^[A-Z][0-9A-Z]{4,21}\d$/.test(text)) return undefined
  if (!/^\d{14}$/.test(text)) return 'udi-malformed'
  return 'fault' in readUdi(`(01)${text}`) ? 'check-digit' : undefined
}

const DeviceIdentifier = identifier(60)
  .overwrite(normalize)
  .superRefine((text, context) => {
    const code = findFault(text)
    if (code) context.addIssue({ code: 'custom', params: { code } })
  })
  .describe('UDI device identifier: a GTIN, or that of HIBC.')

/** Which devices are called back: all that is named must fit. */
export const RecallCriteria = z
  .strictObject({
    maker: line(120).optional().describe('In whatever case; this or `deviceIdentifier` must be given.'),
    model: line(120).optional().describe('In whatever case.'),
    deviceIdentifier: DeviceIdentifier.optional(),
    lots: z
      .array(identifier(40))
      .min(1)
      .max(200)
      .optional()
      .describe('Lots, as the UDI of a device names them.'),
    serialNumbers: z
      .strictObject({ from: identifier(80), to: identifier(80) })
      .optional()
      .describe('Both ends included. Numbers in them count as numbers: `SN10` comes after `SN9`.'),
  })
  .refine(({ maker, deviceIdentifier }) => maker !== undefined || deviceIdentifier !== undefined, {
    params: { code: 'required' },
    path: ['maker'],
  })
export type RecallCriteria = z.infer<typeof RecallCriteria>

export const NewRecall = z
  .strictObject({
    title: line(200),
    reference: identifier(100).optional().describe("The maker's or authority's own number for it."),
    criteria: RecallCriteria,
  })
  .describe('Devices to call back.')
export type NewRecall = z.infer<typeof NewRecall>

const answered = {
  quarantined: z.int().optional().describe('Devices that it put out of use.'),
  notFound: z.int().optional().describe('Devices that it has not.'),
  awaited: z.int().optional().describe('Devices that had yet to arrive.'),
}

export const Recall = z
  .object({
    id: Id,
    ...workflowFields,
    title: z.string(),
    reference: z.string().optional(),
    criteria: RecallCriteria,
    owner: OrganizationSummary,
    hospitals: z
      .array(
        z.object({
          hospital: OrganizationSummary,
          units: z.int().describe('Devices that were found to be with it, or on their way there.'),
          onTheWay: z.int().describe('Those of them that were on their way.'),
          confirmedAt: Timestamp.optional().describe('When it answered for all of them.'),
          ...answered,
        }),
      )
      .describe('Those that hold such a device. A hospital has a recall of its own, with itself alone.'),
    progress: z.object({
      units: z.int().describe('Devices found.'),
      hospitals: z.int().describe('Hospitals that hold them.'),
      confirmed: z.int().describe('Hospitals that answered.'),
    }),
    withdrawal: z.object({ reason: z.string(), note: z.string().optional() }).optional(),
    createdAt: Timestamp,
  })
  .describe('Devices that are called back. What it found is what hospitals held at the moment it was made.')
export type Recall = z.infer<typeof Recall>

export const RecallSummary = z.object({
  id: Id,
  state: z.string(),
  title: z.string(),
  reference: z.string().optional(),
  owner: OrganizationSummary,
  progress: Recall.shape.progress,
  createdAt: Timestamp,
})
export type RecallSummary = z.infer<typeof RecallSummary>

export const RecalledUnit = z
  .object({
    id: Id,
    code: Code,
    donation: Id,
    hospital: Id,
    state: z.string().describe('Where it stands now.'),
    maker: z.string().optional(),
    model: z.string().optional(),
    serialNumber: z.string().optional(),
    udi: z.string().optional(),
  })
  .describe('A unit that a recall found.')
export type RecalledUnit = z.infer<typeof RecalledUnit>
