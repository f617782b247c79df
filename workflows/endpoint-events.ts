import * as z from 'zod'
import { Id, Timestamp } from '../schemas/primitives.ts'
import { type EventDeclarations, nothing, recorded, type Sent } from './declaration.ts'

export const endpointEvents = {
  'endpoint.created': recorded('An organization registers a URL. Made by `POST /v1/endpoints`.'),
  'endpoint.changed': {
    by: [],
    data: z.strictObject({ fields: z.array(z.string()).describe('What was changed, never to what.') }),
    says: 'Settings of the endpoint changed. Made by `PATCH /v1/endpoints/{id}`.',
  },
  'endpoint.secretRotated': {
    by: [],
    data: z.strictObject({ secret: Id, signature: z.enum(['v1', 'v1a']) }),
    says: 'The endpoint got a new secret. Made by `POST /v1/endpoints/{id}/secrets`.',
  },
  'endpoint.pinged': {
    by: ['owner'],
    data: nothing,
    says: 'A test: delivered to this endpoint, and to no other, as any event is.',
  },
  'endpoint.paused': {
    by: ['owner'],
    data: nothing,
    says: 'Deliveries are held back, and go on to be noted.',
  },
  'endpoint.resumed': {
    by: ['owner'],
    data: nothing,
    says: 'Deliveries that were held back are made, and new ones.',
  },
  'endpoint.removed': {
    by: ['owner'],
    data: nothing,
    says: 'The endpoint gets nothing any more, for good; its secrets are erased.',
  },
  'endpoint.failing': {
    by: [],
    data: z.strictObject({
      since: Timestamp.describe('The first failure after which nothing was delivered.'),
      disabledAt: Timestamp.describe('When the endpoint is disabled if nothing is delivered until then.'),
    }),
    says: 'Nothing could be delivered to the endpoint for a long time, and it will soon be disabled.',
  },
  'endpoint.recovered': recorded(
    'Deliveries to the endpoint arrive again, after its owner was told that they did not.',
  ),
  'endpoint.disabled': {
    by: [],
    data: z.strictObject({
      reason: z
        .enum(['gone', 'failing'])
        .describe('`gone`: the receiver answered 410. `failing`: nothing could be delivered for days.'),
      since: Timestamp.optional().describe('The first failure after which nothing was delivered.'),
    }),
    says: 'Nothing is sent to the endpoint until its owner resumes it.',
  },
  'delivery.exhausted': {
    by: [],
    data: z.strictObject({
      event: Id.describe('The event that was to be delivered.'),
      type: z.string(),
      attempts: z.int().min(1).describe('How often it was tried.'),
      code: z.string().describe('What came of the last attempt.'),
    }),
    says: 'Every attempt at a delivery failed; it can be sent again by hand.',
  },
} as const satisfies EventDeclarations

export type EndpointMachineEvent = Sent<typeof endpointEvents>
