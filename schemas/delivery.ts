import * as z from 'zod'
import { GivenTimestamp, Id, Timestamp } from './primitives.ts'

export const deliveryStates = ['pending', 'delivered', 'exhausted', 'cancelled'] as const
export const DeliveryState = z
  .enum(deliveryStates)
  .describe(
    '`pending`: to be tried, or tried again. `delivered`: the receiver answered 2xx. `exhausted`: every attempt failed. ' +
      '`cancelled`: its endpoint was removed.',
  )
export type DeliveryState = z.infer<typeof DeliveryState>

export const Attempt = z
  .object({
    number: z.int(),
    requestId: Id.describe('Sent as `besik-request-id`, to find the attempt in the logs of its receiver.'),
    at: Timestamp,
    duration: z.int().describe('Milliseconds.'),
    status: z.int().optional().describe('Status of the answer, where there was one.'),
    code: z.string().describe('What came of it: `delivered`, `refused`, `connect-timeout` and so on.'),
    says: z.string().describe('The same in plain words.'),
    excerpt: z
      .string()
      .optional()
      .describe("The beginning of a failing receiver's answer, as one clean line."),
  })
  .describe('One HTTP request to an endpoint.')
export type Attempt = z.infer<typeof Attempt>

export const DeliverySummary = z
  .object({
    id: Id.describe('The event; the `webhook-id` of every attempt.'),
    type: z.string(),
    stream: Id,
    sequence: z.int(),
    state: DeliveryState,
    attempts: z
      .int()
      .describe('Number of the last attempt. One that was prepared and never made leaves its number out.'),
    dueAt: Timestamp.optional().describe(
      'When it is tried next; absent while it waits for the one before it.',
    ),
    code: z.string().optional().describe('What came of the last attempt.'),
    createdAt: Timestamp,
    settledAt: Timestamp.optional(),
  })
  .describe('An event owed to an endpoint.')
export type DeliverySummary = z.infer<typeof DeliverySummary>

export const Delivery = z
  .object({
    ...DeliverySummary.shape,
    log: z.array(Attempt).describe('Its attempts, the latest first; the last hundred of them.'),
  })
  .describe('An event owed to an endpoint, with its attempts.')
export type Delivery = z.infer<typeof Delivery>

export const NewRecovery = z
  .strictObject({
    since: GivenTimestamp.describe('Events published from this moment on.'),
    until: GivenTimestamp.optional().describe('Up to this moment; now by default.'),
  })
  .describe('A window of time whose events are to be delivered to an endpoint after all.')
export type NewRecovery = z.infer<typeof NewRecovery>

export const Recovery = z
  .object({
    id: Id,
    since: Timestamp,
    until: Timestamp,
    resent: z.int().describe('Deliveries that had failed and are made again.'),
    added: z.int().describe('Events that were never noted for the endpoint and are delivered now.'),
    createdAt: Timestamp,
    finishedAt: Timestamp.optional().describe('Absent while it is worked off.'),
  })
  .describe('A recovery, and how far it is.')
export type Recovery = z.infer<typeof Recovery>
