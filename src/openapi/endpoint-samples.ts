import type { endpointEvents } from '../../workflows/endpoint-events.ts'
import { ids } from './cast.ts'
import type { Samples } from './sample.ts'

export const endpointSamples: Samples<typeof endpointEvents> = {
  'endpoint.created': { from: null, to: 'active', data: {} },
  'endpoint.changed': { from: 'active', to: 'active', data: { fields: ['types', 'headers'] } },
  'endpoint.secretRotated': {
    from: 'active',
    to: 'active',
    data: { secret: ids.endpointSecret, signature: 'v1' },
  },
  'endpoint.pinged': { from: 'active', to: 'active', data: {} },
  'endpoint.paused': { from: 'active', to: 'paused', data: {} },
  'endpoint.resumed': { from: 'paused', to: 'active', data: {} },
  'endpoint.removed': { from: 'active', to: 'removed', data: {} },
  'endpoint.failing': {
    from: 'active',
    to: 'active',
    data: { since: '2023-01-07T17:00:00.000Z', disabledAt: '2023-01-12T17:00:00.000Z' },
  },
  'endpoint.recovered': { from: 'active', to: 'active', data: {} },
  'endpoint.disabled': { from: 'active', to: 'disabled', data: { reason: 'gone' } },
  'delivery.exhausted': {
    from: 'active',
    to: 'active',
    data: { event: ids.event, type: 'unit.accepted', attempts: 10, code: 'refused' },
  },
}
