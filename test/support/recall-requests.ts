import { type Built, type Organization, speakAs } from './build.ts'
import type { Tenant } from './tenants.ts'

const newRecall = (mark: string) => ({
  title: `Recall ${mark}`,
  reference: `Reference ${mark}`,
  criteria: { maker: `Maker ${mark}` },
})

/**
 * Calls devices of a tenant back, twice, and withdraws the second recall. Answers its id, and that of the hospital's part
 * in the first, which waits for its answer.
 */
export const addRecall = async (built: Built, club: Organization, clinic: Organization, mark: string) => {
  const donor = speakAs(built, club)
  await donor.post('/v1/recalls', newRecall(mark))
  const { body: recall } = await donor.post('/v1/recalls', newRecall(mark))
  const withdrawal = { reason: 'other', note: `Note ${mark}` }
  const { status } = await donor.send(`/v1/recalls/${recall.id}`, 'recall.withdrawn', withdrawal)
  const { body: parts } = await speakAs(built, clinic).get('/v1/recalls')
  if (status !== 201 || parts.items.length !== 2) throw new Error(`a recall was answered with ${status}`)
  return { recall: String(recall.id), recallPart: String(parts.items[1].id) }
}

/** What a tenant asks of its recalls. */
export const recallRequests = {
  openRecall: ({ mark }: Tenant) => ({ isMeant: true as const, body: newRecall(mark) }),
  listRecalls: () => ({}),
  getRecall: ({ own }: Tenant) => ({ id: own.recall }),
  listRecalledUnits: ({ own }: Tenant) => ({ id: own.recall }),
  appendRecallEvent: ({ own }: Tenant) => ({ id: own.recall }),
  'appendRecallEvent recall.quarantined': ({ own }: Tenant) => ({
    id: own.recallPart,
    as: 'recipient' as const,
  }),
  listRecallEvents: ({ own }: Tenant) => ({ id: own.recall }),
  getRecallEvent: ({ own }: Tenant) => ({ id: own.recall }),
}
