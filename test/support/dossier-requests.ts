import type { Tenant } from './tenants.ts'

const invoiceValue = { amount: 900, currency: 'USD' }

/** Requests about the papers of shipments, and about what came of all. */
export const dossierRequests = {
  getDossier: ({ own }: Tenant) => ({ id: own.planned }),
  measureCustomsTimes: () => ({}),
  measureImpact: () => ({}),
  'appendShipmentEvent customs.declared': ({ own }: Tenant) => ({
    id: own.planned,
    isMeant: true as const,
    body: {
      type: 'customs.declared',
      data: {
        regime: 'grant',
        invoiceValue,
        lines: [{ item: own.item, code: '901890', basis: 'An instrument of medicine.' }],
      },
    },
  }),
}
