import type { Programme } from '../../schemas/programme.ts'
import { WithdrawalReason } from '../../schemas/reasons.ts'
import type { ProgrammeContext } from '../../workflows/programme.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { ProgrammeDetail, Summary } from './detail.ts'

type Known = Map<string, Summary>

const summarize = (known: Known, id: string): Summary => {
  const found = known.get(id)
  if (!found) throw new Error(`organization ${id} is no party of its programme`)
  return { id: found.id, kind: found.kind, name: found.name }
}

const toFunders = ({ funders, currency }: ProgrammeContext, known: Known): Programme['funders'] =>
  funders.map(({ organization, tranches, amount }) => ({
    organization: summarize(known, organization),
    amount,
    received: {
      amount: tranches.reduce((sum, { received }) => sum + (received?.amount.amount ?? 0), 0),
      currency,
    },
    tranches,
  }))

const toEnding = ({ ending }: ProgrammeContext): Programme['ending'] =>
  ending && { ...ending, reason: WithdrawalReason.parse(ending.reason) }

/**
 * A programme as its parties see it. `joined` holds organizations that the event under way makes parties, of whom
 * `detail` does not know yet.
 */
export const toProgramme = (view: View, joined: Summary[] = []): Programme => {
  const { parties, memorandum, ...detail }: ProgrammeDetail = JSON.parse(view.detail)
  const context = getContext('programme', view.row)
  const known: Known = new Map([...joined, ...parties].map((one) => [one.id, one]))
  return {
    id: view.row.id,
    ...detail,
    ...(memorandum && { memorandum }),
    ...workflowPart(view),
    goals: context.goals,
    funders: toFunders(context, known),
    suppliers: Object.entries(context.parties)
      .filter(([, roles]) => roles.includes('supplier'))
      .map(([id]) => summarize(known, id)),
    allocations: context.allocations.map(({ hospital, equipmentType, quantity }) => ({
      hospital: summarize(known, hospital),
      equipmentType,
      quantity,
    })),
    reports: context.reports,
    ending: toEnding(context),
  }
}
