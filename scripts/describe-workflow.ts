import type { AnyStateMachine, AnyTransitionDefinition } from 'xstate'
import type { Kind } from '../schemas/event.ts'
import type { WorkflowRole } from '../schemas/roles.ts'
import { workflows } from '../workflows/catalogue.ts'
import { findFollowers } from './probe-workflows.ts'

/** One way from a state: by an event that is sent or told, a deadline, or because the state no longer fits. */
export interface Passage {
  /** Undefined where the event makes the row. */
  from: string | undefined
  /** The state itself where the event leaves it as it is. */
  to: string
  /** Type of the event that the machine takes. */
  takes?: string
  deadline?: string
  /** Types of the events that the log shows besides. */
  records: string[]
}

export interface StateDescription {
  name: string
  says: string
  waitsFor: readonly WorkflowRole[]
  /** Deadlines that run while it is in this state. */
  deadlines: string[]
  isEnd: boolean
}

export interface WorkflowDescription {
  kind: Kind
  states: StateDescription[]
  passages: Passage[]
}

/** The event that makes a row of each kind. */
const makers: Record<Kind, string> = {
  donation: 'donation.pledged',
  shipment: 'shipment.planned',
  unit: 'unit.planned',
  need: 'need.drafted',
  memorandum: 'memorandum.drafted',
  programme: 'programme.planned',
  recall: 'recall.opened',
  endpoint: 'endpoint.created',
}

/** XState names the event of an `after` itself; a clock that outlives a state sends `deadline.<name>`. */
const findDeadline = (type: string) => /^(?:xstate\.after|deadline)\.(\w+)/.exec(type)?.[1]

const recordsOf = ({ actions }: AnyTransitionDefinition) =>
  actions.flatMap((action) => {
    const isRecord = typeof action === 'object' && action.type === 'record' && 'params' in action
    if (!isRecord || typeof action.params !== 'object' || action.params === null) return []
    return 'type' in action.params ? [String(action.params.type)] : []
  })

const isFollowing = ({ guard }: AnyTransitionDefinition) =>
  typeof guard === 'object' && 'type' in guard && guard.type === 'stands'

/** What the machine of a kind says of itself. */
export const describeWorkflow = (kind: Kind): WorkflowDescription => {
  const machine: AnyStateMachine = workflows[kind].machine
  const followers = kind === 'donation' ? findFollowers() : new Set()
  const initial = String(machine.config.initial)
  const passages: Passage[] = [{ from: undefined, to: initial, takes: makers[kind], records: [] }]
  const states: StateDescription[] = []
  for (const [name, node] of Object.entries(machine.states)) {
    const toPassage = (transition: AnyTransitionDefinition): Passage => ({
      from: name,
      to: transition.target?.[0]?.key ?? name,
      records: recordsOf(transition),
    })
    const sent: Passage[] = Object.entries(node.on).flatMap(([type, transitions]) => {
      const deadline = findDeadline(type)
      return transitions.map((one) => ({ ...toPassage(one), ...(deadline ? { deadline } : { takes: type }) }))
    })
    // A state that follows the units lists every other one as the next; which of them can be was found by trying.
    const always = (node.always ?? [])
      .filter((one) => !isFollowing(one) || followers.has(`${name} ${one.target?.[0]?.key}`))
      .map(toPassage)
    passages.push(...sent, ...always)
    states.push({
      name,
      says: node.description ?? '',
      waitsFor: node.meta?.waitsFor ?? [],
      deadlines: sent.flatMap(({ deadline }) => deadline ?? []),
      isEnd: [...sent, ...always].every(({ to }) => to === name),
    })
  }
  return { kind, states, passages }
}
