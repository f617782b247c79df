import { Policy } from '../schemas/donation.ts'
import type { MigrationStep } from './catalogue.ts'

/** Version 1 knew neither confirmation links nor what comes of them. */
const addConfirmations: MigrationStep = ({ state, context }) => {
  const { acceptanceReminder, acceptanceEscalation, linkExpiry } = Policy.parse({})
  const added = { acceptanceReminder, acceptanceEscalation, linkExpiry }
  return { state, context: { ...added, ...context, links: [], confirmations: [], acts: [] } }
}

export const shipmentSteps = { 1: addConfirmations }
