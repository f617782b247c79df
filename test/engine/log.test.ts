import { createHash } from 'node:crypto'
import t from 'tap'
import { Event } from '../../schemas/event.ts'
import { eventText, genesis, hashEvent, openLog } from '../../src/engine/log.ts'
import type { Row } from '../../src/engine/snapshot.ts'
import { at, club, firstUnit, hospital } from '../support/workflow-events.ts'

const stream: Row = {
  ...{
    id: club,
    kind: 'donation',
    streamId: club,
    parentId: null,
    state: 'pledged',
    version: 1,
    machineVersion: 1,
  },
  ...{ context: {}, updatedAt: at, sequence: 0, hash: null },
}
const context = { actor: { organization: club, key: hospital }, occurredAt: at, recordedAt: at }
const unit = { kind: 'unit' as const, id: firstUnit }
const happening = {
  type: 'unit.accepted',
  subject: unit,
  from: 'arrived',
  to: 'accepted',
  cause: null,
  data: {},
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

t.test('chains each event to the one before it, the first to 64 zeros', async (t) => {
  const log = openLog(stream, context)
  log.append(happening)
  log.append(happening)
  const [first, second] = log.entries
  t.equal(genesis, '0'.repeat(64))
  t.equal(first?.hash, sha256(`${'0'.repeat(64)}${first?.body}`))
  t.equal(second?.hash, sha256(`${first?.hash}${second?.body}`))
  t.same(log.head(), { sequence: 2, hash: second?.hash })
  t.not(first?.id, second?.id)
})

t.test('goes on where the log of the stream stands', async (t) => {
  const hash = 'a'.repeat(64)
  const log = openLog({ ...stream, sequence: 41, hash }, context)
  t.same(log.head(), { sequence: 41, hash })
  log.append(happening)
  const [entry] = log.entries
  t.equal(entry?.sequence, 42)
  t.equal(entry?.hash, hashEvent(hash, entry?.body ?? ''))
})

t.test('hashes canonical JSON, whatever the order in which members came', async (t) => {
  const log = openLog(stream, context)
  log.append({ ...happening, data: { б: 'ё', a: 1e3, A: [{ z: 1, y: null }] } })
  const body = log.entries[0]?.body ?? ''
  t.match(
    body,
    /^\{"actor":\{"key":.*"data":\{"A":\[\{"y":null,"z":1\}\],"a":1000,"б":"ё"\},"from":"arrived",/,
  )
  t.notMatch(body, '"hash"')
})

t.test('shows the very bytes that were hashed', async (t) => {
  const log = openLog(stream, context)
  const id = log.append(happening)
  const [entry] = log.entries
  if (!entry) throw new Error('nothing was appended')
  const shown = eventText(entry)
  t.same(Event.strict().parse(JSON.parse(shown)), {
    ...{
      id,
      type: 'unit.accepted',
      stream: club,
      sequence: 1,
      subject: unit,
      from: 'arrived',
      to: 'accepted',
    },
    ...{ occurredAt: at, recordedAt: at, actor: context.actor, cause: null, data: {}, hash: entry.hash },
  })
  // What a reader does who checks the chain: takes the hash out, and hashes the rest as it came.
  t.equal(hashEvent(genesis, shown.replace(`,"hash":"${entry.hash}"`, '')), entry.hash)
})
