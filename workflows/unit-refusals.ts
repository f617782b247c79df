import type { Inspection } from '../schemas/inspection.ts'
import { toLocalDay } from '../schemas/local-day.ts'
import type { Check } from '../schemas/protocol.ts'
import { findProtocol } from '../schemas/protocol-catalogue.ts'
import type { Refusal } from './declaration.ts'
import { judge, listRefusals, type PinnedProtocol, withAdditions } from './inspection.ts'
import type { UnitMachineEvent } from './unit-events.ts'
import { isRepairOpen, refuseAnswer, refuseRepair } from './unit-follow-up-refusals.ts'
import type { UnitContext } from './unit-setup.ts'

/** The checks that were pinned to a unit; undefined where it was planned before there were protocols. */
export const findPinned = ({ protocol }: Pick<UnitContext, 'protocol'>): PinnedProtocol | undefined => {
  if (!protocol) return undefined
  const { slug, version, additions } = protocol
  const found = findProtocol(slug, version)
  if (!found) throw new Error(`there is no protocol ${slug} of version ${version}`)
  return { slug, version, checks: withAdditions(found, additions) }
}

/** What an inspection came to, check by check; undefined for a unit without a protocol. */
export const judgeUnit = (
  context: Pick<UnitContext, 'protocol' | 'zone'>,
  inspection: Inspection,
  at: string,
) => {
  const pinned = findPinned(context)
  if (!pinned) return undefined
  const { outcomes, missing } = judge({
    checks: pinned.checks,
    inspection,
    on: toLocalDay(at, context.zone),
  })
  const named = (wanted: string) =>
    outcomes
      .filter(({ outcome }) => outcome === wanted)
      .flatMap(({ check }): Check[] => pinned.checks.filter(({ id }) => id === check))
  return { passed: named('passed'), failed: named('failed'), missing }
}

interface UnitDecision {
  outcome: 'accepted' | 'acceptedWithRemarks' | 'rejected'
  inspection?: Inspection
}

/** Every reason why a decision about a unit is refused. */
export const listDecisionRefusals = (
  context: Pick<UnitContext, 'protocol' | 'zone'>,
  { outcome, inspection }: UnitDecision,
  decidedAt: string,
): Refusal[] => {
  const pinned = findPinned(context)
  if (!pinned) return inspection ? [{ problem: 'protocol-not-pinned', pointer: '/data/inspection' }] : []
  return listRefusals({ outcome, pinned, inspection, decidedAt, zone: context.zone })
}

const outcomes = {
  'unit.accepted': 'accepted',
  'unit.acceptedWithRemarks': 'acceptedWithRemarks',
  'unit.rejected': 'rejected',
} as const

/** Why the unit, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refuseUnit = (context: UnitContext, event: UnitMachineEvent): Refusal | undefined => {
  switch (event.type) {
    case 'unit.accepted':
    case 'unit.acceptedWithRemarks':
    case 'unit.rejected': {
      const { inspection } = event.data
      return listDecisionRefusals(context, { outcome: outcomes[event.type], inspection }, event.at)[0]
    }
    case 'unit.failed':
      return isRepairOpen(context) ? { problem: 'repair-open' } : undefined
    case 'followUp.answered':
      return refuseAnswer(context, event.data, event.at)
    case 'repair.accepted':
      return refuseRepair(context, event.type, event.data.expectedOn, event.at)
    case 'repair.done':
    case 'repair.refused':
      return refuseRepair(context, event.type)
  }
}

/** Whether there is anything for such an event to say, whatever it carries. */
export const isUnitOpenTo = (context: UnitContext, type: string): boolean => {
  switch (type) {
    case 'unit.failed':
      return !isRepairOpen(context)
    case 'followUp.answered':
      return context.followUps.some(({ state }) => state !== 'answered')
    case 'repair.accepted':
    case 'repair.done':
    case 'repair.refused':
      return refuseRepair(context, type) === undefined
    default:
      return true
  }
}
