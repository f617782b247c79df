import { type AnyMachineSnapshot, type AnyStateMachine, transition } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import * as z from 'zod'

/** An event of whatever machine. */
export interface AnyEvent {
  type: string
  data?: unknown
  by?: string
  at?: string
}

const Event = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()).optional() })

/** Somebody of the same stream, or another stream. */
const To = z.union([z.string(), z.strictObject({ stream: z.string() }).transform(({ stream }) => stream)])

/** All that a machine may want done; a transition that asks for anything else, such as a spawned child, fails to parse. */
const Wanted = z.discriminatedUnion('type', [
  z.object({ type: z.literal('record'), params: z.object({ type: z.string() }) }),
  z.object({ type: z.literal('tell'), params: z.object({ to: To, event: Event }) }),
  z.object({
    type: z.literal('xstate.raise'),
    params: z.object({ id: z.string(), delay: z.int().nonnegative(), event: Event }),
  }),
  z.object({ type: z.literal('xstate.cancel'), params: z.object({ sendId: z.string() }) }),
])
export type Wanted = z.infer<typeof Wanted>

export interface Taken {
  next: AnyMachineSnapshot
  wanted: Wanted[]
}

export const parseWanted = (actions: readonly unknown[]): Wanted[] =>
  actions.map((action) => Wanted.parse(action))

/** What the event does to the snapshot; undefined where the machine refuses it, which it must then do without a trace. */
export const take = (
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: AnyEvent,
): Taken | undefined => {
  const [next, actions] = transition(machine, snapshot, event)
  if (snapshot.can(event)) return { next, wanted: parseWanted(actions) }
  if (next !== snapshot || actions.length > 0)
    throw new Error(`${event.type} is refused and yet does something`)
}

/** The snapshot as it comes back from a database. */
export const restore = (
  machine: AnyStateMachine,
  { value, context }: AnyMachineSnapshot,
): AnyMachineSnapshot => machine.resolveState(JSON.parse(JSON.stringify({ value, context })))

const clockName = (sendId: string) => /^xstate\.after\.(\w+)\./.exec(sendId)?.[1] ?? sendId

/** A wish in words, so that tables of them can be read. */
export const sayWish = (wish: Wanted): string => {
  switch (wish.type) {
    case 'record':
      return `records ${wish.params.type}`
    case 'xstate.raise':
      return `starts ${clockName(wish.params.id)}`
    case 'xstate.cancel':
      return `stops ${clockName(wish.params.sendId)}`
    case 'tell': {
      const { to, event } = wish.params
      const move = event.data?.from === undefined ? '' : ` ${event.data.from} → ${event.data.to}`
      return `tells ${to} ${event.type}${move}`
    }
  }
}

/** A place that a machine can come to, and the shortest way there. */
export interface Place {
  snapshot: AnyMachineSnapshot
  way: string[]
}

export const sayWay = ({ snapshot, way }: Place) => `${snapshot.value} by ${way.join(', ')}`

/** Every place the events lead to, nearest first: the machine's own shortest paths. */
export const findPlaces = (machine: AnyStateMachine, input: unknown, events: readonly AnyEvent[]): Place[] =>
  getShortestPaths(machine, {
    input,
    events,
    // A machine that counts without an end, below zero for one, fails here rather than runs for ever.
    limit: 20_000,
    serializeState: ({ value, context }) => JSON.stringify([value, context]),
  })
    .map(({ state, steps }) => ({ snapshot: state, way: steps.slice(1).map(({ event }) => event.type) }))
    .sort((one, other) => one.way.length - other.way.length)

/** The events that a machine's own deadlines send it. */
export const deadlineEvents = (machine: AnyStateMachine): AnyEvent[] =>
  Object.values(machine.states).flatMap((node) =>
    Object.keys(node.on)
      .filter((type) => /^(xstate\.after|deadline)\./.test(type))
      .map((type) => ({ type, data: {}, at: '2022-12-20T18:59:59.999Z' })),
  )

/** Name of an event in a table of decisions. */
const sayEvent = ({ type, data }: AnyEvent): string => {
  const deadline = /^(?:xstate\.after|deadline)\.(\w+)/.exec(type)?.[1]
  if (deadline) return `after ${deadline}`
  const { from, to } = { from: '', to: '', ...(typeof data === 'object' ? data : {}) }
  return from === '' ? type : `${type} ${from} → ${to}`
}

/** What a place makes of each event: the next state and what is wanted. Events that it refuses are left out. */
export const decideEach = (
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  events: readonly AnyEvent[],
) => {
  const decided: Record<string, string[]> = {}
  for (const event of events) {
    const taken = take(machine, snapshot, event)
    if (taken) decided[sayEvent(event)] = [String(taken.next.value), ...taken.wanted.map(sayWish)]
  }
  return decided
}

/** What each state decides of every event, at the end of the shortest way to it; a state that is not reached is missing. */
export const decideAll = (
  machine: AnyStateMachine,
  places: readonly Place[],
  events: readonly AnyEvent[],
): Record<string, Record<string, string[]>> =>
  Object.fromEntries(
    Object.keys(machine.states).flatMap((state) => {
      const place = places.find(({ snapshot }) => snapshot.value === state)
      return place ? [[state, decideEach(machine, place.snapshot, events)]] : []
    }),
  )

/** Places where a row read back from the database would answer an event in another way than the live one does. */
export const findForgetful = (
  machine: AnyStateMachine,
  places: readonly Place[],
  events: readonly AnyEvent[],
) =>
  places.filter(({ snapshot }) => {
    const restored = restore(machine, snapshot)
    return events.some((event) => {
      const [live, again] = [take(machine, snapshot, event), take(machine, restored, event)]
      const tell = (taken: Taken | undefined) =>
        JSON.stringify(taken && [taken.next.value, taken.next.context, taken.wanted])
      return tell(live) !== tell(again)
    })
  })
