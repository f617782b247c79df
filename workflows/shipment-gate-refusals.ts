import { findChecklist } from '../schemas/checklist-catalogue.ts'
import type { Waiver } from '../schemas/gate.ts'
import type { Refusal, Sent } from './declaration.ts'
import { gateCatalogue } from './gate-catalogue.ts'
import type { gateEvents } from './shipment-gate-events.ts'

type GateEvent = Sent<typeof gateEvents>
type In<Type> = Extract<GateEvent, { type: Type }>

const refuseAnswers = ({ data }: In<'checklist.answered'>): Refusal | undefined => {
  const checklist = findChecklist(data.checklist, data.version)
  if (!checklist) return { problem: 'checklist-unknown', pointer: '/data/checklist' }
  const seen = new Set<string>()
  for (const [place, { item, answer }] of data.answers.entries()) {
    const pointer = `/data/answers/${place}`
    const asked = checklist.items.find(({ id }) => id === item)
    if (!asked) return { problem: 'question-unknown', pointer: `${pointer}/item`, values: { item } }
    if (seen.has(item)) return { problem: 'duplicate-entry', pointer: `${pointer}/item` }
    if (answer === 'notApplicable' && !asked.mayNotApply)
      return { problem: 'question-always-applies', pointer: `${pointer}/answer`, values: { item } }
    seen.add(item)
  }
}

const refuseWaiver = (waivers: readonly Waiver[], { data }: In<'gate.waived'>): Refusal | undefined => {
  const { gate } = data
  const pointer = '/data/gate'
  if (gateCatalogue[gate].mayWaive.length === 0)
    return { problem: 'gate-not-waivable', pointer, values: { gate } }
  if (waivers.some((one) => one.gate === gate))
    return { problem: 'gate-already-waived', pointer, values: { gate } }
}

/** Why a shipment refuses an event about its gates; undefined where it does not. Roles are looked at elsewhere. */
export const refuseGateEvent = (
  { waivers = [] }: { waivers?: Waiver[] },
  event: GateEvent,
): Refusal | undefined => {
  switch (event.type) {
    case 'checklist.answered':
      return refuseAnswers(event)
    case 'gate.waived':
      return refuseWaiver(waivers, event)
    case 'gate.waiverWithdrawn': {
      const { gate } = event.data
      if (!waivers.some((one) => one.gate === gate))
        return { problem: 'gate-not-waived', pointer: '/data/gate', values: { gate } }
    }
  }
}
