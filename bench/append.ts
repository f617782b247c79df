import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Lab } from './lab.ts'
import { type Result, runLoad } from './load.ts'

/** The same work as one append, as the plain transaction of six statements that a program without Besik would run. */
const transaction = (low: number, high: number, answer: number) => `
\\set n random(${low}, ${high})
begin;
select w.id, w.state, w.version, w.context, w.sequence, w.hash, d.title, i.quantity from workflows w join bench_ids b on b.id = w.id join donations d on d.id = w.id join items i on i.donation_id = w.id where b.n = :n;
update workflows set state = 'contracting', version = version + 1, sequence = sequence + 1, hash = md5(hash), updated_at = now() where id = (select id from bench_ids where n = :n);
with head as (select w.id, w.sequence from workflows w join bench_ids b on b.id = w.id where b.n = :n) insert into events (stream_id, sequence, id, body, hash) select id, sequence, gen_random_uuid(), repeat('x', 500), repeat('0', 64) from head;
with head as (select w.id, w.sequence from workflows w join bench_ids b on b.id = w.id where b.n = :n) insert into unpublished (stream_id, sequence) select id, sequence from head;
with head as (select id from bench_ids where n = :n) insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at) select id, s, 'reminder', id, '{"type":"x"}', now() + interval '14 days' from head, (values ('xstate.after.signatureReminder.donation.contracting'), ('xstate.after.signatureEscalation.donation.contracting')) v (s) on conflict (workflow_id, send_id) do update set due_at = excluded.due_at;
insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body) values (gen_random_uuid(), gen_random_uuid()::text, repeat('0', 64), 201, '{"etag":"\\"2\\""}', repeat('x', ${answer}));
commit;
`

/** Transactions a second that pgbench reaches with the work of an append. */
export const runPgbench = async (
  { place }: Lab,
  connections: number,
  seconds: number,
  range: [number, number],
  answer: number,
) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-pgbench-'))
  const file = join(folder, 'append.sql')
  writeFileSync(file, transaction(...range, answer))
  const args = [
    '-n',
    '-M',
    'prepared',
    '-f',
    file,
    '-c',
    connections,
    '-j',
    Math.min(2, connections),
    '-T',
    seconds,
  ]
  const to = ['-h', place.host, '-p', place.port, '-U', 'postgres', place.database]
  try {
    const { stdout } = await promisify(execFile)(
      process.env.PGBENCH ?? 'pgbench',
      [...args, ...to].map(String),
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

/** Appends over HTTP, each to another donation, until the time is up. */
export const runAppend = async (
  lab: Lab,
  ids: string[],
  connections: number,
  seconds: number,
  groupWriter: 'on' | 'off',
): Promise<Result> => {
  const service = await lab.start('service.ts', [groupWriter])
  const next = agreements(ids, lab.keys.recipientKey)
  const load = { host: '127.0.0.1', port: service.port, connections, expect: 201, next }
  // A third of the time to warm up: the service has to compile what it runs often.
  await runLoad({ ...load, until: seconds * 333 })
  const result = await runLoad({ ...load, until: seconds * 1000 })
  await service.stop()
  return result
}
