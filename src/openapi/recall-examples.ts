import type * as z from 'zod'
import type { NewRecall, Recall, RecalledUnit, RecallSummary } from '../../schemas/recall.ts'
import { codes, cursor, hospital, ids, type OperationExamples, supplier } from './cast.ts'
import { logExamples, toRequests } from './event-examples.ts'

const createdAt = '2023-04-28T05:00:00.000Z'
const criteria = {
  maker: 'Maker of the incubators',
  model: 'Incubator 2022',
  serialNumbers: { from: 'FN-1001', to: 'FN-1002' },
}

const newRecall: z.input<typeof NewRecall> = {
  title: 'The temperature sensor may drift',
  reference: 'FSN-2023-017',
  criteria,
}

const recall: Recall = {
  id: ids.recall,
  state: 'open',
  version: 1,
  waitingFor: ['recipient'],
  availableEvents: ['recall.withdrawn'],
  deadlines: [{ name: 'reminder', dueAt: '2023-05-05T17:59:59.999Z' }],
  updatedAt: createdAt,
  title: 'The temperature sensor may drift',
  reference: 'FSN-2023-017',
  criteria,
  owner: supplier,
  hospitals: [{ hospital, units: 2, onTheWay: 0 }],
  progress: { units: 2, hospitals: 1, confirmed: 0 },
  createdAt,
}

const summary: RecallSummary = {
  id: ids.recall,
  state: 'open',
  title: recall.title,
  reference: recall.reference,
  owner: supplier,
  progress: recall.progress,
  createdAt,
}

const unit: RecalledUnit = {
  id: ids.unit,
  code: codes.unit,
  donation: ids.donation,
  hospital: ids.hospital,
  state: 'inService',
  maker: 'Maker of the incubators',
  model: 'Incubator 2022',
  serialNumber: 'FN-1001',
}

const answered: Recall = {
  ...recall,
  state: 'completed',
  version: 2,
  waitingFor: [],
  availableEvents: [],
  deadlines: [],
  updatedAt: '2023-04-29T05:00:00.000Z',
  hospitals: [
    {
      hospital,
      units: 2,
      onTheWay: 0,
      confirmedAt: '2023-04-29T05:00:00.000Z',
      quarantined: 2,
      notFound: 0,
      awaited: 0,
    },
  ],
  progress: { units: 2, hospitals: 1, confirmed: 1 },
}

const id = { id: ids.recall }

/** Recalls, and what they found. */
export const recallExamples: Record<string, OperationExamples> = {
  openRecall: { request: newRecall, reply: recall },
  listRecalls: { reply: { items: [summary], next: cursor } },
  getRecall: { parameters: id, reply: recall },
  listRecalledUnits: { parameters: id, reply: { items: [unit] } },
  appendRecallEvent: { parameters: id, requests: toRequests('recall'), reply: answered },
  ...logExamples('recall', 'recall.opened'),
}
