import type { NeedInput } from '../../workflows/need.ts'
import type { NeedMachineEvent, needEvents } from '../../workflows/need-events.ts'
import { at, authority, club, hospital, item, otherItem, type Samples } from './workflow-events.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [department, type, donation] = [id(51), id(52), id(53)]
const covering = { donation, item }

/** Of two units, needed by the end of the year. */
export const needInput: NeedInput = {
  ...{ zone: 'Asia/Almaty', quantity: 2, authority, neededBy: '2022-12-31' },
  parties: { [hospital]: ['recipient'] },
}

/** One event of each declared type, as it could come in; a type without one does not compile. */
export const needSamples: Samples<NeedMachineEvent, typeof needEvents> = {
  'need.drafted': {
    type: 'need.drafted',
    data: {
      ...{ department, equipmentType: type, quantity: 2, urgency: 'critical', neededBy: '2022-12-31' },
      ...{ justification: 'Newborns share incubators.', contactRole: 'Biomedical engineer', authority },
    },
    by: hospital,
    at,
  },
  'need.changed': { type: 'need.changed', data: { contactRole: 'Head of the ward' }, by: hospital, at },
  'need.submitted': { type: 'need.submitted', data: {}, by: hospital, at },
  'need.endorsed': { type: 'need.endorsed', data: {}, by: authority, at },
  'need.returned': { type: 'need.returned', data: { reason: 'incomplete' }, by: authority, at },
  'need.withdrawn': { type: 'need.withdrawn', data: { reason: 'notNeeded' }, by: hospital, at },
  'need.reserved': {
    type: 'need.reserved',
    data: { ...covering, quantity: 2, parties: [{ organization: club, role: 'donor' }] },
    by: club,
    at,
  },
  'need.agreed': { type: 'need.agreed', data: covering, at },
  'need.released': {
    type: 'need.released',
    data: { ...covering, quantity: 1, reason: 'reduced' },
    at,
  },
  'need.delivered': { type: 'need.delivered', data: { ...covering, quantity: 2 }, at },
  'need.matched': { type: 'need.matched', data: {}, at },
  'need.reopened': { type: 'need.reopened', data: {}, at },
  'need.fulfilled': { type: 'need.fulfilled', data: {}, at },
  'need.overdue': { type: 'need.overdue', data: {}, at },
  'need.expired': { type: 'need.expired', data: {}, at },
}

/** Another pledge, of one unit. */
export const otherReservation: NeedMachineEvent = {
  ...needSamples['need.reserved'],
  data: { ...needSamples['need.reserved'].data, item: otherItem, quantity: 1 },
}
