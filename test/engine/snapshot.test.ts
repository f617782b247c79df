import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import t from 'tap'
import * as z from 'zod'
import { Policy } from '../../schemas/donation.ts'
import { Kind, kinds } from '../../schemas/event.ts'
import { WorkflowRole } from '../../schemas/roles.ts'
import { findSlotMoves } from '../../scripts/probe-workflows.ts'
import {
  advance,
  availableEvents,
  findRefusal,
  isState,
  machineVersion,
  migrateRow,
  type Row,
  waitingFor,
} from '../../src/engine/snapshot.ts'
import { workflows } from '../../workflows/catalogue.ts'
import { type AnyEvent, deadlineEvents, findPlaces } from '../support/machines.ts'
import { memorandumInput, memorandumSamples } from '../support/memorandum-events.ts'
import { needInput, needSamples } from '../support/need-events.ts'
import { programmeInput, programmeSamples } from '../support/programme-events.ts'
import { recallInput, recallSamples } from '../support/recall-events.ts'
import {
  at,
  authority,
  club,
  donationSamples,
  endpointSamples,
  firstUnit,
  hospital,
  item,
  secondUnit,
  shipmentSamples,
  unitPolicy,
  unitSamples,
} from '../support/workflow-events.ts'

const row: Row = {
  ...{ id: firstUnit, kind: 'donation', streamId: firstUnit, parentId: null, state: 'promised', version: 7 },
  ...{ machineVersion: 1, context: { sum: 1 }, updatedAt: at, sequence: 7, hash: null },
}

const steps = {
  1: ({ context }: Pick<Row, 'state' | 'context'>) => ({
    state: 'pledged',
    context: { ...context, zone: 'UTC' },
  }),
  2: ({ state, context }: Pick<Row, 'state' | 'context'>) => ({ state, context: { total: context.sum } }),
}

t.test('brings a row up to the version of its machine, step by step', async (t) => {
  const expected = { ...row, state: 'pledged', machineVersion: 3, context: { total: 1 } }
  t.same(migrateRow(row, { version: 3, steps }), expected)
  t.same(migrateRow(row, { version: 2, steps }).context, { sum: 1, zone: 'UTC' })
  t.same(migrateRow({ ...row, machineVersion: 2 }, { version: 3, steps }).state, 'promised')
  t.same(migrateRow(row, { version: 1, steps }), row, 'one of that version stays as it is')
  t.equal(row.state, 'promised', 'the row that was given does not change')
})

t.test('refuses a row that no step leads on from, or that a later version wrote', async (t) => {
  t.throws(() => migrateRow(row, { version: 4, steps }), /donation .* no step from machine version 3/)
  t.throws(() => migrateRow({ ...row, machineVersion: 5 }, { version: 3, steps }), /machine version 5/)
  t.throws(() => migrateRow({ ...row, machineVersion: machineVersion('donation') + 1 }), /machine version/)
})

const Kept = z.array(
  z.object({ state: z.string(), machineVersion: z.int(), context: z.record(z.string(), z.unknown()) }),
)

const isStream = (kind: Kind) => kind !== 'shipment' && kind !== 'unit'

const folder = `${import.meta.dirname}/../fixtures/rows`
const readRows = (version: string) =>
  readdirSync(`${folder}/${version}`).flatMap((file) => {
    const kind = Kind.parse(basename(file, '.json'))
    const kept = Kept.parse(JSON.parse(readFileSync(`${folder}/${version}/${file}`, 'utf8')))
    return kept.map((one): Row => ({ ...row, ...one, kind, sequence: isStream(kind) ? 1 : null }))
  })

const parties = { [club]: ['donor'], [hospital]: ['recipient'], [authority]: ['partner'] }
const slotMoves: AnyEvent[] = findSlotMoves().map(({ from, to }) => ({
  ...{ type: 'unit.moved', at },
  data: { item, from, to },
}))
const samples: Record<Kind, AnyEvent[]> = {
  donation: [
    ...Object.values(donationSamples).filter(({ type }) => type !== 'party.added'),
    { ...donationSamples['contract.signed'], by: club },
    ...slotMoves,
  ],
  // Links, papers and gates would only multiply the places.
  shipment: Object.values(shipmentSamples).filter(
    ({ type }) => !/^(?:link|document|customs|checklist|gate)\./.test(type),
  ),
  unit: Object.values(unitSamples),
  need: Object.values(needSamples),
  memorandum: Object.values(memorandumSamples),
  programme: Object.values(programmeSamples),
  recall: Object.values(recallSamples),
  endpoint: Object.values(endpointSamples),
}
const sent = { ...samples, shipment: Object.values(shipmentSamples) }
const inputs: Record<Kind, unknown> = {
  donation: { zone: 'Asia/Almaty', policy: Policy.parse({}), parties, items: { [item]: 2 } },
  shipment: {
    ...{ zone: 'Asia/Almaty', units: [firstUnit, secondUnit] },
    ...{ customsStay: 10, acceptanceReminder: 3, acceptanceEscalation: 10, linkExpiry: 90 },
  },
  unit: { ...unitPolicy, zone: 'Asia/Almaty', item: 'item', takes: 'open' },
  need: needInput,
  memorandum: memorandumInput,
  programme: programmeInput,
  recall: recallInput,
  endpoint: { zone: 'Asia/Almaty', owner: club },
}

/** Keys that a fresh row in this state has, whichever way it came there. */
const findKeys = (kind: Kind) => {
  const { machine } = workflows[kind]
  const keys = new Map<string, string[]>()
  for (const { snapshot } of findPlaces(machine, inputs[kind], [
    ...samples[kind],
    ...deadlineEvents(machine),
  ])) {
    const state = String(snapshot.value)
    const own = Object.entries(snapshot.context).flatMap(([key, value]) => (value === undefined ? [] : [key]))
    keys.set(
      state,
      (keys.get(state) ?? own).filter((key) => own.includes(key)),
    )
  }
  return keys
}

for (const kind of kinds) {
  t.test(`loads every ${kind} that any version wrote`, async (t) => {
    const kept = readdirSync(folder)
      .flatMap(readRows)
      .filter((one) => one.kind === kind)
    const { machine } = workflows[kind]
    const keys = findKeys(kind)
    for (const old of kept) {
      const now = migrateRow(old)
      const said = `${old.state} of version ${old.machineVersion}`
      t.ok(isState(kind, now.state), said)
      t.same(
        (keys.get(now.state) ?? []).filter((key) => !(key in now.context)),
        [],
        `${said} lacks nothing`,
      )
      t.type(waitingFor(now).length, 'number')
      t.type(availableEvents(now, WorkflowRole.options, club).length, 'number')
      for (const { type, data, by } of [...sent[kind], ...deadlineEvents(machine)]) {
        const event = { type, data: z.record(z.string(), z.unknown()).parse(data ?? {}), by, at }
        findRefusal(now, event)
        const moved = advance(now, event)
        if (moved && !isState(kind, moved.state)) t.fail(`${said} takes ${type} to ${moved.state}`)
      }
    }
    const version = machineVersion(kind)
    const written = kept.filter((one) => one.machineVersion === version).map(({ state }) => state)
    t.same(
      Object.keys(machine.states).filter((state) => !written.includes(state)),
      [],
      `every state of version ${version} is kept in test/fixtures/rows/v${version}`,
    )
  })
}
