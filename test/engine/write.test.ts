import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import type { Decision } from '../../src/engine/decide.ts'
import type { Row } from '../../src/engine/snapshot.ts'
import { createAppend, type Write } from '../../src/engine/write.ts'
import { type Built, build, type Organization } from '../support/build.ts'

const at = '2022-10-20T10:15:00.000Z'

/** A stream of a donation and its shipments, told by their places, so that two of them can be compared. */
const openCase = (party: Organization, shipments: number) => {
  const ids = Array.from({ length: shipments + 1 }, () => uuidv7())
  const [id = ''] = ids
  const row = (place: number): Row => ({
    id: ids[place] ?? '',
    kind: place === 0 ? 'donation' : 'shipment',
    streamId: id,
    parentId: place === 0 ? null : id,
    state: 'pledged',
    version: 1,
    machineVersion: 1,
    context: { zone: 'Asia/Almaty', note: 'Қазақша "text", {braces}', items: {}, parties: {} },
    updatedAt: at,
    sequence: place === 0 ? 1 : null,
    hash: place === 0 ? 'a'.repeat(64) : null,
  })
  const rows = new Map(ids.map((one, place) => [one, row(place)]))
  const changed = new Set(ids)
  const entry = (sequence: number) => {
    const body = JSON.stringify({ sequence, said: 'ё "quoted" \\' })
    return { streamId: id, sequence, id: uuidv7(), type: 'donation.pledged', body, hash: 'b'.repeat(64) }
  }
  const deadline = (place: number, name: string) => ({
    ...{ workflowId: ids[place] ?? '', sendId: name, name, streamId: id },
    ...{ event: { type: name, data: { place } }, dueAt: at },
  })
  const made: Write = {
    decision: {
      ...{ before: { ...row(0), sequence: 0 }, rows, changed, made: new Set(ids), entries: [entry(1)] },
      ...{ deadlinesSet: ids.map((_, place) => deadline(place, 'first')), deadlinesCancelled: [] },
    },
  }
  /** All of it moves on: `roles` where the parties change as well, else they are told the state. */
  const move = (roles: boolean): Write => {
    const parties = { [party.id]: ['donor', 'carrier'] }
    const after = [...rows.values()].map((one) => ({ ...one, state: 'contracting', version: 2 }))
    const head = after[0] && { ...after[0], sequence: 3, hash: 'c'.repeat(64) }
    if (head && roles) head.context = { ...head.context, parties }
    const decision: Decision = {
      before: row(0),
      rows: new Map([...(head ? [head] : []), ...after.slice(1)].map((one) => [one.id, one])),
      changed,
      made: new Set(),
      entries: [entry(2), entry(3)],
      deadlinesSet: [deadline(0, 'second')],
      deadlinesCancelled: ids.map((workflowId) => ({ workflowId, sendId: 'first' })),
    }
    const headers = { etag: '"2"' }
    const request = { principalId: party.id, key: randomUUID(), fingerprint: 'd'.repeat(64) }
    return { decision, kept: { ...request, status: 201, headers, body: '{"state":"contracting"}' } }
  }
  return { id, ids, made, move }
}
type Case = ReturnType<typeof openCase>

/** All that is stored of a case, with places instead of ids. */
const readStored = async (db: Built['db'], { id, ids }: Case, { kept }: Write) => {
  const place = (column: string) => sql.raw(`array_position(array['${ids.join("','")}']::uuid[], ${column})`)
  const [found] = await db.execute(sql`select json_build_object(
    'rows', (select json_agg(json_build_array(${place('id')}, ${place('stream_id')}, ${place('parent_id')}, kind, state,
      version, context, updated_at, sequence, hash) order by id) from workflows where stream_id = ${id}),
    'parties', (select json_agg(json_build_array(kind, state, roles)) from parties where stream_id = ${id}),
    'events', (select json_agg(json_build_array(sequence, body, hash) order by sequence) from events where stream_id = ${id}),
    'unpublished', (select json_agg(json_build_array(sequence, type) order by u.id) from unpublished u where stream_id = ${id}),
    'deadlines', (select json_agg(json_build_array(${place('workflow_id')}, send_id, name, event, due_at) order by workflow_id)
      from deadlines where stream_id = ${id}),
    'kept', (select json_agg(json_build_array(fingerprint, status, headers, body)) from idempotency_keys
      where key = ${kept?.key ?? null})) as stored`)
  return found?.stored
}

t.test('stores a decision by itself as it stores it together with others', async (t) => {
  const { db, makeOrganization } = await build(t)
  const party = await makeOrganization()
  const append = createAppend(db)
  const join = ({ id }: Case) =>
    db.execute(sql`insert into parties (stream_id, organization_id, kind, state, roles)
      values (${id}, ${party.id}, 'donation', 'pledged', array['donor'])`)
  // No list of shipments, a list of one, and a list of several.
  for (const shipments of [0, 1, 3])
    for (const roles of [false, true]) {
      const cases = [0, 1, 2].map(() => openCase(party, shipments))
      const [alone, ...others] = cases
      if (!alone) throw new Error('there is no case')
      t.same(await append([alone.made]), new Set([alone.id]))
      t.same(await append(others.map(({ made }) => made)), new Set(others.map(({ id }) => id)))
      await Promise.all(cases.map(join))
      const moves = cases.map((one) => one.move(roles))
      const [move, ...otherMoves] = moves
      if (!move) throw new Error('there is no move')
      await append([move])
      await append(otherMoves)
      const stored = await Promise.all(moves.map((one, n) => readStored(db, cases[n] ?? alone, one)))
      t.match(stored[0], {
        rows: { length: shipments + 1 },
        parties: [['donation', 'contracting', roles ? ['donor', 'carrier'] : ['donor']]],
        events: { length: 3 },
        unpublished: { length: 3 },
        deadlines: [[1, 'second', 'second', { data: { place: 0 } }, String]],
        kept: [['d'.repeat(64), 201, { etag: '"2"' }, '{"state":"contracting"}']],
      })
      t.same(stored[1], stored[0])
      t.same(stored[2], stored[0])
    }
})

t.test('stores nothing of a decision whose stream has moved on', async (t) => {
  const { db, makeOrganization } = await build(t)
  const party = await makeOrganization()
  const append = createAppend(db)
  const one = openCase(party, 2)
  await append([one.made])
  await append([one.move(false)])
  const before = await readStored(db, one, one.made)
  const late = one.move(false)
  t.same(await append([late]), new Set())
  t.same(await readStored(db, one, one.made), before)
  t.match(await readStored(db, one, late), { kept: null })
})
