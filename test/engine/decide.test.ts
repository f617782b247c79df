import t from 'tap'
import { Policy } from '../../schemas/donation.ts'
import { type Decision, openDecision, rolesOf } from '../../src/engine/decide.ts'
import { begin, getContext, type MachineEvent, type Row } from '../../src/engine/snapshot.ts'
import {
  at,
  authority,
  club,
  firstUnit,
  hospital,
  secondUnit,
  stranger,
  unitPolicy,
} from '../support/workflow-events.ts'

const parties = { [club]: ['donor'], [hospital]: ['recipient'] }
const donation = authority
const shipment = stranger
const actor = { organization: club, key: club }

const make = (id: string, kind: Row['kind'], parentId: string | null, input: unknown): Row => {
  const { state, context } = begin(kind, input)
  return {
    ...{
      id,
      kind,
      streamId: donation,
      parentId,
      state,
      context,
      version: 3,
      machineVersion: 1,
      updatedAt: at,
    },
    ...{ sequence: parentId ? null : 5, hash: parentId ? null : 'a'.repeat(64) },
  }
}

const stream: Row = {
  ...make(donation, 'donation', null, {
    ...{ zone: 'Asia/Almaty', policy: Policy.parse({}), parties, items: { item: 2 } },
  }),
  state: 'contracted',
}
const open = (rows: Row[], now = at) =>
  openDecision({ stream, rows: [stream, ...rows], actor, by: club, occurredAt: at, now })

const carried = { zone: 'Asia/Almaty', customsStay: 10, units: [firstUnit, secondUnit] }
const event = (type: string, data = {}): MachineEvent => ({ type, data, by: club, at })

const dispatched = (): Row => ({ ...make(shipment, 'shipment', donation, carried), state: 'dispatched' })

t.test('neither sets nor leaves a deadline that the same decision puts away', async (t) => {
  const row = dispatched()
  const decision = open([row])
  decision.send(row, event('shipment.customsEntered'))
  decision.send(row, event('shipment.customsReleased'))
  const { deadlinesSet, deadlinesCancelled } = decision.close()
  t.same(deadlinesSet, [])
  t.match(deadlinesCancelled, [{ workflowId: shipment, sendId: 'customsStay' }])
})

t.test('sets a deadline anew that the same decision put away', async (t) => {
  const row: Row = { ...dispatched(), state: 'inCustoms' }
  const decision = open([row])
  decision.send(row, event('shipment.customsReleased'))
  decision.send(row, event('shipment.customsEntered'))
  const { deadlinesSet, deadlinesCancelled } = decision.close()
  t.match(deadlinesSet, [{ workflowId: shipment, name: 'customsStay', dueAt: '2022-10-30T17:59:59.999Z' }])
  t.same(deadlinesCancelled, [])
})

const types = ({ entries }: Decision) =>
  entries.map(({ body }) => {
    const { type, subject, sequence } = JSON.parse(body)
    return `${sequence} ${type} ${subject.id}`
  })

t.test('passes an event on in the order in which rows were made, however they were read', async (t) => {
  const units = [firstUnit, secondUnit].map(
    (id): Row => ({
      ...make(id, 'unit', shipment, { ...unitPolicy, zone: 'UTC', item: 'item', takes: 'open' }),
      state: 'packed',
    }),
  )
  const packed: Row = { ...dispatched(), state: 'packed' }
  const full: Row = {
    ...stream,
    context: { ...stream.context, items: { item: { ...slots, open: 0, planned: 2 } } },
  }
  const expected = [
    `6 shipment.dispatched ${shipment}`,
    `7 unit.dispatched ${firstUnit}`,
    `8 unit.dispatched ${secondUnit}`,
    `9 donation.shipped ${donation}`,
  ]
  for (const rows of [units, units.toReversed()]) {
    const decision = openDecision({
      stream: full,
      rows: [full, packed, ...rows],
      actor,
      by: club,
      occurredAt: at,
      now: at,
    })
    decision.send(packed, event('shipment.dispatched', { mode: 'air' }))
    const closed = decision.close()
    t.same(types(closed), expected)
    t.same(
      [...closed.rows.values()].map(({ version }) => version),
      [4, 4, 4, 4],
      'each is a version further',
    )
    t.match(closed.rows.get(donation), { state: 'shipping', sequence: 9, hash: closed.entries.at(-1)?.hash })
  }
})

const slots = getContext('donation', stream).items.item

const findRefusal = (work: () => void): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
}

t.test('refuses the whole of what has a part that is refused', async (t) => {
  const row: Row = { ...make(shipment, 'shipment', donation, carried), state: 'planned' }
  const arrived: Row = {
    ...make(firstUnit, 'unit', shipment, { ...unitPolicy, zone: 'UTC', item: 'item', takes: 'open' }),
    state: 'arrived',
  }
  const packages = [firstUnit, secondUnit].map((unit) => ({
    number: unit,
    units: [{ unit, serialNumber: unit }],
  }))
  const decision = open([row, arrived, { ...arrived, id: secondUnit }])
  t.match(
    findRefusal(() => decision.send(row, event('shipment.packed', { packages }))),
    {
      slug: 'transition-not-allowed',
      options: { extensions: { state: 'arrived' } },
    },
  )
  t.match(
    findRefusal(() => open([row]).send(row, event('shipment.arrived'))),
    {
      slug: 'transition-not-allowed',
      options: {
        extensions: {
          state: 'planned',
          availableEvents: [
            'document.recorded',
            'document.withdrawn',
            'customs.declared',
            'shipment.packed',
            'shipment.cancelled',
            'checklist.answered',
          ],
        },
      },
    },
  )
})

t.test('knows what an organization may be in a stream', async (t) => {
  t.same(rolesOf(stream, hospital), ['recipient'])
  t.same(rolesOf(stream, stranger), [])
  t.same(rolesOf(stream, undefined), [])
  t.same(rolesOf({ ...stream, context: {} }, hospital), [])
})
