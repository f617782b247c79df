import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Lab } from './lab.ts'
import { type Result, runLoad } from './load.ts'

/**
 * The same work as one append, as the plain transaction of six statements that a program without Besik would run. It
 * writes each row that Besik writes before it answers: the parties are told the state, and the deadline of the pledge
 * goes, each within the statement that it belongs to. Each client takes one pledged donation after the other, in a lane
 * of its own, and looks the id up but once, beside the row that it reads anyway, and with it the id of the event.
 */
const transaction = (answer: number) => `
\\set i :i + 1
\\set n :first + :i * :clients + :client_id
begin;
select w.id, w.state, w.version, w.context, w.sequence, w.hash, d.title, i.quantity, gen_random_uuid() as event from workflows w join bench_ids b on b.id = w.id join donations d on d.id = w.id join items i on i.donation_id = w.id where b.n = :n \\gset
with told as (update parties set state = 'contracting' where stream_id = :id) update workflows set state = 'contracting', version = version + 1, sequence = sequence + 1, hash = md5(hash), updated_at = now() where id = :id;
insert into events (stream_id, sequence, id, body, hash) values (:id, 2, :event, repeat('x', 500), repeat('0', 64));
insert into unpublished (stream_id, sequence, event_id, type) values (:id, 2, :event, 'donation.agreed');
with passed as (delete from deadlines where workflow_id = :id and send_id = 'xstate.after.pledgeExpiry.donation.pledged') insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at) select :id::uuid, s, 'reminder', :id::uuid, '{"type":"x"}', now() + interval '14 days' from (values ('xstate.after.signatureReminder.donation.contracting'), ('xstate.after.signatureEscalation.donation.contracting')) v (s) on conflict (workflow_id, send_id) do update set due_at = excluded.due_at;
insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body) values (gen_random_uuid(), gen_random_uuid()::text, repeat('0', 64), 201, '{"etag":"\\"2\\""}', repeat('x', ${answer}));
commit;
`

/** Transactions a second that pgbench reaches with the work of an append, on the donations from the `first`-th on. */
export const runPgbench = async (
  { place }: Lab,
  connections: number,
  seconds: number,
  first: number,
  answer: number,
) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-pgbench-'))
  const file = join(folder, 'append.sql')
  writeFileSync(file, transaction(answer))
  const lanes = ['-D', 'i=-1', '-D', `first=${first}`, '-D', `clients=${connections}`]
  const load = ['-c', connections, '-j', Math.min(2, connections), '-T', seconds]
  const to = ['-h', place.host, '-p', place.port, '-U', 'postgres', place.database]
  try {
    const { stdout } = await promisify(execFile)(
      process.env.PGBENCH ?? 'pgbench',
      ['-n', '-M', 'prepared', '-f', file, ...lanes, ...load, ...to].map(String),
    )
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error(
        'pgbench is not on the PATH: install it with the client programs of PostgreSQL, or set PGBENCH.',
      )
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Requests by which the recipient agrees to one pledged donation after the other. */
export const agreements = (ids: string[], key: string) => {
  let place = 0
  const body = '{"type":"donation.agreed","data":{}}'
  return () => {
    const id = ids[place++]
    if (id === undefined) return undefined
    return `POST /v1/donations/${id}/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\nif-match: "1"\r\nidempotency-key: ${randomUUID()}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  }
}

/** Appends over HTTP before a service is measured, since what runs often has to be compiled first: so many, or so long. */
export const warmUp = { appends: 20_000, ms: 10_000 }

/** Appends over HTTP, each to another donation, until the time is up. */
export const runAppend = async (
  lab: Lab,
  ids: string[],
  connections: number,
  seconds: number,
  groupWriter: 'on' | 'off',
): Promise<Result> => {
  // Without the group writer each append has a connection to itself: as many as pgbench has at sixteen clients.
  const settings = groupWriter === 'on' ? {} : { BESIK_POOL_SIZE: '16' }
  const service = await lab.start('service.ts', [groupWriter, JSON.stringify(settings)])
  const load = { host: '127.0.0.1', port: service.port, connections, expect: 201 }
  const early = agreements(ids.slice(0, warmUp.appends), lab.keys.recipientKey)
  await runLoad({ ...load, connections: Math.max(16, connections), next: early, until: warmUp.ms })
  const next = agreements(ids.slice(warmUp.appends), lab.keys.recipientKey)
  const result = await runLoad({ ...load, next, until: seconds * 1000 })
  await service.stop()
  return result
}
