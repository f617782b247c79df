import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import type { Database } from '../../src/database/client.ts'
import { donations } from '../../src/database/tables.ts'
import { findBreaks, parseEvent, readStored, replayLog } from '../support/log.ts'
import { runService, type Service } from '../support/service.ts'
import type { Cast } from '../support/walk.ts'
import { type Attempt, accepting, drafting, pledging, registerCast, type Writer, write } from './load.ts'

/** How often each mark stands in the log: a request that happened twice would stand there twice. */
const countMarks = async (db: Database) => {
  const counts = new Map<string, number>()
  for (const { id } of await db.select({ id: donations.id }).from(donations))
    for (const entry of (await readStored(db, id)).log) {
      const { data } = parseEvent(entry)
      const mark = String(data.number ?? data.note ?? data.reference)
      counts.set(mark, (counts.get(mark) ?? 0) + 1)
    }
  return counts
}

const isDone = ({ answer }: Attempt) => answer?.status === 201

/** What was acknowledged, as the service shows it after what befell it. */
const checkAcknowledged = async (t: Test, { call }: Service, attempts: Attempt[]) => {
  for (const { answer, call: asked, mark } of attempts.filter(isDone)) {
    const path = answer?.headers.get('location') ?? ''
    const shown = await call({ key: asked.key, path })
    const isThere = shown.status === 200 && JSON.stringify(shown.body).includes(mark)
    if (!isThere) t.fail(`${path} was acknowledged and is lost`, { shown, mark })
  }
}

/** Sends again, under its key, each request that was not answered, as its sender would. */
const repeat = async ({ call }: Service, attempts: Attempt[]) => {
  let carried = 0
  for (const attempt of attempts) {
    if (attempt.answer) continue
    attempt.answer = await call(attempt.call)
    if (attempt.answer.headers.get('idempotency-replayed')) carried += 1
  }
  return carried
}

const checkLogs = async (t: Test, db: Database) => {
  for (const { id } of await db.select({ id: donations.id }).from(donations)) {
    const stored = await readStored(db, id)
    t.same(findBreaks(stored), [], 'the chain holds')
    const { stored: kept, replayed } = replayLog(stored)
    t.same(replayed, kept, 'nothing is half done')
  }
}

/**
 * Lets something befall a service under load, and compares all that it acknowledged with what it shows afterwards; what
 * it did not answer may have happened once or not at all, and happens once when it is sent again under its key.
 */
export const survive = async (t: Test, befall: (service: Service) => Promise<void>) => {
  const service = await runService(t)
  const cast: Cast = await registerCast(service)
  const all: Attempt[] = []
  for (let round = 0; round < 2; round++) {
    const writers: Writer[] = [
      ...(await Promise.all(Array.from({ length: 6 }, () => drafting(service, cast)))),
      await accepting(service, cast, 100),
      pledging(cast),
      pledging(cast),
    ]
    const attempts = () => writers.flatMap((writer) => writer.attempts)
    const stop = new AbortController()
    const writing = Promise.all(writers.map((writer) => write(service, writer, stop.signal)))
    while (attempts().filter(isDone).length < 150) await sleep(5)
    await sleep(randomInt(200))
    await befall(service)
    // Who was not hit writes on.
    stop.abort()
    await writing
    await service.waitUntilReady()

    const db = service.enter()
    const acknowledged = attempts().filter(isDone).length
    const unknown = attempts().filter(({ answer }) => !answer)
    t.ok(acknowledged >= 150, 'enough was acknowledged to tell')
    t.ok(unknown.length > 0, 'and something was under way')
    await checkAcknowledged(t, service, attempts())
    const before = await countMarks(db)
    for (const { mark, answer } of attempts()) {
      const count = before.get(mark) ?? 0
      if (isDone({ mark, answer, call: { path: '' } }) ? count !== 1 : count > 1)
        t.fail(`${mark} happened ${count} times, answered ${answer?.status}`)
    }
    const happened = unknown.filter(({ mark }) => before.get(mark)).length
    const replayed = await repeat(service, attempts())
    t.equal(replayed, happened, 'what had happened is answered from what was kept')
    t.same(
      attempts()
        .filter((attempt) => !isDone(attempt))
        .map(({ answer }) => answer),
      [],
      'what had not is carried out now',
    )
    const after = await countMarks(db)
    t.same(
      attempts()
        .filter(({ mark }) => after.get(mark) !== 1)
        .map(({ mark }) => after.get(mark)),
      [],
      'everything happened once',
    )
    await checkLogs(t, db)
    t.comment(`${acknowledged} acknowledged, ${unknown.length} unknown, of which ${happened} had happened`)
    all.push(...attempts())
  }
  await checkAcknowledged(t, service, all)
}
