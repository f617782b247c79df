import t from 'tap'
import type { Decision } from '../../src/engine/decide.ts'
import { createQueue, type Job, type Outcome, type QueueOptions } from '../../src/engine/queue.ts'
import type { Found } from '../../src/engine/read.ts'
import type { Row } from '../../src/engine/snapshot.ts'
import { problem } from '../../src/problems/problem.ts'

const at = '2022-10-20T09:00:00.000Z'

/** A database of counters in memory, that says what it was asked and can be told to wait or fail. */
const makeStore = () => {
  const sequences = new Map<string, number>()
  const reads: string[][] = []
  const writes: string[][] = []
  let gate = Promise.resolve()
  const store = {
    reads,
    writes,
    underWay: new Set<string>(),
    /** Throws for a batch that holds one of these. */
    poison: new Set<string>(),
    beforeAppend: (_ids: string[]) => {},
    move: (id: string) => sequences.set(id, (sequences.get(id) ?? 0) + 1),
    of: (id: string) => sequences.get(id) ?? 0,
    /** Keeps whatever is asked from now on waiting, until the answer is called. */
    hold: () => {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
    read: async (questions: { id: string }[]): Promise<(Found | undefined)[]> => {
      reads.push(questions.map(({ id }) => id))
      await gate
      return questions.map(({ id }) => {
        if (id === 'nobody') return undefined
        const row: Row = {
          ...{
            id,
            kind: 'donation',
            streamId: id,
            parentId: null,
            state: 'pledged',
            version: 1,
            machineVersion: 1,
          },
          ...{ context: {}, updatedAt: at, sequence: store.of(id), hash: null },
        }
        return { now: at, target: row, stream: row, rows: [row], deadlines: [], detail: '{}' }
      })
    },
    append: async (all: { decision: Pick<Decision, 'before'> }[]): Promise<Set<string>> => {
      const ids = all.map(({ decision }) => decision.before.id)
      writes.push(ids)
      for (const id of ids) {
        if (store.underWay.has(id)) throw new Error(`two writes of ${id} at once`)
        store.underWay.add(id)
      }
      try {
        await gate
        store.beforeAppend(ids)
        if (ids.some((id) => store.poison.has(id))) throw new Error('poison')
        const fresh = all.filter(({ decision: { before } }) => before.sequence === store.of(before.id))
        for (const { decision } of fresh) store.move(decision.before.id)
        return new Set(fresh.map(({ decision }) => decision.before.id))
      } finally {
        for (const id of ids) store.underWay.delete(id)
      }
    },
  }
  return store
}

const decide = (found: Found | undefined): Outcome => {
  if (!found) throw problem('not-found')
  const { stream } = found
  const decision: Decision = {
    ...{ before: stream, rows: new Map(), changed: new Set(), made: new Set(), entries: [] },
    ...{ deadlinesSet: [], deadlinesCancelled: [] },
  }
  const body = String((stream.sequence ?? 0) + 1)
  return { answer: { status: 201, headers: {}, body }, write: { decision } }
}

const job = (id: string, own: Job['decide'] = decide): Job => ({
  question: { id, kind: null, also: [], reach: false, principalId: null, key: null },
  decide: own,
})

const open = (store: ReturnType<typeof makeStore>, options: Partial<QueueOptions> = {}) => {
  const { read, append } = store
  const queue = createQueue({ read, append, maxBatch: 64, maxInFlight: 2, onWritten: () => {}, ...options })
  const send = (id: string, own?: Job['decide']) => queue.submit(job(id, own)).then(({ body }) => body)
  return { ...queue, send }
}

/** Lets everything that can happen without an answer of the store happen. */
const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}

t.test('lets a lone job wait for nothing, and those that come together share statements', async (t) => {
  const store = makeStore()
  const { send } = open(store)
  t.equal(await send('a'), '1')
  t.same([store.reads, store.writes], [[['a']], [['a']]])
  await Promise.all(['a', 'b', 'c'].map((id) => send(id)))
  t.same(store.reads.slice(1), [['a', 'b', 'c']])
  t.same(store.writes.slice(1), [['a', 'b', 'c']])
})

t.test('makes the next batch of what came while batches were under way', async (t) => {
  const store = makeStore()
  const { send, waiting } = open(store)
  const release = store.hold()
  const all = [send('a')]
  await settle()
  all.push(send('b'))
  await settle()
  all.push(...['c', 'd', 'e'].map((id) => send(id)))
  await settle()
  t.same(store.reads, [['a'], ['b']], 'two at a time')
  t.equal(waiting(), 3)
  release()
  await Promise.all(all)
  t.same(store.reads.slice(2), [['c', 'd', 'e']])
  t.equal(waiting(), 0)
})

t.test('puts no more than so many into a batch', async (t) => {
  const store = makeStore()
  const { send } = open(store, { maxBatch: 3, maxInFlight: 1 })
  await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => send(id)))
  t.same(store.writes, [['a', 'b', 'c'], ['d', 'e', 'f'], ['g']])
})

t.test('never has two jobs of one stream under way, and serves them in turn', async (t) => {
  for (const options of [{}, { maxBatch: 1, maxInFlight: 10 }]) {
    const store = makeStore()
    const { send } = open(store, options)
    const order: number[] = []
    const jobs = Array.from({ length: 12 }, (_, n) =>
      send('a').then((body) => {
        order.push(n)
        return body
      }),
    )
    t.same(
      await Promise.all(jobs),
      Array.from({ length: 12 }, (_, n) => String(n + 1)),
    )
    t.same(
      order,
      [...order].sort((one, other) => one - other),
    )
    t.equal(store.writes.length, 12, 'none was tried in vain')

    const release = store.hold()
    order.length = 0
    const late: Promise<unknown>[] = []
    for (let n = 0; n < 12; n++) {
      late.push(send('a').then(() => order.push(n)))
      await settle()
    }
    release()
    await Promise.all(late)
    t.same(
      order,
      [...order].sort((one, other) => one - other),
      'whoever came when',
    )
  }
})

t.test('goes on with other streams while one is under way', async (t) => {
  const store = makeStore()
  const { send } = open(store)
  await send('a')
  const release = store.hold()
  const first = [send('a'), send('a')]
  await settle()
  store.writes.length = 0
  const others = ['b', 'c'].map((id) => send(id))
  await settle()
  release()
  await Promise.all([...first, ...others])
  t.same(new Set(store.writes.flat()), new Set(['a', 'b', 'c']))
  t.equal(store.of('a'), 3)
})

t.test('tries a job again whose stream somebody else has moved', async (t) => {
  const store = makeStore()
  let left = 3
  store.beforeAppend = (ids) => {
    if (ids.includes('b') && left-- > 0) store.move('b')
  }
  const { send } = open(store)
  t.same(await Promise.all(['a', 'b', 'c'].map((id) => send(id))), ['1', '4', '1'])
  t.same(store.writes, [['a', 'b', 'c'], ['b'], ['b'], ['b']])
})

t.test('says that it is busy where a stream moves without end', async (t) => {
  const store = makeStore()
  store.beforeAppend = (ids) => {
    if (ids.includes('b')) store.move('b')
  }
  const { send } = open(store)
  const answers = await Promise.allSettled(['a', 'b'].map((id) => send(id)))
  t.match(answers, [{ value: '1' }, { status: 'rejected', reason: { slug: 'overloaded' } }])
  t.equal(await send('a'), '2', 'and serves the others')
})

t.test('lets no job suffer for another in its batch', async (t) => {
  const store = makeStore()
  store.poison.add('b')
  const { send } = open(store)
  const angry = () => {
    throw new Error('no machine has such a state')
  }
  const answers = await Promise.allSettled([
    ...['a', 'b', 'c', 'nobody'].map((id) => send(id)),
    send('d', angry),
    send('e', () => ({ answer: { status: 201, headers: {}, body: 'kept' } })),
  ])
  t.match(answers, [
    { value: '1' },
    { reason: { message: 'poison' } },
    { value: '1' },
    { reason: { slug: 'not-found' } },
    { reason: { message: 'no machine has such a state' } },
    { value: 'kept' },
  ])
  store.poison.clear()
  t.same(await Promise.all(['a', 'b', 'c'].map((id) => send(id))), ['2', '1', '2'], 'and holds on to none')
})

t.test('tells each job of a store that does not answer', async (t) => {
  const store = makeStore()
  let isDown = true
  const { send } = open(store, {
    read: async (questions) => {
      if (isDown) throw new Error('down')
      return store.read(questions)
    },
  })
  const answers = await Promise.allSettled(['a', 'b', 'a'].map((id) => send(id)))
  t.same(
    answers.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  )
  isDown = false
  t.same(
    await Promise.all(['a', 'b', 'a'].map((id) => send(id))),
    ['1', '1', '2'],
    'and is well again with it',
  )
})

t.test('tells newcomers to come later when too many wait', async (t) => {
  const store = makeStore()
  const { send } = open(store, { maxBatch: 1, maxInFlight: 1, maxWaiting: 2 })
  const release = store.hold()
  const first = send('a')
  await settle()
  const patient = [send('b'), send('c')]
  const [late] = await Promise.allSettled([send('d')])
  t.match(late, { reason: { slug: 'overloaded', options: { headers: { 'retry-after': '1' } } } })
  release()
  await Promise.all([first, ...patient])
  t.equal(await send('d'), '1')
})

t.test('says when it has written', async (t) => {
  const store = makeStore()
  let times = 0
  const { send } = open(store, { onWritten: () => void times++ })
  await Promise.all([send('a'), send('b')])
  await settle()
  t.equal(times, 1)
  await send('nobody').catch(() => {})
  await send('c', () => ({ answer: { status: 201, headers: {}, body: 'kept' } }))
  await settle()
  t.equal(times, 1, 'not where there was nothing to write')
})
