import fc from 'fast-check'
import t from 'tap'
import * as z from 'zod'
import { Policy, type Slot, type Slots } from '../../schemas/donation.ts'
import { donationKinds } from '../../schemas/event.ts'
import { publicEvents } from '../../workflows/catalogue.ts'
import { openSlots, slotNames, standing, sumSlots } from '../../workflows/slots.ts'
import type { AnyEvent } from '../support/machines.ts'
import {
  dispatch,
  type Kind,
  machineOf,
  pass,
  plan,
  pledge,
  Refused,
  type Row,
  rowsOf,
  type Stream,
} from '../support/stream.ts'
import {
  at,
  club,
  donationSamples,
  hospital,
  shipmentSamples,
  unitSamples,
} from '../support/workflow-events.ts'

/** A donation whose contract is signed, over so many incubators and lasers. */
const contract = (incubators: number, lasers: number): Stream =>
  [
    donationSamples['donation.agreed'],
    donationSamples['contract.drafted'],
    donationSamples['contract.signed'],
    { ...donationSamples['contract.signed'], by: club },
  ].reduce<Stream>(
    (stream, event) => dispatch(stream, 'donation', event),
    pledge({
      zone: 'Asia/Almaty',
      policy: Policy.parse({}),
      parties: { [club]: ['donor'], [hospital]: ['recipient'] },
      items: { incubator: incubators, ...(lasers > 0 && { laser: lasers }) },
    }),
  )

const stateOf = ({ snapshot }: Row) => String(snapshot.value)
const donationOf = (stream: Stream) => stream.get('donation')?.snapshot
const itemsOf = (stream: Stream): Record<string, Slots> => donationOf(stream)?.context.items ?? {}

const samples: Record<Kind, Record<string, AnyEvent>> = {
  donation: donationSamples,
  shipment: shipmentSamples,
  unit: unitSamples,
}

/** An event of a type, about what the row really holds. */
const eventFor = (row: Row, type: string, choice: number): AnyEvent => {
  const sample = samples[row.kind][type] ?? { type, data: {}, at }
  const units: string[] = row.snapshot.context.units ?? []
  if (type === 'contract.reduced') {
    const items = Object.keys(row.snapshot.context.items ?? {})
    const [item, quantity] = [pick(items, choice), 1 + (choice % 3)]
    return { ...sample, data: { item, quantity, reason: 'donorUnable' } }
  }
  if (type === 'shipment.packed') {
    const packages = units.map((unit, n) => ({ number: `${n}`, units: [{ unit, serialNumber: unit }] }))
    return { ...sample, data: { packages } }
  }
  if (type === 'shipment.received') {
    const missing = units.filter((_, n) => (choice >> n) % 4 === 3)
    return { ...sample, data: { packages: 1, sealsIntact: true, missing } }
  }
  return sample
}

const pick = <One>(list: readonly One[], choice: number): One | undefined => list[choice % list.length]

interface Choice {
  what: number
  who: number
  how: number
}

// Links have a test of their own: nothing that happens to one touches the books.
const typesOf = (kind: Kind) =>
  publicEvents(kind)
    .map(([type]) => type)
    .filter((type) => !type.startsWith('link.'))
const publicTypes = { donation: typesOf('donation'), shipment: typesOf('shipment'), unit: typesOf('unit') }

/** Event types to choose from for the row; losses and cancellations mostly wait, or hardly a unit would ever arrive. */
const choosable = (row: Row, how: number) => {
  const known = machineOf(row.kind).states[stateOf(row)]?.on ?? {}
  const types = publicTypes[row.kind].filter((type) => type in known)
  return how % 8 === 0
    ? types
    : types.filter((type) => !/\.(?:cancelled|lost|reportedMissing|returned|added|reduced)$/.test(type))
}

/** The event that a choice sends: mostly one that the row's state knows, now and then anything at all. */
const choose = (stream: Stream, { what, who, how }: Choice): [Row, AnyEvent] | undefined => {
  const rows = [...stream.values()]
  if (what < 3) return undefined
  const isLikely = what > 3
  const row = pick(
    rows.filter((one) => !isLikely || choosable(one, how).length > 0),
    who,
  )
  const type =
    row && (isLikely ? pick(choosable(row, how), how >> 3) : pick(Object.values(publicTypes).flat(), how))
  return type ? [row, eventFor(row, type, how)] : undefined
}

/** One step as its choices say. */
const step = (stream: Stream, choice: Choice): Stream => {
  const { what, who, how } = choice
  const rows = [...stream.values()]
  const items = Object.keys(itemsOf(stream))
  if (what === 0)
    return plan(
      stream,
      Array.from({ length: 1 + (how % 3) }, (_, n) => ({ item: pick(items, who + n) ?? '' })),
    )
  if (what === 1) {
    const refused = pick(
      rowsOf(stream, 'unit').filter(({ clocks }) => clocks.size > 0 || how % 4 === 0),
      who,
    )
    return refused ? plan(stream, [{ item: refused.snapshot.context.item, replaces: refused.id }]) : stream
  }
  if (what === 2) {
    const [id, clock] =
      pick(
        rows.flatMap(({ id, clocks }) => [...clocks.keys()].map((clock) => [id, clock] as const)),
        who,
      ) ?? []
    return id && clock ? pass(stream, id, clock) : stream
  }
  const [row, event] = choose(stream, choice) ?? []
  return row && event ? dispatch(stream, row.id, event) : stream
}

const attempt = (stream: Stream, choice: Choice): Stream => {
  try {
    return step(stream, choice)
  } catch (error) {
    if (error instanceof Refused) return stream
    throw error
  }
}

/** The place that a unit in this state holds among the contracted ones; none where it holds none any more. */
const placeOf = (unit: Row): Slot | undefined => {
  const places: Record<string, Slot> = {
    planned: 'planned',
    packed: 'planned',
    inTransit: 'inTransit',
    arrived: 'arrived',
    rejected: 'remedying',
    repairing: 'remedying',
    accepted: 'accepted',
    acceptedWithRemarks: 'accepted',
    inService: 'inService',
    outOfService: 'inService',
    decommissioned: 'inService',
    disposed: 'rejected',
    lost: 'lost',
  }
  if (stateOf(unit) !== 'returned') return places[stateOf(unit)]
  return unit.snapshot.context.decision ? 'rejected' : undefined
}

const countUnits = (stream: Stream, item: string, quantity: number): Slots => {
  const counts = openSlots(quantity)
  for (const unit of rowsOf(stream, 'unit')) {
    const place = placeOf(unit)
    if (unit.snapshot.context.item !== item || !place) continue
    counts[place] += 1
    counts.open -= 1
  }
  return counts
}

type Quantities = Record<string, number>
const quantitiesOf = (stream: Stream): Quantities =>
  Object.fromEntries(Object.entries(itemsOf(stream)).map(([item, { open }]) => [item, open]))

const Reduction = z.object({ item: z.string(), quantity: z.int() })

/** What is contracted after a choice that was taken: less by what it left out. */
const lower = (quantities: Quantities, [, event]: [Row, AnyEvent]): Quantities => {
  if (event.type !== 'contract.reduced') return quantities
  const { item, quantity } = Reduction.parse(event.data)
  return { ...quantities, [item]: (quantities[item] ?? 0) - quantity }
}

/** What is wrong with the stream; nothing ever may be. */
const findFaults = (stream: Stream, quantities: Quantities): string[] => {
  const faults: string[] = []
  const state = String(donationOf(stream)?.value)
  for (const [item, slots] of Object.entries(itemsOf(stream))) {
    const quantity = quantities[item] ?? 0
    const counted = countUnits(stream, item, quantity)
    const total = slotNames.reduce((sum, name) => sum + slots[name], 0)
    if (total !== quantity) faults.push(`${item}: ${total} places for ${quantity} contracted units`)
    for (const name of slotNames) {
      if (slots[name] < 0) faults.push(`${item}: ${slots[name]} ${name}`)
      if (slots[name] !== counted[name])
        faults.push(`${item}: ${slots[name]} ${name}, and ${counted[name]} such units`)
    }
  }
  for (const unit of rowsOf(stream, 'unit')) {
    const place = placeOf(unit)
    if (place && unit.snapshot.context.slot !== place)
      faults.push(`${unit.id} is ${stateOf(unit)} at ${unit.snapshot.context.slot}`)
  }
  const all = sumSlots(Object.values(itemsOf(stream)))
  if (!['closed', 'cancelled'].includes(state) && standing(all) !== state)
    faults.push(`${state}, but its units are ${standing(all)}`)
  const units = slotNames.reduce((sum, name) => sum + all[name], 0)
  const settled = all.accepted + all.inService + all.rejected + all.lost
  const isSettled = ['accepted', 'inService', 'rejected', 'lost'].includes(state)
  if (state !== 'closed' && isSettled !== (settled === units))
    faults.push(`${state} with ${settled} of ${units} units settled`)
  for (const row of stream.values())
    if (row.snapshot.status === 'done' && row.clocks.size > 0)
      faults.push(`${row.id} has ended and ${[...row.clocks.keys()]} runs on`)
  return faults
}

const taken = ['accepted', 'acceptedWithRemarks', 'inService', 'outOfService', 'decommissioned']
const isTaken = (row: Row | undefined) => row?.kind === 'unit' && taken.includes(stateOf(row))

/** Units that were accepted and no longer are; what a hospital once took over stays taken over. */
const findUnaccepted = (before: Stream, after: Stream): string[] =>
  [...before.values()].filter((row) => isTaken(row) && !isTaken(after.get(row.id))).map(({ id }) => id)

// Without the bias towards small numbers, which would choose the first of everything again and again.
const walks = fc.noBias(
  fc.record({
    incubators: fc.integer({ min: 1, max: 3 }),
    lasers: fc.integer({ min: 0, max: 2 }),
    steps: fc.array(
      fc.record({ what: fc.nat({ max: 11 }), who: fc.nat({ max: 9999 }), how: fc.nat({ max: 9999 }) }),
      { minLength: 60, maxLength: 60 },
    ),
  }),
)

const walk = (from: Stream, steps: Choice[]) => steps.reduce(attempt, from)

t.test('whatever is sent in whatever order, the books are right after each step', async () => {
  fc.assert(
    fc.property(walks, ({ incubators, lasers, steps }) => {
      const contracted = contract(incubators, lasers)
      let stream = contracted
      let quantities = quantitiesOf(contracted)
      for (const choice of steps) {
        const after = attempt(stream, choice)
        const sent = after === stream ? undefined : choose(stream, choice)
        if (sent) quantities = lower(quantities, sent)
        const faults = [...findFaults(after, quantities), ...findUnaccepted(stream, after)]
        if (faults.length > 0) throw new Error(faults.join('; '))
        stream = after
      }
    }),
    { numRuns: 300 },
  )
})

t.test('what a row takes, those it tells can take too', async () => {
  fc.assert(
    fc.property(walks, ({ incubators, lasers, steps }) => {
      const stream = walk(contract(incubators, lasers), steps)
      for (const row of stream.values())
        for (const type of publicTypes[row.kind]) {
          // A receipt that misses a unit which the hospital has decided about contradicts it, and is refused as a whole.
          const event = eventFor(row, type, 0)
          if (row.snapshot.can(event)) dispatch(stream, row.id, event)
        }
    }),
    { numRuns: 100 },
  )
})

/** What willing parties do next: bring all that is under way to its end, plan what is open, and close. */
const findNext = (stream: Stream): ((stream: Stream) => Stream) | undefined => {
  const forward: Record<Kind, Record<string, string>> = {
    donation: { inService: 'donation.closed' },
    shipment: {
      planned: 'shipment.packed',
      packed: 'shipment.dispatched',
      dispatched: 'shipment.arrived',
      inCustoms: 'shipment.arrived',
      customsHold: 'shipment.customsReleased',
      arrived: 'shipment.received',
    },
    unit: {
      arrived: 'unit.accepted',
      rejected: 'unit.repairStarted',
      repairing: 'unit.repaired',
      accepted: 'unit.commissioned',
      acceptedWithRemarks: 'unit.commissioned',
    },
  }
  for (const row of stream.values()) {
    const type = forward[row.kind][stateOf(row)]
    if (type) return (before) => dispatch(before, row.id, eventFor(row, type, 0))
  }
  if (donationOf(stream)?.value === 'cancelled') return undefined
  const [item] = Object.entries(itemsOf(stream)).find(([, slots]) => slots.open > 0) ?? []
  return item ? (before) => plan(before, [{ item }]) : undefined
}

t.test('from wherever events lead, willing parties can bring every case to its end', async () => {
  fc.assert(
    fc.property(walks, ({ incubators, lasers, steps }) => {
      let stream = walk(contract(incubators, lasers), steps)
      for (let next = findNext(stream); next; next = findNext(stream)) stream = next(stream)
      const end = String(donationOf(stream)?.value)
      if (!['closed', 'cancelled', 'rejected', 'lost'].includes(end)) throw new Error(`stuck in ${end}`)
      const open = rowsOf(stream, 'shipment').filter(
        (row) => row.snapshot.status !== 'done' && stateOf(row) !== 'received',
      )
      if (open.length > 0) throw new Error(`${open.map(stateOf)} shipments are left`)
    }),
    { numRuns: 100 },
  )
})

t.test('random walks go everywhere a contracted donation can go', async (t) => {
  const seen = new Set<string>()
  const note = (stream: Stream) => {
    for (const row of stream.values()) seen.add(`${row.kind} ${stateOf(row)}`)
    return stream
  }
  for (const { incubators, lasers, steps } of fc.sample(walks, { numRuns: 200, seed: 20221020 })) {
    steps.reduce((stream, choice) => note(attempt(stream, choice)), contract(incubators, lasers))
  }
  const places = donationKinds.flatMap((kind) =>
    Object.keys(machineOf(kind).states).map((state) => `${kind} ${state}`),
  )
  t.strictSame(
    places.filter((place) => !seen.has(place)),
    [
      'donation pledged',
      'donation contracting',
      'donation declined',
      'donation withdrawn',
      'donation expired',
    ],
  )
})

/** The first shipment and unit of a stream after these events, each sent to the one of the two that it concerns. */
const send = (stream: Stream, types: string[]): Stream =>
  types.reduce((before, type) => {
    const row = rowsOf(before, type.startsWith('unit') ? 'unit' : 'shipment')[0]
    if (!row) throw new Error(`nothing takes ${type}`)
    return dispatch(before, row.id, eventFor(row, type, 0))
  }, stream)
const arrival = ['shipment.packed', 'shipment.dispatched', 'shipment.arrived']

const refusal = (message: string) => ({ message })

t.test('no more units are planned than are contracted', async (t) => {
  const full = plan(contract(2, 1), [{ item: 'incubator' }, { item: 'incubator' }])
  t.throws(() => plan(full, [{ item: 'incubator' }]), refusal('unit.moved in donation contracted'))
  t.throws(() => plan(full, [{ item: 'ventilator' }]), refusal('unit.moved in donation contracted'))
  t.ok(plan(full, [{ item: 'laser' }]))
})

t.test('a refused unit is replaced once, and only in its own place', async (t) => {
  const planned = plan(contract(2, 1), [{ item: 'incubator' }, { item: 'incubator' }])
  const [first, second] = rowsOf(planned, 'unit').map(({ id }) => id)
  const replaces = first ?? ''
  const refused = dispatch(
    send(planned, [...arrival, 'unit.rejected']),
    second ?? '',
    unitSamples['unit.rejected'],
  )
  const replaced = plan(refused, [{ item: 'incubator', replaces }])
  t.equal(replaced.get(replaces)?.snapshot.value, 'replaced')
  t.equal(donationOf(replaced)?.value, 'remedying', 'the other one still awaits its remedy')
  t.throws(
    () => plan(replaced, [{ item: 'incubator', replaces }]),
    refusal('unit.replaced in unit replaced'),
    'not in the place of the other one',
  )
  t.throws(
    () => plan(planned, [{ item: 'incubator', replaces }]),
    refusal('unit.moved in donation contracted'),
    'not before it was refused',
  )
})

t.test('a receipt can not miss a unit that the hospital has accepted', async (t) => {
  const accepted = send(plan(contract(1, 1), [{ item: 'incubator' }]), [...arrival, 'unit.accepted'])
  const [shipment] = rowsOf(accepted, 'shipment')
  const missing = rowsOf(accepted, 'unit').map(({ id }) => id)
  const receipt = {
    ...shipmentSamples['shipment.received'],
    data: { packages: 0, sealsIntact: false, missing },
  }
  t.throws(
    () => dispatch(accepted, shipment?.id ?? '', receipt),
    refusal('unit.reportedMissing in unit accepted'),
  )
})

t.test('a cancelled donation cancels what is planned and opens its places', async (t) => {
  const packed = send(plan(contract(1, 1), [{ item: 'incubator' }]), ['shipment.packed'])
  const cancelled = dispatch(packed, 'donation', donationSamples['donation.cancelled'])
  t.strictSame([...cancelled.values()].map(stateOf), ['cancelled', 'cancelled', 'cancelled'])
  t.match(itemsOf(cancelled), { incubator: { open: 1, planned: 0 } })
  t.throws(() => plan(cancelled, [{ item: 'laser' }]), refusal('unit.moved in donation cancelled'))
})

t.test('what a closed donation still had to see is counted: a unit put to use late, one found', async (t) => {
  let stream = send(plan(contract(2, 0), [{ item: 'incubator' }, { item: 'incubator' }]), arrival)
  const [one, other] = rowsOf(stream, 'unit').map(({ id }) => id)
  stream = dispatch(stream, one ?? '', unitSamples['unit.accepted'])
  stream = dispatch(stream, other ?? '', unitSamples['unit.reportedMissing'])
  stream = dispatch(stream, 'donation', donationSamples['donation.closed'])
  t.match(itemsOf(stream), { incubator: { accepted: 1, lost: 1 } })
  stream = dispatch(stream, one ?? '', unitSamples['unit.commissioned'])
  stream = dispatch(stream, other ?? '', unitSamples['unit.found'])
  t.match(itemsOf(stream), { incubator: { inService: 1, arrived: 1, lost: 0 } })
  t.equal(donationOf(stream)?.value, 'closed')
})
