import { Policy } from '../schemas/donation.ts'
import type { Kind } from '../schemas/event.ts'
import { advance, begin, type Moved, machineVersion, type Row } from '../src/engine/snapshot.ts'
import { workflows } from '../workflows/catalogue.ts'

// What a machine does inside its actions can't be read off its definition, so it is asked, with one input for each
// machine and one set of values that serves every event.
const at = '2022-10-20T09:00:00.000Z'
const data = {
  packages: [{ number: '1', units: [{ unit: 'unit', serialNumber: '1' }] }],
  missing: ['unit'],
  signatories: [],
  texts: [],
  parties: [],
  tranches: [],
  lines: [],
  gate: 'mains-fit',
  amount: { amount: 0, currency: 'KZT' },
}
const inputs: Record<Kind, object> = {
  donation: {
    ...{ zone: 'UTC', policy: Policy.parse({}), parties: {}, items: { item: 3 } },
    ...{ id: 'donation', needs: { item: 'need' } },
  },
  shipment: { ...Policy.parse({}), zone: 'UTC', units: ['unit'] },
  unit: { ...Policy.parse({}), zone: 'UTC', item: 'item', takes: 'open' },
  need: { zone: 'UTC', parties: {}, quantity: 2 },
  memorandum: {
    ...{ zone: 'UTC', parties: {}, draftedOn: '2022-10-20', endsOn: '2023-10-20' },
    ...{ texts: [], commitments: [] },
  },
  programme: { zone: 'UTC', parties: {}, currency: 'KZT', goals: [], funders: [], allocations: [] },
  recall: {
    ...{ zone: 'UTC', parties: {}, units: 0, onTheWay: 0 },
    hospitals: { hospital: { part: 'part', units: 0, onTheWay: 0 } },
    partOf: null,
  },
  endpoint: { zone: 'UTC', owner: 'owner' },
}

const rowOf = (kind: Kind, { state, context }: Omit<Moved, 'effects'>): Row => ({
  id: kind,
  kind,
  streamId: 'donation',
  parentId: null,
  state,
  context,
  version: 1,
  machineVersion: machineVersion(kind),
  updatedAt: at,
  sequence: null,
  hash: null,
})

const tellsOf = ({ effects }: Moved) =>
  effects.flatMap((effect) => (effect.does === 'tell' ? [effect.told] : []))

/** Everything that can be reached from `first`; `visit` answers what a step leads to. */
const explore = (first: Row[], visit: (row: Row) => Row[]) => {
  const queue = [...first]
  const seen = new Set<string>()
  for (let row = queue.shift(); row; row = queue.shift()) {
    const key = JSON.stringify([row.state, row.context])
    if (seen.has(key)) continue
    seen.add(key)
    if (seen.size > 10_000) throw new Error(`${row.kind} counts without an end`)
    queue.push(...visit(row))
  }
}

/** An event that others are told of when one happens. */
export interface Telling {
  type: string
  to: string
  tells: string
}

/** What the machine of a kind tells others, by the event it takes. */
export const findTellings = (kind: Kind): Telling[] => {
  const { context } = begin(kind, inputs[kind])
  const found = new Map<string, Telling>()
  for (const state of Object.keys(workflows[kind].machine.states))
    for (const type of Object.keys(workflows[kind].events)) {
      const moved = advance(rowOf(kind, { state, context }), { type, data, at })
      for (const { to, event } of moved ? tellsOf(moved) : [])
        found.set(`${type} ${event.type}`, {
          type,
          to: typeof to === 'object' ? 'elsewhere' : to,
          tells: event.type,
        })
    }
  return [...found.values()]
}

/** A move that units make among the slots of their item, and the events that bring it about. */
export interface SlotMove {
  from: string
  to: string
  by: string[]
}

export const findSlotMoves = (): SlotMove[] => {
  const found = new Map<string, SlotMove>()
  const note = (moved: Moved, type: string) => {
    for (const { event } of tellsOf(moved)) {
      const [from, to] = [String(event.data.from), String(event.data.to)]
      const by = new Set(found.get(`${from} ${to}`)?.by).add(type)
      found.set(`${from} ${to}`, { from, to, by: [...by] })
    }
    return rowOf('unit', moved)
  }
  const starts = ['open', 'remedying'].map((takes) =>
    note(begin('unit', { ...inputs.unit, takes }), 'unit.planned'),
  )
  explore(starts, (row) =>
    Object.keys(workflows.unit.events).flatMap((type) => {
      const moved = advance(row, { type, data: {}, at })
      return moved ? [note(moved, type)] : []
    }),
  )
  return [...found.values()]
}

/** Which state of a contracted donation can follow which, found by moving three units in every possible way. */
export const findFollowers = (): Set<string> => {
  const moves = findSlotMoves()
  const found = new Set<string>()
  const { context } = begin('donation', inputs.donation)
  explore([rowOf('donation', { state: 'contracted', context })], (row) =>
    moves.flatMap(({ from, to }) => {
      const moved = advance(row, { type: 'unit.moved', data: { item: 'item', from, to }, at })
      if (moved && moved.state !== row.state) found.add(`${row.state} ${moved.state}`)
      return moved ? [rowOf('donation', moved)] : []
    }),
  )
  return found
}
