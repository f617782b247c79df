import type * as z from 'zod'
import type { Memorandum, NewMemorandum } from '../../schemas/memorandum.ts'
import { authority, club, cursor, hospital, ids, type OperationExamples } from './cast.ts'
import { sha256 } from './donation-samples.ts'
import { logExamples, toRequests } from './event-examples.ts'
import { newMemorandum } from './memorandum-samples.ts'

const request: z.input<typeof NewMemorandum> = newMemorandum
const createdAt = '2022-10-20T04:00:00.000Z'

const { parties: _, commitments, ...terms } = newMemorandum
const drafted: Memorandum = {
  id: ids.memorandum,
  state: 'draft',
  version: 1,
  waitingFor: ['owner', 'member'],
  availableEvents: ['memorandum.signed', 'memorandum.terminated'],
  deadlines: [
    { name: 'commitmentReminder.training-2023', dueAt: '2023-06-16T17:59:59.999Z' },
    { name: 'commitmentDue.training-2023', dueAt: '2023-06-30T17:59:59.999Z' },
    { name: 'expiryReminder', dueAt: '2024-09-19T18:59:59.999Z' },
    { name: 'expiry', dueAt: '2024-10-19T18:59:59.999Z' },
  ],
  updatedAt: createdAt,
  ...terms,
  signatories: [club, authority, hospital].map((organization) => ({ organization })),
  commitments: commitments.map((one) => ({ ...one, done: 0, state: 'open' })),
  createdAt,
}

const sign = (position: string, signedAt: string) => ({ position, method: 'paper', sha256, signedAt })
const active: Memorandum = {
  ...drafted,
  state: 'active',
  version: 4,
  waitingFor: [],
  availableEvents: ['commitment.reported', 'memorandum.terminated'],
  updatedAt: '2022-10-20T05:30:00.000Z',
  signatories: [
    { organization: club, ...sign('President', '2022-10-20T05:00:00.000Z') },
    { organization: authority, ...sign('Deputy head of the department', '2022-10-20T05:20:00.000Z') },
    { organization: hospital, ...sign('Director', '2022-10-20T05:30:00.000Z') },
  ],
}

const id = { id: ids.memorandum }

/** Memoranda, from the draft on. */
export const memorandumExamples: Record<string, OperationExamples> = {
  draftMemorandum: { request, reply: drafted },
  listMemoranda: { reply: { items: [active], next: cursor } },
  getMemorandum: { parameters: id, reply: active },
  appendMemorandumEvent: {
    parameters: id,
    requests: toRequests('memorandum'),
    reply: {
      ...active,
      version: 5,
      updatedAt: '2023-03-20T06:00:00.000Z',
      commitments: active.commitments.map((one) => ({ ...one, done: 8 })),
    },
  },
  ...logExamples('memorandum', 'memorandum.drafted'),
}
