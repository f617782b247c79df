import type { Sample } from './operations.ts'
import { makeCheck, type Tenant } from './tenants.ts'

/** Samples of what is asked about protocols, checklists and gates. */
export const checkingRequests: Record<string, (tenant: Tenant) => Sample> = {
  listProtocols: () => ({}),
  getProtocol: () => ({}),
  listChecks: ({ open }) => ({ id: open.equipmentType, as: 'recipient' }),
  addCheck: ({ open }) => ({
    id: open.equipmentType,
    as: 'recipient',
    isMeant: true,
    body: makeCheck('A check', 'own-02'),
  }),
  withdrawCheck: ({ own }) => ({ id: own.check, as: 'recipient', isMeant: true, body: {} }),
  listChecklists: () => ({}),
  getChecklist: () => ({}),
  getShipmentGates: ({ own }) => ({ id: own.planned }),
}
