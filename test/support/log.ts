import { asc, eq } from 'drizzle-orm'
import { NewDonation } from '../../schemas/donation.ts'
import { type Event, Event as EventSchema } from '../../schemas/event.ts'
import type { Database } from '../../src/database/client.ts'
import { deadlines, events, items, parties, workflows } from '../../src/database/tables.ts'
import { rolesByParty } from '../../src/donations/repository.ts'
import { type Deadline, type NewRow, openDecision } from '../../src/engine/decide.ts'
import { genesis, hashEvent, type LogEntry } from '../../src/engine/log.ts'
import { getContext, type Row } from '../../src/engine/snapshot.ts'

/** An entry of the log as it is stored: its type stands in its body. */
type Logged = Omit<LogEntry, 'type'>

/** All that the database holds of one stream. */
export interface Stored {
  rows: Row[]
  log: Logged[]
  deadlines: Deadline[]
  /** Ids of the donation's items, in their order. */
  items: string[]
  /** What lists and reads go by. */
  parties: { organizationId: string; state: string; roles: string[] }[]
}

export const readStored = async (db: Database, id: string): Promise<Stored> => {
  const rows = await db.select().from(workflows).where(eq(workflows.streamId, id)).orderBy(asc(workflows.id))
  const timers = await db.select().from(deadlines).where(eq(deadlines.streamId, id))
  const lines = await db
    .select({ id: items.id })
    .from(items)
    .where(eq(items.donationId, id))
    .orderBy(items.place)
  return {
    rows: rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() })),
    log: await db.select().from(events).where(eq(events.streamId, id)).orderBy(asc(events.sequence)),
    deadlines: timers.map((timer) => ({ ...timer, dueAt: timer.dueAt.toISOString() })),
    items: lines.map((line) => line.id),
    parties: await db
      .select({ organizationId: parties.organizationId, state: parties.state, roles: parties.roles })
      .from(parties)
      .where(eq(parties.streamId, id))
      .orderBy(asc(parties.organizationId)),
  }
}

/** What is wrong with a log as a chain: gaps, hashes that do not follow from what they chain, and its head. */
export const findBreaks = ({ log, rows }: Pick<Stored, 'log' | 'rows'>): string[] => {
  const breaks: string[] = []
  let previous = genesis
  for (const [place, { sequence, body, hash }] of log.entries()) {
    if (sequence !== place + 1) breaks.push(`place ${place + 1} holds event ${sequence}`)
    if (hashEvent(previous, body) !== hash) breaks.push(`the hash of event ${sequence} does not follow`)
    previous = hash
  }
  const head = rows.find(({ id, streamId }) => id === streamId)
  if (head?.sequence !== log.length) breaks.push(`the head counts ${head?.sequence} of ${log.length} events`)
  if (head?.hash !== previous) breaks.push('the head has the hash of another event')
  return breaks
}

export const parseEvent = ({ body, hash }: Logged): Event => EventSchema.parse({ ...JSON.parse(body), hash })

/** An event told so that two logs of the same happenings read alike: their ids are made anew each time. */
const tell = (log: Event[]) =>
  log.map(({ id: _id, hash: _hash, cause, ...event }) => ({
    ...event,
    cause: log.findIndex(({ id }) => id === cause),
  }))

/** Events that one decision wrote: a shipment is planned together with its units. */
const toDecisions = (log: Event[]): Event[][] => {
  const decisions: Event[][] = []
  for (const event of log) {
    const last = decisions.at(-1)
    const isPlanned = last?.[0]?.type === 'shipment.planned' && /^unit\.(planned|replaced)$/.test(event.type)
    if (last && (event.cause !== null || isPlanned)) last.push(event)
    else decisions.push([event])
  }
  return decisions
}

interface Rebuilt {
  rows: Map<string, Row>
  log: Event[]
  deadlines: Map<string, Deadline>
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** What a row began with, of which its first event says what only its sender could know. */
const toNewRow = (
  { type, subject, stream, data }: Event,
  group: Event[],
  rows: Rebuilt['rows'],
  lines: string[],
) => {
  const made = { id: subject.id, kind: subject.kind, type, data }
  if (subject.kind === 'donation') {
    const pledge = NewDonation.parse(data)
    const quantities = pledge.items.map(({ quantity }, place) => [lines[place], quantity])
    return {
      ...made,
      parentId: null,
      input: {
        zone: pledge.timeZone ?? 'Asia/Almaty',
        policy: pledge.policy,
        parties: rolesByParty(pledge),
        items: Object.fromEntries(quantities),
      },
    }
  }
  const donation = rows.get(stream)
  if (!donation) throw new Error(`${type} before its donation`)
  const { zone, policy } = getContext('donation', donation)
  if (subject.kind === 'shipment') {
    const units = group.flatMap((event) => (event.type === 'unit.planned' ? [event.subject.id] : []))
    const { customsStay, acceptanceReminder, acceptanceEscalation, linkExpiry } = policy
    const days = { customsStay, acceptanceReminder, acceptanceEscalation, linkExpiry }
    return { ...made, parentId: stream, input: { ...days, zone, units } }
  }
  const { item, replaces, serialNumber, shipment, protocol } = data
  const takes = replaces ? 'remedying' : 'open'
  const { remedy, followUp30, followUp90, followUp180, followUp365, followUpAnswer } = policy
  const unitDays = { remedy, followUp30, followUp90, followUp180, followUp365, followUpAnswer }
  return {
    ...made,
    parentId: text(shipment) ?? '',
    input: { ...unitDays, zone, item, takes, serialNumber, protocol },
  }
}

const replayOne = (group: Event[], { rows, log, deadlines }: Rebuilt, lines: string[]) => {
  const [root] = group
  if (!root) return
  const { stream: id, actor, occurredAt, recordedAt: now } = root
  const by = 'organization' in actor ? actor.organization : undefined
  const blank = { id, kind: root.subject.kind, streamId: id, parentId: null, state: '', hash: null }
  const stream = rows.get(id) ?? {
    ...blank,
    ...{ version: 0, machineVersion: 0, context: {}, updatedAt: now, sequence: 0 },
  }
  const decision = openDecision({ stream, rows: [...rows.values()], actor, by, occurredAt, now })
  for (const event of group.filter(({ cause }) => cause === null)) {
    const row = rows.get(event.subject.id)
    if (event.from === null) decision.make(toNewRow(event, group, rows, lines) satisfies NewRow)
    else if (!row) throw new Error(`${event.type} of a row that was never made`)
    else if ('deadline' in event.actor) {
      const { deadline } = event.actor
      // Of several of one name, as of answers to follow-ups, the event says which has passed.
      const isIt = ({ workflowId, name, event: { data = {} } }: Deadline) =>
        workflowId === row.id &&
        name === deadline &&
        (data.days === undefined || data.days === event.data.days)
      const timer = [...deadlines.values()].find(isIt)
      if (!timer) throw new Error(`${event.type}: deadline ${deadline} is not open`)
      decision.pass(row, timer)
    } else decision.send(row, { type: event.type, data: event.data, by, at: occurredAt })
  }
  const closed = decision.close()
  for (const row of closed.rows.values()) rows.set(row.id, row)
  for (const { workflowId, sendId } of closed.deadlinesCancelled) deadlines.delete(`${workflowId} ${sendId}`)
  for (const timer of closed.deadlinesSet) deadlines.set(`${timer.workflowId} ${timer.sendId}`, timer)
  log.push(...closed.entries.map(parseEvent))
}

const sortBy = <One>(list: Iterable<One>, key: (one: One) => string) =>
  [...list].sort((one, other) => (key(one) < key(other) ? -1 : 1))

/** What is compared of a stream. Hashes are left out: they chain ids, which a replay makes anew. */
const portray = ({
  rows,
  log,
  deadlines,
}: {
  rows: Iterable<Row>
  log: Event[]
  deadlines: Iterable<Deadline>
}) => ({
  rows: sortBy(rows, ({ id }) => id).map(({ hash: _hash, ...row }) => JSON.parse(JSON.stringify(row))),
  log: tell(log),
  deadlines: sortBy(deadlines, ({ workflowId, sendId }) => workflowId + sendId),
})

/**
 * Runs what the log says was sent, made and passed through the machines anew, in memory; answers what is stored and
 * what ought to be.
 */
export const replayLog = ({ rows, log, deadlines, items: lines }: Stored) => {
  const parsed = log.map(parseEvent)
  const rebuilt: Rebuilt = { rows: new Map(), log: [], deadlines: new Map() }
  for (const group of toDecisions(parsed)) replayOne(group, rebuilt, lines)
  return {
    stored: portray({ rows, log: parsed, deadlines }),
    replayed: portray({
      rows: rebuilt.rows.values(),
      log: rebuilt.log,
      deadlines: rebuilt.deadlines.values(),
    }),
  }
}
