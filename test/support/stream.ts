import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition } from 'xstate'
import type { donationKinds } from '../../schemas/event.ts'
import { workflows } from '../../workflows/catalogue.ts'
import { type AnyEvent, parseWanted, restore, type Taken, take } from './machines.ts'
import { at, unitPolicy } from './workflow-events.ts'

/** Kinds within a donation's stream. */
export type Kind = (typeof donationKinds)[number]

export interface Row {
  id: string
  kind: Kind
  parent?: string
  snapshot: AnyMachineSnapshot
  /** Running deadlines: what each sends when it passes. */
  clocks: Map<string, AnyEvent>
}

/** A donation with its shipments and units, in memory; never changed in place, so that a refusal leaves no trace. */
export type Stream = ReadonlyMap<string, Row>

export class Refused extends Error {}

interface Told {
  to: string
  event: AnyEvent
  isBroadcast: boolean
}

export const machineOf = (kind: Kind): AnyStateMachine => workflows[kind].machine

const getRow = (stream: Stream, id: string): Row => {
  const row = stream.get(id)
  if (!row) throw new Error(`nothing is known of ${id}`)
  return row
}

/** Stores what a row became; answers whom it tells. */
const settle = (rows: Map<string, Row>, row: Row, { next, wanted }: Taken): Told[] => {
  const clocks = new Map(row.clocks)
  const told: Told[] = []
  for (const wish of wanted) {
    if (wish.type === 'xstate.cancel') clocks.delete(wish.params.sendId)
    if (wish.type === 'xstate.raise') clocks.set(wish.params.id, wish.params.event)
    if (wish.type !== 'tell') continue
    const { to, event } = wish.params
    const isBroadcast = to === 'children'
    const audience = isBroadcast
      ? [...rows.values()].filter(({ parent }) => parent === row.id).map(({ id }) => id)
      : [to === 'stream' ? 'donation' : to]
    told.push(...audience.map((id) => ({ to: id, event: { ...event, at }, isBroadcast })))
  }
  // Through JSON, as a database would hold it.
  rows.set(row.id, { ...row, clocks, snapshot: restore(machineOf(row.kind), next) })
  return told
}

/** Lets what is told run its course: who is told by name must take it, a broadcast reaches whom it concerns. */
const cascade = (stream: Stream, first: Told[]): Stream => {
  const rows = new Map(stream)
  const queue = [...first]
  for (let told = queue.shift(); told; told = queue.shift()) {
    const row = getRow(rows, told.to)
    const taken = take(machineOf(row.kind), row.snapshot, told.event)
    if (taken) queue.push(...settle(rows, row, taken))
    else if (!told.isBroadcast) throw new Refused(`${told.event.type} in ${row.kind} ${row.snapshot.value}`)
  }
  return rows
}

export const dispatch = (stream: Stream, id: string, event: AnyEvent): Stream =>
  cascade(stream, [{ to: id, event, isBroadcast: false }])

/** Lets a running deadline pass. */
export const pass = (stream: Stream, id: string, sendId: string): Stream => {
  const row = getRow(stream, id)
  const event = row.clocks.get(sendId)
  if (!event) throw new Error(`${sendId} of ${id} does not run`)
  const clocks = new Map(row.clocks)
  clocks.delete(sendId)
  const rows = new Map(stream).set(id, { ...row, clocks })
  return cascade(rows, [{ to: id, event: { data: {}, at, ...event }, isBroadcast: true }])
}

const make = (stream: Stream, row: Omit<Row, 'snapshot' | 'clocks'>, input: object): Stream => {
  const [next, actions] = initialTransition(machineOf(row.kind), input)
  const rows = new Map(stream)
  return cascade(
    rows,
    settle(rows, { ...row, snapshot: next, clocks: new Map() }, { next, wanted: parseWanted(actions) }),
  )
}

export const pledge = (input: object): Stream => make(new Map(), { id: 'donation', kind: 'donation' }, input)

/** A shipment as `POST /v1/donations/{id}/shipments` plans it: units on open places, or in those of refused units. */
export const plan = (stream: Stream, units: { item: string; replaces?: string }[]): Stream => {
  const shipment = `shipment ${stream.size}`
  const ids = units.map((_, n) => `unit ${stream.size}.${n}`)
  const zone = 'Asia/Almaty'
  let after = make(
    stream,
    { id: shipment, kind: 'shipment', parent: 'donation' },
    { zone, customsStay: 10, acceptanceReminder: 3, acceptanceEscalation: 10, linkExpiry: 90, units: ids },
  )
  for (const [n, { item, replaces }] of units.entries()) {
    const id = ids[n] ?? ''
    const takes = replaces ? 'remedying' : 'open'
    after = make(after, { id, kind: 'unit', parent: shipment }, { ...unitPolicy, zone, item, takes })
    if (replaces) after = dispatch(after, replaces, { type: 'unit.replaced', data: { by: id }, at })
  }
  return after
}

export const rowsOf = (stream: Stream, kind: Kind): Row[] =>
  [...stream.values()].filter((row) => row.kind === kind)
