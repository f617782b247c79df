import * as z from 'zod'
import type { Kind } from '../schemas/event.ts'
import { GivenTimestamp } from '../schemas/primitives.ts'
import { publicEvents } from './catalogue.ts'
import type { EventDeclaration } from './declaration.ts'

const request = ([type, { data, says, by }]: [string, EventDeclaration]) =>
  z
    .strictObject({
      type: z.literal(type),
      // `data` may be left out where nothing in it is required.
      data: data.safeParse({}).success ? data.prefault({}) : data,
      occurredAt: GivenTimestamp.optional().describe(
        'When it happened; now by default, never in the future.',
      ),
    })
    .describe(`${says} Sent by: ${by.join(', ')}.`)

/** The body of `POST …/events` for a kind: one of the events that organizations may send to it. */
export const eventRequest = (kind: Kind) => {
  const [first, ...others] = publicEvents(kind).map(request)
  if (!first) throw new Error(`no event of a ${kind} may be sent`)
  return z.discriminatedUnion('type', [first, ...others])
}
