import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import type { Kind } from '../../schemas/event.ts'
import { rolesOf } from '../../src/engine/decide.ts'
import { availableEvents } from '../../src/engine/snapshot.ts'
import { type Built, build, type Organization, speakAs } from '../support/build.ts'
import { makeFire, passTime } from '../support/deadlines.ts'
import { findFaults } from '../support/invariants.ts'
import { findBreaks, readStored, replayLog, type Stored } from '../support/log.ts'
import { makeData, sendable } from '../support/payloads.ts'
import { type Cast, makeCast, walk } from '../support/walk.ts'

const dice = fc.nat(1 << 16)
const step = fc.record({
  does: fc.oneof(
    { weight: 12, arbitrary: fc.constant('likely' as const) },
    { weight: 4, arbitrary: fc.constant('any' as const) },
    { weight: 4, arbitrary: fc.constant('plan' as const) },
    { weight: 1, arbitrary: fc.constant('stale' as const) },
    { weight: 1, arbitrary: fc.constant('again' as const) },
    { weight: 2, arbitrary: fc.constant('deadline' as const) },
  ),
  actor: dice,
  row: dice,
  event: dice,
  dice,
})
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const starts = [
  'pledged',
  'contracting',
  'contracted',
  'planned',
  'dispatched',
  'arrived',
  'arrived',
] as const

interface Sent {
  by: Organization
  url: string
  body: unknown
  headers: Record<string, string>
}

interface Trail {
  built: Built
  cast: Cast
  actors: Organization[]
  stranger: Organization
  id: string
  quantity: number
  last?: { sent: Sent; status: number; answer: string }
  /** How often each status was answered. */
  seen: Record<string, number>
}

const pick = <One>(list: readonly One[], n: number): One | undefined => list[n % list.length]
const answers = new Set([201, 403, 404, 409, 412])
const paths: Partial<Record<Kind, string>> = {
  donation: 'donations',
  shipment: 'shipments',
  unit: 'units',
  endpoint: 'endpoints',
}

const seldom = /^(donation\.(declined|withdrawn|cancelled|closed)|party\.added|contract\.(drafted|reduced))$/

/** Who may send what to which row; what would end the story, or not carry it on, is seldom among it. */
const listOffers = (actors: Organization[], rows: Stored['rows'], { dice }: Step) => {
  const stream = rows.find(({ kind }) => kind === 'donation')
  return actors.flatMap((by) =>
    rows.flatMap((row) =>
      availableEvents(row, stream ? rolesOf(stream, by.id) : [], by.id)
        .filter((type) => dice % 8 === 0 || !seldom.test(type))
        .map((type) => ({ by, row, type })),
    ),
  )
}

/** Chooses what is sent in this step, by whom, and whether it was on offer. */
const choose = async (
  { built, cast, actors, id }: Trail,
  { rows }: Stored,
  move: Step,
): Promise<Sent & { offered: boolean }> => {
  if (move.does === 'plan') {
    const donation = await speakAs(built, cast.donor).get(`/v1/donations/${id}`)
    const item: string = donation.body.items[0].id
    const refused = rows.filter(({ kind, state }) => kind === 'unit' && /^(rejected|repairing)$/.test(state))
    const replaces = move.dice % 2 === 0 ? pick(refused, move.row)?.id : undefined
    const units = Array.from({ length: 1 + (move.event % 2) }, (_, n) => ({
      item,
      ...(n === 0 && replaces && { replaces }),
    }))
    const by = pick(actors, move.actor) ?? cast.donor
    const url = `/v1/donations/${id}/shipments`
    return { by, url, body: { incotermPlace: 'Almaty', units }, headers: {}, offered: true }
  }
  const likely = move.does === 'likely' ? pick(listOffers(actors, rows, move), move.event) : undefined
  const { by, row } = likely ?? { by: pick(actors, move.actor) ?? cast.donor, row: pick(rows, move.row) }
  if (!row) throw new Error('a donation without a row')
  const path = `/v1/${paths[row.kind]}/${row.id}`
  const { status, body } = await speakAs(built, by).get(path)
  const available: string[] = status === 200 ? body.availableEvents : []
  const type = likely?.type ?? pick(sendable(row.kind), move.event) ?? ''
  const version = move.does === 'stale' ? row.version + 1 : row.version
  return {
    by,
    url: `${path}/events`,
    body: { type, data: makeData(type, row, rows, cast, move.dice) },
    headers: { 'if-match': `"${version}"` },
    offered: available.includes(type) && move.does !== 'stale',
  }
}

/** Lets one open deadline of the donation fall due, and pass. */
const passDeadline = async ({ built }: Trail, { deadlines: open }: Stored, move: Step) => {
  const timer = pick(open, move.dice)
  if (!timer) return
  await passTime(built.db, timer.workflowId, timer.name)
  await makeFire(built.db)()
}

interface Taken {
  faults: string[]
  /** What must have left no trace. */
  traceless?: string
}

/** Takes one step; answers what was wrong with its answer. */
const take = async (trail: Trail, before: Stored, move: Step): Promise<Taken> => {
  if (move.does === 'deadline') return passDeadline(trail, before, move).then(() => ({ faults: [] }))
  const again = move.does === 'again' && trail.last?.status === 201 ? trail.last : undefined
  const { offered, ...chosen } = again ? { ...again.sent, offered: true } : await choose(trail, before, move)
  const sent: Sent = { ...chosen, headers: { 'idempotency-key': randomUUID(), ...chosen.headers } }
  const { status, body } = await speakAs(trail.built, sent.by).post(sent.url, sent.body, sent.headers)
  const answer = JSON.stringify(body)
  trail.seen[status] = (trail.seen[status] ?? 0) + 1
  trail.last = { sent, status, answer }
  const said = `${sent.url} ${JSON.stringify(sent.body)} was answered ${status}: ${answer}`
  const faults: string[] = []
  if (!answers.has(status)) faults.push(said)
  if (sent.by === trail.stranger && status !== 404) faults.push(`a stranger: ${said}`)
  if (status === 201 && !offered) faults.push(`not on offer: ${said}`)
  if (again && answer !== again.answer) faults.push(`again: ${said}`)
  return { faults, ...((status !== 201 || again) && { traceless: said }) }
}

t.setTimeout(100_000)

t.test('keeps its promises whatever is sent by whom', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const stranger = await built.makeOrganization({ name: 'Stranger' })
  const actors = [
    cast.donor,
    cast.recipient,
    cast.donor,
    cast.recipient,
    cast.supplier,
    cast.authority,
    stranger,
  ]
  const seen: Record<string, number> = {}
  const property = fc.asyncProperty(
    // Unbiased: small numbers are nothing special here, and would send everything to the first of all rows.
    fc.noBias(fc.integer({ min: 1, max: 4 })),
    fc.constantFrom(...starts),
    fc.noBias(fc.array(step, { minLength: 12, maxLength: 40, size: 'max' })),
    async (quantity, until, steps) => {
      const { id } = await walk(built, cast, { quantity, until })
      const trail: Trail = { built, cast, actors, stranger, id, quantity, seen }
      let stored = await readStored(built.db, id)
      for (const [place, move] of steps.entries()) {
        const before = stored
        const { faults, traceless } = await take(trail, before, move)
        stored = await readStored(built.db, id)
        faults.push(...findFaults(stored, quantity))
        if (traceless && !isDeepStrictEqual(stored, before)) faults.push(`something changed: ${traceless}`)
        if (faults.length > 0) throw new Error(`step ${place + 1}: ${faults.join('\n')}`)
      }
      const breaks = findBreaks(stored)
      if (breaks.length > 0) throw new Error(breaks.join('\n'))
      const { stored: kept, replayed } = replayLog(stored)
      if (!isDeepStrictEqual(kept, replayed)) {
        t.same(replayed, kept)
        throw new Error('the log, replayed, gives something else than what is stored')
      }
    },
  )
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false })
  t.comment(`answers by status: ${JSON.stringify(seen)}`)
  t.ok((seen[201] ?? 0) > 100, 'enough was accepted to tell')
  t.ok((seen[404] ?? 0) + (seen[403] ?? 0) + (seen[409] ?? 0) > 50, 'enough was refused to tell')
})
