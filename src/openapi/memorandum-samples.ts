import type { memorandumEvents } from '../../workflows/memorandum-events.ts'
import { ids } from './cast.ts'
import { sha256 } from './donation-samples.ts'
import type { Samples } from './sample.ts'

const training = 'training-2023'

/** What the memorandum of the examples says. */
export const newMemorandum = {
  title: 'Care for newborns of low weight',
  number: 'M-3/2022',
  startsOn: '2022-10-20',
  endsOn: '2024-10-19',
  scope: { regions: ['KZ-75'], equipmentTypes: [ids.equipmentType] },
  texts: [{ language: 'ru' as const, sha256 }],
  parties: [ids.authority, ids.hospital],
  commitments: [
    {
      id: training,
      kind: 'trainingPlaces' as const,
      by: ids.club,
      quantity: 12,
      dueOn: '2023-06-30',
      description: 'Nurses of the ward',
    },
  ],
}

export const memorandumSamples: Samples<typeof memorandumEvents> = {
  'memorandum.drafted': { from: null, to: 'draft', data: newMemorandum },
  'memorandum.signed': {
    from: 'draft',
    to: 'draft',
    data: { sha256, position: 'Deputy head of the department', method: 'paper' },
  },
  'memorandum.activated': { from: 'draft', to: 'active', data: {} },
  'memorandum.terminated': {
    from: 'active',
    to: 'terminated',
    data: { reason: 'replaced', note: 'The new one covers the whole city.' },
  },
  'memorandum.expiryReminded': { from: 'active', to: 'active', data: {} },
  'memorandum.expired': { from: 'active', to: 'expired', data: {} },
  'commitment.reported': {
    from: 'active',
    to: 'active',
    data: { commitment: training, quantity: 8, note: 'First course, in March.' },
  },
  'commitment.kept': { from: 'active', to: 'active', data: { commitment: training } },
  'commitment.reminded': { from: 'active', to: 'active', data: { commitment: training } },
  'commitment.overdue': { from: 'active', to: 'active', data: { commitment: training } },
}
