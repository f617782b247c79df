import type * as z from 'zod'
import type { Delivery, NewRecovery, Recovery } from '../../schemas/delivery.ts'
import type { Endpoint, EndpointChange, NewEndpoint } from '../../schemas/endpoint.ts'
import { cursor, ids, type OperationExamples } from './cast.ts'
import { logExamples, toRequests } from './event-examples.ts'

const createdAt = '2022-12-01T05:00:00.000Z'

const newEndpoint: z.input<typeof NewEndpoint> = {
  url: 'https://hooks.example.org/besik',
  description: 'Partner club, unit by unit',
  types: ['unit.*', 'donation.closed'],
  programmes: ['weight-of-life'],
  roles: ['partner'],
  headers: { 'X-Gateway-Token': 'token-of-the-gateway' },
}

const endpoint: Endpoint = {
  id: ids.endpoint,
  state: 'active',
  version: 1,
  waitingFor: [],
  availableEvents: ['endpoint.removed', 'endpoint.pinged', 'endpoint.paused'],
  deadlines: [],
  updatedAt: createdAt,
  url: 'https://hooks.example.org/besik',
  description: 'Partner club, unit by unit',
  types: ['unit.*', 'donation.closed'],
  programmes: ['weight-of-life'],
  roles: ['partner'],
  headerNames: ['X-Gateway-Token'],
  isOrdered: false,
  secrets: [{ id: ids.endpointSecret, signature: 'v1', createdAt }],
  createdAt,
}

const secret = `whsec_${'Example'.repeat(6)}A=`

const change: z.input<typeof EndpointChange> = { types: ['*'], rateLimit: 600, roles: null }
const changed: Endpoint = {
  ...endpoint,
  version: 2,
  updatedAt: '2022-12-02T05:00:00.000Z',
  types: ['*'],
  rateLimit: 600,
  roles: undefined,
}

const summary = {
  id: ids.event,
  type: 'unit.accepted',
  stream: ids.donation,
  sequence: 17,
  state: 'exhausted' as const,
  attempts: 1,
  code: 'refused',
  createdAt: '2022-12-20T08:00:00.000Z',
  settledAt: '2022-12-20T08:00:01.000Z',
}

const delivery: Delivery = {
  ...summary,
  log: [
    {
      number: 1,
      requestId: '01852f10-3a4b-7c33-8d5e-6f2d1c0b4e15',
      at: '2022-12-20T08:00:00.800Z',
      duration: 143,
      status: 502,
      code: 'refused',
      says: 'The receiver answered with an error.',
      excerpt: 'Bad Gateway',
    },
  ],
}

const due: Delivery = {
  ...delivery,
  state: 'pending',
  dueAt: '2022-12-21T06:00:00.000Z',
  settledAt: undefined,
}

const window: NewRecovery = { since: '2022-12-20T00:00:00.000Z', until: '2022-12-21T00:00:00.000Z' }
const recovery: Recovery = {
  id: ids.recovery,
  since: '2022-12-20T00:00:00.000Z',
  until: '2022-12-21T00:00:00.000Z',
  resent: 0,
  added: 0,
  createdAt: '2022-12-21T06:00:00.000Z',
}

const id = { id: ids.endpoint }
const one = { ...id, event: ids.event }

/** Endpoints, and what is delivered to them. */
export const endpointExamples: Record<string, OperationExamples> = {
  createEndpoint: { request: newEndpoint, reply: { ...endpoint, secret } },
  listEndpoints: { reply: { items: [endpoint], next: cursor } },
  getEndpoint: { parameters: id, reply: endpoint },
  appendEndpointEvent: {
    parameters: id,
    requests: toRequests('endpoint'),
    reply: {
      ...endpoint,
      state: 'paused',
      version: 2,
      waitingFor: ['owner'],
      availableEvents: ['endpoint.removed', 'endpoint.resumed'],
    },
  },
  changeEndpoint: { parameters: id, request: change, reply: changed },
  rotateEndpointSecret: {
    parameters: id,
    request: { overlapHours: 48 },
    reply: { id: ids.endpointSecret, signature: 'v1', createdAt, secret },
  },
  ...logExamples('endpoint', 'endpoint.created'),
  listDeliveries: { parameters: id, reply: { items: [summary], next: cursor } },
  getDelivery: { parameters: one, reply: delivery },
  resendDelivery: { parameters: one, request: {}, reply: due },
  createRecovery: { parameters: id, request: window, reply: recovery },
  getRecovery: {
    parameters: { ...id, recovery: ids.recovery },
    reply: { ...recovery, resent: 3, added: 12, finishedAt: '2022-12-21T06:00:02.000Z' },
  },
}
