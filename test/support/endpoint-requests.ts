import type { Tenant } from './tenants.ts'

/** What a tenant asks of its endpoints and of what is owed to them. */
export const endpointRequests = {
  createEndpoint: ({ own }: Tenant) => ({
    isMeant: true as const,
    body: { url: 'https://93.184.216.34/', types: ['*'], donations: [own.donation] },
  }),
  listEndpoints: () => ({}),
  getEndpoint: ({ own }: Tenant) => ({ id: own.endpoint }),
  appendEndpointEvent: ({ own }: Tenant) => ({ id: own.endpoint }),
  changeEndpoint: ({ own }: Tenant) => ({
    id: own.endpoint,
    isMeant: true as const,
    body: { donations: [own.donation] },
  }),
  rotateEndpointSecret: ({ own }: Tenant) => ({ id: own.endpoint, isMeant: true as const, body: {} }),
  listEndpointEvents: ({ own }: Tenant) => ({ id: own.endpoint }),
  getEndpointEvent: ({ own }: Tenant) => ({ id: own.endpoint }),
  listDeliveries: ({ own }: Tenant) => ({ id: own.endpoint }),
  getDelivery: ({ own }: Tenant) => ({ id: own.endpoint, under: { event: own.delivery } }),
  resendDelivery: ({ own }: Tenant) => ({
    id: own.endpoint,
    under: { event: own.delivery },
    isMeant: true as const,
    body: {},
  }),
  createRecovery: ({ own }: Tenant) => ({
    id: own.endpoint,
    isMeant: true as const,
    body: { since: new Date(Date.now() - 3_600_000).toISOString() },
  }),
  getRecovery: ({ own }: Tenant) => ({ id: own.endpoint, under: { recovery: own.recovery } }),
}
