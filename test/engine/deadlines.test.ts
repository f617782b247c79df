import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import t from 'tap'
import type { Database } from '../../src/database/client.ts'
import { connect } from '../../src/database/client.ts'
import { deadlines, workflows } from '../../src/database/tables.ts'
import { details } from '../../src/details.ts'
import { createFireDue } from '../../src/engine/deadlines.ts'
import { build } from '../support/build.ts'
import { fireAll, makeFire, passTime } from '../support/deadlines.ts'
import { inspect } from '../support/inspect.ts'
import { findBreaks, parseEvent, readStored, replayLog } from '../support/log.ts'
import { joinNode } from '../support/node.ts'
import { makeCast, newDonation, walk } from '../support/walk.ts'

t.setTimeout(100_000)

const readLog = async (db: Database, id: string) => (await readStored(db, id)).log.map(parseEvent)
const namesOf = async (db: Database, id: string) =>
  (await readStored(db, id)).deadlines.map(({ name }) => name).sort()

t.test('lets a pledge expire', async (t) => {
  const built = await build(t)
  const { id, path, hospital } = await walk(built, await makeCast(built), { until: 'pledged' })
  const before = await hospital.get(path)
  t.match(before.body, { state: 'pledged', deadlines: [{ name: 'pledgeExpiry' }] })
  await fireAll(built.db)
  t.equal((await hospital.get(path)).body.state, 'pledged', 'not before its time')

  await passTime(built.db, id, 'pledgeExpiry')
  await fireAll(built.db)
  const after = await hospital.get(path)
  t.match(after.body, { state: 'expired', version: 2, deadlines: [], availableEvents: [] })
  const log = await readLog(built.db, id)
  t.match(log.at(-1), {
    ...{ type: 'donation.expired', from: 'pledged', to: 'expired', cause: null },
    actor: { deadline: 'pledgeExpiry' },
  })
  const late = await hospital.post(
    `${path}/events`,
    { type: 'donation.agreed' },
    { 'if-match': String(before.headers.etag) },
  )
  t.equal(late.status, 412, 'who saw the pledge before is told that it has changed')
})

t.test('reminds without a change of state', async (t) => {
  const built = await build(t)
  const { id, path, donor } = await walk(built, await makeCast(built), { until: 'contracting' })
  t.same(await namesOf(built.db, id), ['signatureEscalation', 'signatureReminder'])
  await passTime(built.db, id, 'signatureReminder')
  await fireAll(built.db)
  await fireAll(built.db)
  t.same(await namesOf(built.db, id), ['signatureEscalation'])
  t.equal((await donor.get(path)).body.state, 'contracting')
  await passTime(built.db, id, 'signatureEscalation')
  await fireAll(built.db)
  const types = (await readLog(built.db, id)).map(({ type, from, to }) => `${type} ${from} → ${to}`)
  t.same(types.slice(2), [
    'contract.signatureReminded contracting → contracting',
    'contract.signatureEscalated contracting → contracting',
  ])
})

t.test('fires each deadline once, on however many nodes', async (t) => {
  const built = await build(t)
  const other = await joinNode(t, built)
  const cast = await makeCast(built)
  const walks = await Promise.all(
    Array.from({ length: 60 }, (_, n) => walk(built, cast, { until: n % 2 ? 'pledged' : 'contracting' })),
  )
  for (const { id } of walks)
    for (const name of ['pledgeExpiry', 'signatureReminder', 'signatureEscalation'])
      await passTime(built.db, id, name)
  const runners = [built.db, other.db].flatMap((db) => Array.from({ length: 4 }, () => makeFire(db)))
  // A runner that finds all locked by others answers as if there were nothing: it comes again at its next tick.
  for (let open = true; open; open = (await built.db.select().from(deadlines)).length > 0)
    await Promise.all(runners.map((fire) => fire()))
  for (const [n, { id }] of walks.entries()) {
    const stored = await readStored(built.db, id)
    const passed = stored.log.map(parseEvent).filter(({ actor }) => 'deadline' in actor)
    const expected =
      n % 2 ? ['donation.expired'] : ['contract.signatureReminded', 'contract.signatureEscalated']
    t.same(passed.map(({ type }) => type).sort(), expected.sort())
    t.same(findBreaks(stored), [])
  }
})

t.test('survives a restart', async (t) => {
  const built = await build(t)
  const { id } = await walk(built, await makeCast(built), { until: 'pledged' })
  await built.app.close()
  const next = await joinNode(t, built)
  const running = next.engine.start()
  t.teardown(() => running.stop())
  await passTime(next.db, id, 'pledgeExpiry')
  while ((await readStored(next.db, id)).rows[0]?.state !== 'expired') await sleep(20)
  t.equal((await readLog(next.db, id)).filter(({ type }) => type === 'donation.expired').length, 1)
})

t.test('never fires what an event has put away', async (t) => {
  const built = await build(t)
  const { id, path, hospital } = await walk(built, await makeCast(built), { until: 'pledged' })
  await passTime(built.db, id, 'pledgeExpiry')
  t.equal((await hospital.send(path, 'donation.agreed')).status, 201, 'late, and not yet expired')
  await fireAll(built.db)
  t.equal((await hospital.get(path)).body.state, 'contracting')
  t.notOk((await readLog(built.db, id)).some(({ type }) => type === 'donation.expired'))
})

t.test('lets either the event or the deadline win where they race', async (t) => {
  const built = await build(t)
  const other = await joinNode(t, built)
  const cast = await makeCast(built)
  const ended: Record<string, number> = {}
  for (let round = 0; round < 12; round++) {
    const walks = await Promise.all(Array.from({ length: 8 }, () => walk(built, cast, { until: 'pledged' })))
    for (const { id } of walks) await passTime(built.db, id, 'pledgeExpiry')
    const answers: Record<string, number> = {}
    const agree = () =>
      Promise.all(
        walks.map(async ({ id, path, hospital }) => {
          const event = { type: 'donation.agreed' }
          answers[id] = (await hospital.post(`${path}/events`, event, { 'if-match': '"1"' })).status
        }),
      )
    const fire = () => makeFire(round % 2 ? built.db : other.db)()
    // The deadline comes a little sooner each round.
    await Promise.all([agree(), sleep(12 - round).then(fire)])
    await fireAll(built.db)
    for (const { id } of walks) {
      const stored = await readStored(built.db, id)
      const state = stored.rows[0]?.state ?? ''
      ended[state] = (ended[state] ?? 0) + 1
      t.equal(answers[id], state === 'contracting' ? 201 : 412)
      t.same(
        stored.deadlines.map(({ name }) => name).sort(),
        state === 'contracting' ? ['signatureEscalation', 'signatureReminder'] : [],
      )
      const { stored: kept, replayed } = replayLog(stored)
      t.same(replayed, kept, 'nothing is half done')
      t.same(findBreaks(stored), [])
    }
  }
  t.comment(JSON.stringify(ended))
  t.same(
    Object.keys(ended).filter((state) => !/^(contracting|expired)$/.test(state)),
    [],
  )
})

t.test('keeps the clock of customs running through a hold', async (t) => {
  const built = await build(t)
  const { id, shipment, donor } = await walk(built, await makeCast(built), { until: 'dispatched' })
  t.match((await donor.send(shipment, 'shipment.customsEntered')).body.deadlines, [{ name: 'customsStay' }])
  const held = await donor.send(shipment, 'shipment.customsHeld', { reason: 'permitMissing' })
  t.match(held.body, { state: 'customsHold', deadlines: [{ name: 'customsStay' }] })
  await passTime(built.db, id, 'customsStay')
  await fireAll(built.db)
  t.match((await readLog(built.db, id)).at(-1), {
    ...{ type: 'shipment.customsOverdue', from: 'customsHold', to: 'customsHold' },
    ...{ subject: { kind: 'shipment' }, actor: { deadline: 'customsStay' } },
  })

  t.match((await donor.send(shipment, 'shipment.customsReleased')).body, {
    state: 'dispatched',
    deadlines: [],
  })
  await donor.send(shipment, 'shipment.customsEntered')
  t.match(await passTime(built.db, id, 'customsStay'), { length: 1 }, 'a second stay has a clock of its own')
  t.same((await donor.send(shipment, 'shipment.customsReleased')).body.deadlines, [])
  const before = await readLog(built.db, id)
  await fireAll(built.db)
  t.same(await readLog(built.db, id), before, 'which stops when customs is left')
})

t.test('keeps the clock of a remedy running through a repair', async (t) => {
  const built = await build(t)
  const { id, units, donor, hospital } = await walk(built, await makeCast(built))
  const unit = `/v1/units/${units[0]}`
  const refusal = { position: 'Director', reason: 'wrongMains' }
  t.match((await hospital.send(unit, 'unit.rejected', refusal)).body.deadlines, [{ name: 'remedy' }])
  t.match((await donor.send(unit, 'unit.repairStarted')).body.deadlines, [{ name: 'remedy' }])
  await passTime(built.db, id, 'remedy')
  await fireAll(built.db)
  t.match((await readLog(built.db, id)).at(-1), {
    ...{ type: 'unit.remedyOverdue', from: 'repairing', to: 'repairing' },
    subject: { kind: 'unit', id: units[0] },
  })
  t.equal((await donor.send(unit, 'unit.repaired')).body.state, 'arrived')
  await hospital.send(unit, 'unit.rejected', refusal)
  await passTime(built.db, id, 'remedy')
  t.same((await hospital.send(unit, 'unit.disposed', { reason: 'unsafe' })).body.deadlines, [])
  const before = await readLog(built.db, id)
  await fireAll(built.db)
  t.same(await readLog(built.db, id), before)
})

t.test('begins the clock of acceptance anew whenever units come to await a decision', async (t) => {
  const built = await build(t)
  const { id, path, units, hospital } = await walk(built, await makeCast(built), { quantity: 1 })
  const decide = (type: string, data: unknown) => hospital.send(`/v1/units/${units[0]}`, type, data)
  t.same(await namesOf(built.db, id), ['acceptanceEscalation', 'acceptanceReminder'])
  await passTime(built.db, id, 'acceptanceReminder')
  await fireAll(built.db)
  await decide('unit.rejected', { position: 'Director', reason: 'wrongMains' })
  t.same(await namesOf(built.db, id), ['remedy'])
  await decide('unit.repairStarted', {})
  await decide('unit.repaired', {})
  t.same(await namesOf(built.db, id), ['acceptanceEscalation', 'acceptanceReminder'])
  await decide('unit.accepted', { position: 'Director', inspection: inspect() })
  t.match((await hospital.get(path)).body, { state: 'accepted', deadlines: [] })
  t.same(await namesOf(built.db, id), [])
})

t.test('is not held up by rows that no machine can load', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const pledge = () => walk(built, cast, { until: 'pledged' })
  const broken = await Promise.all(Array.from({ length: 45 }, pledge))
  const sound = await pledge()
  const owner = connect(built.database.owner, { max: 1 })
  t.teardown(owner.close)
  for (const { id } of broken) {
    await owner.db.update(workflows).set({ state: 'dreaming' }).where(eq(workflows.id, id))
    await passTime(built.db, id, 'pledgeExpiry')
  }
  await passTime(built.db, sound.id, 'pledgeExpiry')
  const errors: unknown[] = []
  const fire = createFireDue(built.db, details, (error) => errors.push(error))
  while ((await fire()) > 0);
  t.equal((await readStored(built.db, sound.id)).rows[0]?.state, 'expired')
  t.equal(errors.length, broken.length, 'each is reported')

  const [first] = broken
  await owner.db
    .update(workflows)
    .set({ state: 'pledged' })
    .where(eq(workflows.id, first?.id ?? ''))
  while ((await fire()) > 0);
  t.equal((await readStored(built.db, first?.id ?? '')).rows[0]?.state, 'expired', 'and tried again later')
})

t.test('reckons deadlines in the days of the recipient, or in those that were agreed', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const { donor } = await walk(built, cast, { until: 'pledged' })
  for (const [timeZone, midnight] of [
    [undefined, '18:59:59.999Z'],
    ['UTC', '23:59:59.999Z'],
    ['Asia/Kathmandu', '18:14:59.999Z'],
  ]) {
    const { body } = await donor.post('/v1/donations', { ...newDonation(cast), timeZone })
    t.ok(
      body.deadlines[0].dueAt.endsWith(midnight),
      `${timeZone ?? 'Asia/Almaty'}: ${body.deadlines[0].dueAt}`,
    )
  }
})
