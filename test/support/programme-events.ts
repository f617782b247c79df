import type { ProgrammeInput } from '../../workflows/programme.ts'
import type { ProgrammeMachineEvent, programmeEvents } from '../../workflows/programme-events.ts'
import { at, authority, club, hospital, item, otherItem, type Samples, stranger } from './workflow-events.ts'

const kzt = (amount: number) => ({ amount, currency: 'KZT' })
const tranche = (id: string, amount: number) => ({ id, plannedOn: '2022-10-24', amount: kzt(amount) })

export const programmeInput: ProgrammeInput = {
  zone: 'Asia/Almaty',
  parties: { [club]: ['owner'], [hospital]: ['recipient'], [authority]: ['funder'] },
  currency: 'KZT',
  goals: [{ equipmentType: item, quantity: 10 }],
  funders: [{ organization: authority, amount: kzt(300), tranches: [tranche('1', 100), tranche('2', 200)] }],
  allocations: [{ hospital, equipmentType: item, quantity: 6 }],
}

const dated = { report: 'yearly-1', dueOn: '2023-10-20' }

/** One event of each declared type, as it could come in; a type without one does not compile. */
export const programmeSamples: Samples<ProgrammeMachineEvent, typeof programmeEvents> = {
  'programme.planned': { type: 'programme.planned', data: {}, by: club, at },
  'programme.started': { type: 'programme.started', data: {}, by: club, at },
  'programme.completed': { type: 'programme.completed', data: {}, by: club, at },
  'programme.closed': { type: 'programme.closed', data: {}, by: club, at },
  'programme.cancelled': {
    type: 'programme.cancelled',
    data: { reason: 'fundsUnavailable' },
    by: club,
    at,
  },
  'goal.set': { type: 'goal.set', data: { equipmentType: otherItem, quantity: 4 }, by: club, at },
  'funder.added': {
    type: 'funder.added',
    data: { organization: stranger, amount: kzt(50), tranches: [tranche('only', 50)] },
    by: club,
    at,
  },
  'tranche.received': {
    type: 'tranche.received',
    data: { funder: authority, tranche: '1', on: '2022-10-20', amount: kzt(100) },
    by: authority,
    at,
  },
  'allocation.set': {
    type: 'allocation.set',
    data: { hospital, equipmentType: item, quantity: 10 },
    by: club,
    at,
  },
  'supplier.added': { type: 'supplier.added', data: { organization: stranger }, by: club, at },
  'report.submitted': { type: 'report.submitted', data: { report: 'yearly-1' }, by: club, at },
  'report.reminded': { type: 'report.reminded', data: dated, at },
  'report.overdue': { type: 'report.overdue', data: dated, at },
}
