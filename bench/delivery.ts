import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { agreements } from './append.ts'
import { deliveringTo, makeEndpoint } from './endpoint.ts'
import { type Lab, openLab } from './lab.ts'
import { runLoad } from './load.ts'
import { besideHost, startReceiver } from './partner.ts'
import { createTable } from './table.ts'

/**
 * Receivers in processes of their own, for floor and service alike. The first costs next to nothing, so that what is
 * measured is the sender; the second is as a partner would write it, and competes for the cores.
 */
const receivers = { 'least receiver': 'receiver.ts', 'receiver on node:http': 'http-receiver.ts' }
/** The latter once more in the process that sends, as benches of job queues often have it. */
const beside = "node:http in the sender's process"

const perSecond = { deliveries: 40_000, events: 100 }
/** Events before the first that is timed: what runs often has to be compiled first. */
const warmUp = 500
/** Attempts at one endpoint that Besik has under way at most, and so requests of the floor. */
const tracks = 16

/** Requests a second of a bare loop with as long a body. */
const measureFloor = async (port: number, seconds: number) => {
  const dispatcher = new Agent({ connections: tracks })
  const url = `http://127.0.0.1:${port}/hooks/besik`
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
const measureSustained = async ({ sql }: Lab, endpoint: string, seconds: number) => {
  // More than any machine this is run on delivers.
  const events = perSecond.deliveries * seconds
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
      await sleep(Math.max(0, start + (n * 1000) / perSecond.events - performance.now()))
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
const addOld = async ({ sql }: Lab, endpoint: string, old: number) => {
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

export interface Measured {
  runs: number
  seconds: number
  /** Deliveries of long ago that lie in the table. */
  old: number
}

/** Deliveries a second beside a bare loop of requests, and the time from an event's commit to its first attempt. */
export const compareDelivery = async ({ runs, seconds, old }: Measured) => {
  const table = createTable()
  const perLatency = perSecond.events * seconds
  const donations = perSecond.deliveries * seconds + warmUp + runs * perLatency
  const lab = await openLab(donations, donations)
  try {
    const ids = (await lab.sql`select id from bench_ids order by n`).map(({ id }) => String(id))
    await lab.sql`delete from unpublished`
    const partners: { name: string; port: number; endpoint: string }[] = []
    for (const [name, file] of Object.entries(receivers)) {
      const { port } = await lab.start(file, [])
      // What happens while latency is measured is for the first alone.
      const types = partners.length === 0 ? ['*'] : ['ping']
      partners.push({ name, port, endpoint: await makeEndpoint(lab, { port, types }) })
    }
    // The floor's receiver is in this process, as its sender is; the service has one at the same port of another address.
    const ownPort = await startReceiver()
    const own = { host: besideHost, port: ownPort, types: ['ping'] }
    partners.push({ name: beside, port: ownPort, endpoint: await makeEndpoint(lab, own) })
    await addOld(lab, await makeEndpoint(lab, { port: 9, state: 'paused' }), old)
    const settings = deliveringTo(partners.map(({ port }) => port))
    const service = await lab.start('service.ts', ['on', settings, String(ownPort)])
    for (const { port, endpoint } of partners) {
      await measureFloor(port, seconds)
      await measureSustained(lab, endpoint, seconds)
    }
    const [{ endpoint: attentive } = { endpoint: '' }] = partners
    await measureLatency(lab, service, attentive, ids.splice(0, warmUp))
    for (let run = 0; run < runs; run++) {
      for (const { name, port, endpoint } of partners) {
        const before = await measureFloor(port, seconds)
        const sustained = await measureSustained(lab, endpoint, seconds)
        // On both sides of what is compared with it, since a machine's speed comes and goes.
        const floor = (before + (await measureFloor(port, seconds))) / 2
        table.note(`undici.request, ${tracks} at a time, ${name}`, 'per second', floor)
        table.note(`deliveries, one endpoint, ${name}`, 'per second', sustained)
        table.note(`deliveries, one endpoint, ${name}`, 'ratio to floor', sustained / floor)
      }
      const taken = ids.slice(run * perLatency, (run + 1) * perLatency)
      const { median, p99 } = await measureLatency(lab, service, attentive, taken)
      table.note('commit to first attempt, 100 events a second', 'median ms', median)
      table.note('commit to first attempt, 100 events a second', 'p99 ms', p99)
    }
  } finally {
    await lab.close()
  }
  return table
}
