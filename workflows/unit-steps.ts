import * as z from 'zod'
import { Policy } from '../schemas/donation.ts'
import { OutageReason } from '../schemas/reasons.ts'
import type { MigrationStep } from './catalogue.ts'

const Outage = z.object({ since: z.string(), reason: OutageReason })

/** Version 1 asked nobody how a unit fares once it is in service, nor to repair one that does not work. */
const addFollowUps: MigrationStep = ({ state, context }) => {
  const { followUp30, followUp90, followUp180, followUp365, followUpAnswer } = Policy.parse({})
  const policy = { followUp30, followUp90, followUp180, followUp365, followUpAnswer }
  const { data: outage } = Outage.safeParse(context.outage)
  const repair = outage && { state: 'requested', reason: outage.reason, requestedAt: outage.since }
  return { state, context: { ...policy, followUps: [], ...context, ...(repair && { repair }) } }
}

export const unitSteps = { 1: addFollowUps }
