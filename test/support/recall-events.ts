import type { RecallInput } from '../../workflows/recall.ts'
import type { RecallMachineEvent, recallEvents } from '../../workflows/recall-events.ts'
import { at, club, hospital, type Samples } from './workflow-events.ts'

const whole = '00000000-0000-4000-8000-000000000051'
const part = '00000000-0000-4000-8000-000000000052'

/** The part of a hospital, with three devices of which one is on its way. */
export const recallInput: RecallInput = {
  zone: 'Asia/Almaty',
  parties: { [hospital]: ['recipient'] },
  units: 3,
  onTheWay: 1,
  hospitals: {},
  partOf: { recall: whole, hospital },
}

/** The same recall as its owner has it. */
export const wholeRecall: RecallInput = {
  zone: 'Asia/Almaty',
  parties: { [club]: ['owner'] },
  units: 3,
  onTheWay: 1,
  hospitals: { [hospital]: { part, units: 3, onTheWay: 1 } },
  partOf: null,
}

const counts = { quarantined: 1, notFound: 1, awaited: 1 }

/** One event of each declared type, as it could come in; a type without one does not compile. */
export const recallSamples: Samples<RecallMachineEvent, typeof recallEvents> = {
  'recall.opened': {
    type: 'recall.opened',
    data: { hospitals: 1, units: 3, onTheWay: 1 },
    by: club,
    at,
  },
  'recall.quarantined': {
    type: 'recall.quarantined',
    data: { ...counts, position: 'Biomedical engineer' },
    by: hospital,
    at,
  },
  'recall.confirmed': { type: 'recall.confirmed', data: { hospital, ...counts }, at },
  'recall.completed': { type: 'recall.completed', data: {}, at },
  'recall.reminded': { type: 'recall.reminded', data: {}, at },
  'recall.withdrawn': { type: 'recall.withdrawn', data: { reason: 'resolved' }, by: club, at },
}
