import type * as z from 'zod'
import type { Unit, UnitSummary } from '../../schemas/unit.ts'
import { codes, cursor, ids, type OperationExamples } from './cast.ts'
import { toRequests } from './event-examples.ts'

const accepted: Unit = {
  id: ids.unit,
  donation: ids.donation,
  item: ids.item,
  code: codes.unit,
  shipment: ids.shipment,
  createdAt: '2022-12-01T04:31:07.018Z',
  model: 'Infant incubator',
  serialNumber: 'INC-22-0417',
  udi: '(01)07898000000013(21)INC-22-0417',
  state: 'accepted',
  version: 5,
  waitingFor: ['recipient'],
  availableEvents: ['unit.commissioned'],
  deadlines: [],
  followUps: [],
  updatedAt: '2023-01-10T05:00:31.233Z',
  decision: {
    outcome: 'accepted',
    at: '2023-01-10T05:00:00.000Z',
    position: 'Head of the neonatal department',
  },
}

const inService: Unit = {
  ...accepted,
  state: 'inService',
  version: 7,
  waitingFor: [],
  availableEvents: ['unit.decommissioned', 'unit.failed', 'followUp.answered'],
  deadlines: [
    { name: 'followUpAnswer', dueAt: '2023-02-25T17:59:59.999Z' },
    { name: 'followUp90', dueAt: '2023-04-12T17:59:59.999Z' },
    { name: 'followUp180', dueAt: '2023-07-11T17:59:59.999Z' },
    { name: 'followUp365', dueAt: '2024-01-12T17:59:59.999Z' },
  ],
  followUps: [{ days: 30, state: 'due', dueAt: '2023-02-11T18:00:00.412Z' }],
  updatedAt: '2023-02-11T18:00:00.412Z',
  service: {
    since: '2023-01-12T06:00:00.000Z',
    location: 'Neonatal intensive care, ward 3',
    inventoryNumber: '1360-0417',
  },
}

const summary: z.infer<typeof UnitSummary> = {
  id: ids.unit,
  code: codes.unit,
  donation: ids.donation,
  shipment: ids.shipment,
  item: ids.item,
  state: 'inService',
  serialNumber: 'INC-22-0417',
  createdAt: accepted.createdAt,
}

/** Units. */
export const unitExamples: Record<string, OperationExamples> = {
  listUnits: { parameters: { donation: ids.donation }, reply: { items: [summary], next: cursor } },
  getUnit: { parameters: { id: ids.unit }, reply: inService },
  appendUnitEvent: { parameters: { id: ids.unit }, requests: toRequests('unit'), reply: accepted },
}
