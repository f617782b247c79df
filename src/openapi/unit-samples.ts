import type { unitEvents } from '../../workflows/unit-events.ts'
import { ids } from './cast.ts'
import { inspection } from './inspection-sample.ts'
import type { Samples } from './sample.ts'

const position = 'Head of the neonatal department'

export const unitSamples: Samples<typeof unitEvents> = {
  'unit.planned': {
    from: null,
    to: 'planned',
    data: { shipment: ids.shipment, item: ids.item, model: 'Infant incubator' },
  },
  'unit.packed': { from: 'planned', to: 'packed', data: { serialNumber: 'INC-22-0417' } },
  'unit.dispatched': { from: 'packed', to: 'inTransit', data: {} },
  'unit.arrived': { from: 'inTransit', to: 'arrived', data: {} },
  'unit.cancelled': { from: 'planned', to: 'cancelled', data: {} },
  'unit.lost': { from: 'inTransit', to: 'lost', data: { note: 'The lorry burnt out on its way.' } },
  'unit.reportedMissing': { from: 'arrived', to: 'lost', data: { note: 'It was not in its package.' } },
  'unit.found': { from: 'lost', to: 'arrived', data: { note: 'It came with the next lorry.' } },
  'unit.accepted': { from: 'arrived', to: 'accepted', data: { position, inspection } },
  'unit.acceptedWithRemarks': {
    from: 'arrived',
    to: 'acceptedWithRemarks',
    data: { position, note: 'The manual is in Portuguese; a Russian one is promised.', inspection },
  },
  'unit.rejected': {
    from: 'arrived',
    to: 'rejected',
    data: { position, reason: 'failedSafetyTest', note: 'The alarm of the air temperature stays silent.' },
  },
  'unit.repairStarted': { from: 'rejected', to: 'repairing', data: { note: 'A new sensor is on its way.' } },
  'unit.repaired': { from: 'repairing', to: 'arrived', data: { note: 'The sensor was replaced.' } },
  'unit.replaced': { from: 'rejected', to: 'replaced', data: { by: ids.replacement } },
  'unit.returned': { from: 'rejected', to: 'returned', data: { reason: 'underWarranty' } },
  'unit.disposed': { from: 'rejected', to: 'disposed', data: { reason: 'beyondRepair' } },
  'unit.remedyOverdue': { from: 'rejected', to: 'rejected', data: {} },
  'unit.commissioned': {
    from: 'accepted',
    to: 'inService',
    data: { location: 'Neonatal intensive care, ward 3', inventoryNumber: '1360-0417' },
  },
  'unit.failed': { from: 'inService', to: 'outOfService', data: { reason: 'spareParts' } },
  'unit.restored': { from: 'outOfService', to: 'inService', data: { note: 'The fan was replaced.' } },
  'unit.decommissioned': {
    from: 'outOfService',
    to: 'decommissioned',
    data: { reason: 'uneconomicRepair' },
  },
  'followUp.due': { from: 'inService', to: 'inService', data: { days: 30 } },
  'followUp.overdue': { from: 'inService', to: 'inService', data: { days: 30 } },
  'followUp.answered': {
    from: 'inService',
    to: 'inService',
    data: {
      days: 30,
      isWorking: true,
      uses: { from: '2023-01-12', to: '2023-02-10', people: 41, kind: 'treated' },
      consumablesLeft: { amount: 6, unit: 'months' },
      position,
    },
  },
  'repair.requested': { from: 'inService', to: 'outOfService', data: { reason: 'spareParts' } },
  'repair.accepted': {
    from: 'outOfService',
    to: 'outOfService',
    data: { position: 'Head of service', expectedOn: '2023-03-20' },
  },
  'repair.done': { from: 'outOfService', to: 'outOfService', data: { note: 'The fan was replaced.' } },
  'repair.refused': { from: 'outOfService', to: 'outOfService', data: { reason: 'outOfWarranty' } },
}
