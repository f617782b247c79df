import type * as z from 'zod'
import type { Match, PledgeMatch } from '../../schemas/match.ts'
import type { Need, NeedChange, NeedSummary, NewNeed } from '../../schemas/need.ts'
import { authority, cursor, hospital, ids, type OperationExamples } from './cast.ts'
import { logExamples, toRequests } from './event-examples.ts'

const createdAt = '2022-10-04T05:00:00.000Z'

const request: z.input<typeof NewNeed> = {
  department: ids.department,
  equipmentType: ids.equipmentType,
  quantity: 6,
  urgency: 'critical',
  justification: 'Newborns of low weight share three incubators.',
  contactRole: 'Biomedical engineer',
  neededBy: '2023-03-31',
  authority: ids.authority,
}

const equipmentType = {
  id: ids.equipmentType,
  slug: 'neonatal-incubator',
  names: {
    kk: 'Жаңа туған нәрестеге арналған инкубатор',
    ru: 'Инкубатор для новорождённых',
    en: 'Neonatal incubator',
  },
}

const summary: NeedSummary = {
  id: ids.need,
  state: 'endorsed',
  hospital,
  department: { id: ids.department, name: 'Neonatal intensive care' },
  equipmentType,
  region: 'KZ-75',
  quantity: 6,
  remaining: 6,
  urgency: 'critical',
  neededBy: '2023-03-31',
  createdAt,
}

const draft: Need = {
  ...summary,
  state: 'draft',
  version: 1,
  waitingFor: ['recipient'],
  availableEvents: ['need.submitted', 'need.withdrawn'],
  deadlines: [],
  updatedAt: createdAt,
  delivered: 0,
  authority,
  justification: request.justification,
  contactRole: request.contactRole,
  coverage: [],
}

const endorsed: Need = {
  ...draft,
  state: 'endorsed',
  version: 3,
  waitingFor: ['donor'],
  availableEvents: [],
  deadlines: [{ name: 'neededBy', dueAt: '2023-03-31T17:59:59.999Z' }],
  updatedAt: '2022-10-07T05:00:00.000Z',
  endorsedAt: '2022-10-07T05:00:00.000Z',
}

const covered: Need = {
  ...endorsed,
  version: 4,
  updatedAt: '2022-10-20T09:00:00.000Z',
  remaining: 2,
  coverage: [{ donation: ids.donation, item: ids.item, quantity: 4, state: 'reserved' }],
}

const change: z.input<typeof NeedChange> = { quantity: 4, neededBy: null }
const changed: Need = {
  ...draft,
  version: 2,
  quantity: 4,
  remaining: 4,
  neededBy: undefined,
  updatedAt: '2022-10-05T05:00:00.000Z',
}

const judged: Omit<Match, 'need'> = {
  score: 75,
  covers: 4,
  reasons: [
    { code: 'urgency', text: 'How urgent the need is: critical.' },
    { code: 'coversPart', text: 'The offer covers a part: 4 of the 6 that are left of the need.' },
    { code: 'region', text: 'The hospital is in the region that was asked for: KZ-75.' },
  ],
  blockers: [{ code: 'frequency', text: 'Frequency: the device needs 60 Hz; the department has 50 Hz.' }],
}
const match: Match = { need: summary, ...judged }
const pledge: PledgeMatch = {
  donation: ids.donation,
  item: ids.item,
  title: 'Incubators for newborns',
  recipient: hospital,
  equipmentType,
  quantity: 4,
  ...judged,
  score: 60,
  reasons: judged.reasons.slice(0, 2),
  blockers: [],
}

const id = { id: ids.need }

/** Needs of hospitals, from the draft to the pledges that cover them. */
export const needExamples: Record<string, OperationExamples> = {
  createNeed: { request, reply: draft },
  listNeeds: { reply: { items: [summary], next: cursor } },
  listOpenNeeds: { reply: { items: [summary], next: cursor } },
  getNeed: { parameters: id, reply: covered },
  appendNeedEvent: { parameters: id, requests: toRequests('need'), reply: endorsed },
  changeNeed: { parameters: id, request: change, reply: changed },
  listMatches: { reply: { items: [match] } },
  listNeedMatches: { parameters: id, reply: { items: [pledge] } },
  ...logExamples('need', 'need.drafted'),
}
