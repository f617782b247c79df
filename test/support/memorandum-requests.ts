import type { Tenant } from './tenants.ts'
import { sha256 } from './walk.ts'

const validity = { startsOn: '2026-01-01', endsOn: '2999-12-31' }

/** A memorandum of a tenant with its hospital, as either could ask for. */
export const newMemorandum = (owner: string, parties: string[], fields: Record<string, unknown> = {}) => ({
  title: 'A memorandum',
  ...validity,
  texts: [{ language: 'ru', sha256 }],
  parties,
  commitments: [{ id: 'training', kind: 'trainingPlaces', by: owner, quantity: 12, dueOn: '2999-12-31' }],
  ...fields,
})

/** What a tenant asks of its memoranda. */
export const memorandumRequests = {
  draftMemorandum: ({ open }: Tenant) => ({
    isMeant: true as const,
    body: newMemorandum(open.club, [open.hospital], { scope: { equipmentTypes: [open.equipmentType] } }),
  }),
  listMemoranda: () => ({}),
  getMemorandum: ({ own }: Tenant) => ({ id: own.memorandum }),
  appendMemorandumEvent: ({ own }: Tenant) => ({ id: own.memorandum }),
  listMemorandumEvents: ({ own }: Tenant) => ({ id: own.memorandum }),
  getMemorandumEvent: ({ own }: Tenant) => ({ id: own.memorandum }),
}
