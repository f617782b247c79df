import type { MemorandumMachineEvent, memorandumEvents } from '../../workflows/memorandum-events.ts'
import type { MemorandumInput } from '../../workflows/memorandum-setup.ts'
import { at, club, hospital, kazakhText, type Samples } from './workflow-events.ts'

export const training = 'training-2023'
export const visits = 'visits'

export const memorandumInput: MemorandumInput = {
  zone: 'Asia/Almaty',
  parties: { [club]: ['owner'], [hospital]: ['member'] },
  draftedOn: '2022-10-20',
  endsOn: '2024-10-19',
  texts: [kazakhText],
  commitments: [
    { id: training, kind: 'trainingPlaces', by: club, quantity: 2, dueOn: '2023-06-30' },
    { id: visits, kind: 'visits', by: hospital, quantity: 1, dueOn: '2022-10-30' },
  ],
}

/** One event of each declared type, as it could come in; a type without one does not compile. */
export const memorandumSamples: Samples<MemorandumMachineEvent, typeof memorandumEvents> = {
  'memorandum.drafted': { type: 'memorandum.drafted', data: {}, by: club, at },
  'memorandum.signed': {
    type: 'memorandum.signed',
    data: { sha256: kazakhText, position: 'President', method: 'paper' },
    by: club,
    at,
  },
  'memorandum.activated': { type: 'memorandum.activated', data: {}, at },
  'memorandum.terminated': { type: 'memorandum.terminated', data: { reason: 'agreed' }, by: hospital, at },
  'memorandum.expiryReminded': { type: 'memorandum.expiryReminded', data: {}, at },
  'memorandum.expired': { type: 'memorandum.expired', data: {}, at },
  'commitment.reported': {
    type: 'commitment.reported',
    data: { commitment: training, quantity: 2 },
    by: club,
    at,
  },
  'commitment.kept': { type: 'commitment.kept', data: { commitment: training }, by: club, at },
  'commitment.reminded': { type: 'commitment.reminded', data: { commitment: training }, at },
  'commitment.overdue': { type: 'commitment.overdue', data: { commitment: training }, at },
}
