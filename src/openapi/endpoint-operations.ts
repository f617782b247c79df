import type { ProblemSlug } from '../problems/catalogue.ts'
import {
  appended,
  changed,
  found,
  list,
  madeOf,
  madeResource,
  type OperationNotes,
  resource,
} from './notes.ts'

const settings: ProblemSlug[] = [
  'unknown-event-pattern',
  'unknown-donation',
  'header-reserved',
  'duplicate-entry',
  'webhooks-not-configured',
  'endpoint-url-invalid',
  'endpoint-url-too-long',
  'endpoint-url-not-https',
  'endpoint-url-credentials',
  'endpoint-url-fragment',
  'endpoint-url-notation',
  'endpoint-url-port',
  'endpoint-url-not-public',
  'endpoint-url-own',
  'endpoint-host-unknown',
]

/** Operations about endpoints and what is delivered to them. */
export const endpointNotes: Record<string, OperationNotes> = {
  createEndpoint: madeResource('The endpoint with its secret, which no other answer shows.', [
    'too-many-endpoints',
    ...settings,
  ]),
  listEndpoints: list('A page of endpoints.'),
  getEndpoint: resource('The endpoint as it stands.'),
  appendEndpointEvent: appended('endpoint'),
  changeEndpoint: changed('endpoint', ['not-found', ...settings]),
  rotateEndpointSecret: madeOf(
    'The new secret, which no other answer shows. `Location` leads to its endpoint.',
    ['too-many-secrets', 'transition-not-allowed', 'webhooks-not-configured'],
  ),
  listDeliveries: list(
    'A page of deliveries. One with `next` may hold fewer than its limit.',
    'not-found',
    'unknown-event-pattern',
  ),
  getDelivery: found('The delivery.'),
  resendDelivery: {
    answer: 'The delivery, due again.',
    problems: ['operator-not-a-party', 'not-found', 'delivery-cancelled', 'endpoint-removed'],
  },
  createRecovery: madeOf('The recovery, to be worked off in the background.', [
    'endpoint-removed',
    'recovery-in-future',
    'recovery-too-old',
    'recovery-empty',
    'too-many-recoveries',
  ]),
  getRecovery: found('The recovery.'),
}
