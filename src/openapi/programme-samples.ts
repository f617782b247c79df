import type { programmeEvents } from '../../workflows/programme-events.ts'
import { ids } from './cast.ts'
import type { Samples } from './sample.ts'

const kzt = (amount: number) => ({ amount, currency: 'KZT' })
const dated = { report: 'yearly-1', dueOn: '2023-10-24' }

/** What a co-funder joins with: half of it at once, half when the devices have arrived. */
export const fundingSample = {
  organization: ids.coFunder,
  amount: kzt(1_000_000_000),
  tranches: [
    { id: 'first', plannedOn: '2022-10-24', amount: kzt(500_000_000) },
    { id: 'second', plannedOn: '2023-01-16', amount: kzt(500_000_000) },
  ],
}

export const programmeSamples: Samples<typeof programmeEvents> = {
  'programme.planned': { from: null, to: 'planned', data: {} },
  'programme.started': { from: 'planned', to: 'running', data: {} },
  'programme.completed': { from: 'running', to: 'completed', data: {} },
  'programme.closed': { from: 'completed', to: 'closed', data: {} },
  'programme.cancelled': { from: 'planned', to: 'cancelled', data: { reason: 'fundsUnavailable' } },
  'goal.set': {
    from: 'running',
    to: 'running',
    data: { equipmentType: ids.equipmentType, region: 'KZ-75', quantity: 4 },
  },
  'funder.added': { from: 'planned', to: 'planned', data: fundingSample },
  'tranche.received': {
    from: 'running',
    to: 'running',
    data: { funder: ids.coFunder, tranche: 'first', on: '2022-10-24', amount: kzt(500_000_000) },
  },
  'allocation.set': {
    from: 'running',
    to: 'running',
    data: { hospital: ids.hospital, equipmentType: ids.equipmentType, quantity: 2 },
  },
  'supplier.added': { from: 'planned', to: 'planned', data: { organization: ids.supplier } },
  'report.submitted': { from: 'running', to: 'running', data: { report: 'yearly-1' } },
  'report.reminded': { from: 'running', to: 'running', data: dated },
  'report.overdue': { from: 'running', to: 'running', data: dated },
}
