import type { ProblemSlug } from '../problems/catalogue.ts'
import type { OperationNotes } from './operations.ts'

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
const owned: ProblemSlug[] = ['operator-not-a-party', 'not-found']

/** Operations about endpoints and what is delivered to them. */
export const endpointNotes: Record<string, OperationNotes> = {
  createEndpoint: {
    answer: 'The endpoint with its secret, which no other answer shows.',
    headers: ['ETag', 'Location'],
    problems: ['operator-not-a-party', 'too-many-endpoints', ...settings],
  },
  listEndpoints: { answer: 'A page of endpoints.', headers: ['Link'], problems: ['invalid-cursor'] },
  getEndpoint: { answer: 'The endpoint as it stands.', headers: ['ETag'], problems: ['not-found'] },
  appendEndpointEvent: {
    answer: 'The endpoint as it stands after the event; `Location` leads to the event in its log.',
    headers: ['ETag', 'Location'],
    problems: owned,
  },
  changeEndpoint: {
    answer: 'The endpoint as it stands after the change.',
    headers: ['ETag'],
    problems: [...owned, ...settings],
  },
  rotateEndpointSecret: {
    answer: 'The new secret, which no other answer shows. `Location` leads to its endpoint.',
    headers: ['Location'],
    problems: [...owned, 'too-many-secrets', 'transition-not-allowed', 'webhooks-not-configured'],
  },
  listDeliveries: {
    answer: 'A page of deliveries. One with `next` may hold fewer than its limit.',
    headers: ['Link'],
    problems: ['invalid-cursor', 'not-found'],
  },
  getDelivery: { answer: 'The delivery.', problems: ['not-found'] },
  resendDelivery: {
    answer: 'The delivery, due again.',
    problems: [...owned, 'delivery-cancelled', 'endpoint-removed'],
  },
  createRecovery: {
    answer: 'The recovery, to be worked off in the background.',
    headers: ['Location'],
    problems: [
      ...owned,
      'endpoint-removed',
      'recovery-in-future',
      'recovery-too-old',
      'recovery-empty',
      'too-many-recoveries',
    ],
  },
  getRecovery: { answer: 'The recovery.', problems: ['not-found'] },
}
