import * as z from 'zod'
import { Id, line, note } from '../schemas/primitives.ts'
import { RecallWithdrawalReason } from '../schemas/reasons.ts'
import { type EventDeclarations, recorded, type Sent } from './declaration.ts'

const count = z.int().min(0).max(1_000_000)
const counts = {
  quarantined: count.describe('Devices that were put out of use.'),
  notFound: count.describe('Devices that the hospital has not.'),
  awaited: count.default(0).describe('Devices that have yet to arrive.'),
}

export const recallEvents = {
  'recall.opened': {
    by: [],
    data: z.strictObject({
      hospitals: count.describe('Hospitals that hold such devices; in the part of a hospital 1.'),
      units: count.describe('Devices found.'),
      onTheWay: count.describe('Those of them that are on their way.'),
    }),
    says: 'Devices are called back; each hospital that holds any gets a recall of its own. Made by `POST /v1/recalls`.',
  },
  'recall.quarantined': {
    by: ['recipient'],
    data: z.strictObject({
      ...counts,
      position: line(120).describe('Position of whoever saw to it, never a name.'),
      note: note(1000).optional(),
    }),
    says: 'The hospital has put the devices out of use; its counts add up to the devices found.',
  },
  'recall.confirmed': {
    by: [],
    data: z.strictObject({ hospital: Id, ...counts }),
    says: 'A hospital answered; told to whoever issued the recall.',
  },
  'recall.completed': recorded('Every hospital has answered.'),
  'recall.reminded': recorded('A week has passed, and not every hospital has answered.'),
  'recall.withdrawn': {
    by: ['owner'],
    data: z.strictObject({ reason: RecallWithdrawalReason, note: note(1000).optional() }),
    says: 'The recall is taken back: the devices may be used again.',
  },
} as const satisfies EventDeclarations

export type RecallMachineEvent = Sent<typeof recallEvents>
