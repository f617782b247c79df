import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Agent, request } from 'undici'
import { agreements } from './append.ts'
import { deliveringTo, makeEndpoint } from './endpoint.ts'
import { type Lab, openLab } from './lab.ts'
import { runLoad } from './load.ts'
import { createTable } from './table.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    /** Deliveries of long ago that lie in the table. */
    old: { type: 'string', default: '10000' },
    /** `http-receiver.ts`, as a partner would write one, or `receiver.ts`, which costs next to nothing. */
    receiver: { type: 'string', default: 'http-receiver.ts' },
  },
})
const runs = Number(values.runs)
const seconds = Number(values.seconds)
const old = Number(values.old)
/** Attempts at one endpoint that Besik has under way at most, and so requests of the floor. */
const tracks = 16

const receiver = fork(fileURLToPath(new URL(values.receiver, import.meta.url)))
const port = await new Promise<number>((resolve) => {
  receiver.once('message', (message: { port: number }) => resolve(message.port))
})

/** A receiver in this very process, as small benchmarks have it: sender and receiver share a thread. */
const beside = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(204).end())
}).listen(0, '127.0.0.1')
await once(beside, 'listening')
const address = beside.address()
const portBeside = typeof address === 'object' && address ? address.port : 0

/** Requests a second of a bare loop with as long a body. */
const measureFloor = async (at: number) => {
  const dispatcher = new Agent({ connections: tracks })
  const url = `http://127.0.0.1:${at}/hooks/besik`
  const body = Buffer.from('x'.repeat(650))
  const headers = { 'content-type': 'application/json' }
  const start = performance.now()
  const end = start + seconds * 1000
  let done = 0
  const track = async () => {
    while (performance.now() < end) {
      const answer = await request(url, { dispatcher, method: 'POST', headers, body })
      await answer.body.dump()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: tracks }, track))
  await dispatcher.close()
  return (done * 1000) / (performance.now() - start)
}

/** The id that all that is made from now on comes after. */
const markNow = async (sql: Lab['sql']): Promise<string> => {
  const [row] = await sql`select uuidv7() as now`
  return row?.now
}

/** Deliveries a second of what waits for one endpoint: claimed, signed, sent, and stored with their attempts. */
const measureSustained = async ({ sql }: Lab, endpoint: string, events: number) => {
  const first = await markNow(sql)
  await sql`insert into deliveries (endpoint_id, event_id, stream_id, sequence, type, state, is_ordered)
    select ${endpoint}, uuidv7(), stream_id, sequence, 'donation.pledged', 'pending', false from events
    order by stream_id limit ${events}`
  const count = async () => {
    const [row] = await sql`select count(*)::int as n from attempts
      where endpoint_id = ${endpoint} and event_id > ${first}`
    return Number(row?.n)
  }
  while ((await count()) < events / 5) await sleep(20)
  const [before, start] = [await count(), performance.now()]
  await sleep(seconds * 1000)
  const [after, end] = [await count(), performance.now()]
  if (after >= events) throw new Error('there was too little to deliver')
  while ((await count()) < events) await sleep(50)
  return ((after - before) * 1000) / (end - start)
}

/** Milliseconds from the commit of an event to its first attempt, at a hundred events a second. */
const measureLatency = async (lab: Lab, service: { port: number }, endpoint: string, ids: string[]) => {
  const { sql } = lab
  const first = await markNow(sql)
  const next = agreements(ids, lab.keys.recipientKey)
  const start = performance.now()
  await Promise.all(
    ids.map(async (_, n) => {
      await sleep(Math.max(0, start + n * 10 - performance.now()))
      const requests = [next()]
      const load = { host: '127.0.0.1', port: service.port, connections: 1, expect: 201 }
      await runLoad({ ...load, next: () => requests.pop() })
    }),
  )
  await sleep(2000)
  // What the planner knows of the tables is older than what it is asked for here, and it would take minutes.
  await sql`set enable_nestloop = off`
  const waits = await sql`select extract(epoch from a.at - pg_xact_commit_timestamp(e.xmin)) * 1000 as ms
    from attempts a join deliveries d using (endpoint_id, event_id)
    join events e on e.stream_id = d.stream_id and e.sequence = d.sequence
    where a.endpoint_id = ${endpoint} and a.event_id > ${first} and a.number = 1 order by 1`
  await sql`reset enable_nestloop`
  if (waits.length < ids.length) throw new Error(`${waits.length} of ${ids.length} events were delivered`)
  const at = (share: number) => Number(waits[Math.floor(waits.length * share)]?.ms)
  return { median: at(0.5), p99: at(0.99) }
}

/**
 * Deliveries of long ago, with an attempt each. A service that never had any would plan for empty tables, until the
 * database looks at them a minute later.
 */
const addOld = async ({ sql }: Lab, endpoint: string) => {
  for (let done = 0; done < old; done += 1_000_000) {
    const count = Math.min(1_000_000, old - done)
    await sql`with added as (
        insert into deliveries (endpoint_id, event_id, stream_id, sequence, type, state, attempts, is_ordered, settled_at, code)
        select ${endpoint}, uuidv7(interval '-10 days'), gen_random_uuid(), 1, 'unit.accepted', 'delivered', 1, false, now(), 'delivered'
        from generate_series(1, ${count}) returning endpoint_id, event_id)
      insert into attempts (endpoint_id, event_id, number, request_id, at, duration, status, code)
      select endpoint_id, event_id, 1, gen_random_uuid(), now(), 12, 204, 'delivered' from added`
  }
  await sql.unsafe('vacuum analyze deliveries')
  await sql.unsafe('vacuum analyze attempts')
}

const table = createTable()
// More a second than any machine this is run on delivers.
const events = 40_000 * seconds
const perLatency = 100 * seconds
/** Events before the first that is timed: what runs often has to be compiled first. */
const warmUp = 500
const donations = events + warmUp + runs * perLatency
const lab = await openLab(donations, donations)
try {
  const ids = (await lab.sql`select id from bench_ids order by n`).map(({ id }) => String(id))
  await lab.sql`delete from unpublished`
  const endpoint = await makeEndpoint(lab, port)
  await addOld(lab, await makeEndpoint(lab, port, 'paused'))
  const service = await lab.start('service.ts', ['on', deliveringTo(port)])
  await measureFloor(port)
  await measureSustained(lab, endpoint, events)
  await measureLatency(lab, service, endpoint, ids.splice(0, warmUp))
  for (let run = 0; run < runs; run++) {
    const before = await measureFloor(port)
    const shared = await measureFloor(portBeside)
    const sustained = await measureSustained(lab, endpoint, events)
    // On both sides of what is compared with it, since a machine's speed comes and goes.
    const floor = (before + (await measureFloor(port))) / 2
    table.note(`undici.request, ${tracks} at a time`, 'per second', floor)
    table.note(`undici.request, ${tracks} at a time, receiver in its process`, 'per second', shared)
    table.note('deliveries, one endpoint', 'per second', sustained)
    table.note('deliveries, one endpoint', 'ratio to floor', sustained / floor)
    table.note('deliveries, one endpoint', 'ratio to the shared', sustained / shared)
    const taken = ids.slice(run * perLatency, (run + 1) * perLatency)
    const { median, p99 } = await measureLatency(lab, service, endpoint, taken)
    table.note('commit to first attempt, 100 events a second', 'median ms', median)
    table.note('commit to first attempt, 100 events a second', 'p99 ms', p99)
  }
  await service.stop()
} finally {
  await lab.close()
  receiver.disconnect()
}
process.stdout.write(table.render())
process.exit(0)
