import type { Actor, Kind } from '../../schemas/event.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import { findDeclaration } from '../../workflows/catalogue.ts'
import type { Tell } from '../../workflows/declaration.ts'
import { fromRefusal, problem } from '../problems/problem.ts'
import { dueAt } from './due.ts'
import { type LogEntry, openLog } from './log.ts'
import {
  accepts,
  advance,
  availableEvents,
  begin,
  type Effect,
  findRefusal,
  type MachineEvent,
  type Moved,
  machineVersion,
  type Row,
} from './snapshot.ts'

export interface Deadline {
  workflowId: string
  sendId: string
  name: string
  streamId: string
  event: { type: string; data?: Record<string, unknown> }
  dueAt: string
}

/** All that one dispatch changes: what the write statement stores, or nothing of it. */
export interface Decision {
  /** The stream's row as it was read: the write is refused where its head has moved since. */
  before: Row
  /** Rows after, by id; those that `made` lists are new. */
  rows: Map<string, Row>
  changed: Set<string>
  made: Set<string>
  entries: LogEntry[]
  deadlinesSet: Deadline[]
  deadlinesCancelled: Pick<Deadline, 'workflowId' | 'sendId'>[]
}

/** A row to make, as part of a decision. */
export interface NewRow {
  id: string
  kind: Kind
  parentId: string | null
  input: Record<string, unknown>
  /** What its first event carries. */
  data: Record<string, unknown>
  /** Type of its first event. */
  type: string
}

export interface Scene {
  /** The stream's row, or where the decision makes the stream, the row it will have before its first event. */
  stream: Row
  /** Every row the decision may touch. */
  rows: Row[]
  actor: Actor
  /** Organization that acts; absent where a deadline does. */
  by?: string
  occurredAt: string
  now: string
}

/** Name of the deadlines by which one stream tells another. */
export const news = 'news'

interface Told {
  to: Row
  event: MachineEvent
  cause: string | null
  /** Whether a refusal is passed over: a broadcast reaches whom it concerns. */
  lenient: boolean
}

const byId = (one: Row, other: Row) => (one.id < other.id ? -1 : 1)

const zoneOf = (row: Row) => (typeof row.context.zone === 'string' ? row.context.zone : 'UTC')

/**
 * Works out in memory what an event, or the making of rows, does to a stream: transitions, the cascade they set off,
 * events for the log, and deadlines. Throws a problem where anything in it is refused, so that all of it is.
 */
export const openDecision = ({ stream, rows, actor, by, occurredAt, now }: Scene) => {
  const log = openLog(stream, { actor, occurredAt, recordedAt: now })
  const decision: Decision = {
    before: stream,
    rows: new Map(rows.map((row) => [row.id, row])),
    changed: new Set(),
    made: new Set(),
    entries: log.entries,
    deadlinesSet: [],
    deadlinesCancelled: [],
  }
  const queue: Told[] = []

  // Another stream has a head of its own, which this decision can't move: a deadline that is due at once tells it.
  const tellElsewhere = (id: string, event: Tell['event']) => {
    const { length } = decision.deadlinesSet
    const sendId = `${event.type} ${stream.id} ${(stream.sequence ?? 0) + log.entries.length} ${length}`
    decision.deadlinesSet.push({
      workflowId: id,
      streamId: id,
      sendId,
      name: news,
      event,
      dueAt: now,
    })
  }

  const audience = (from: Row, to: string): Row[] => {
    // In the order in which they were made: the order in which they were read is that of a query plan.
    if (to === 'children')
      return [...decision.rows.values()].filter((row) => row.parentId === from.id).sort(byId)
    const row = decision.rows.get(to === 'stream' ? from.streamId : to)
    if (!row) throw new Error(`${from.kind} ${from.id} tells ${to}, which was not read`)
    return [row]
  }

  const perform = (
    row: Row,
    effect: Effect,
    { from, cause, data }: { from: string | null; cause: string | null; data: Record<string, unknown> },
  ) => {
    switch (effect.does) {
      case 'record': {
        const taken = (effect.takes ?? []).filter((field) => data[field] !== undefined)
        const carried = Object.fromEntries(taken.map((field) => [field, data[field]]))
        return void log.append({ type: effect.type, subject: row, from, to: row.state, cause, data: carried })
      }
      case 'tell':
        if (typeof effect.told.to === 'object') return tellElsewhere(effect.told.to.stream, effect.told.event)
        for (const to of audience(row, effect.told.to))
          queue.push({
            to,
            event: { ...effect.told.event, by, at: occurredAt },
            cause,
            lenient: effect.told.to === 'children',
          })
        return
      case 'cancel':
        // One statement can't delete the row that it inserts: a deadline of this very decision is not set at all.
        decision.deadlinesSet = decision.deadlinesSet.filter(
          (one) => one.workflowId !== row.id || one.sendId !== effect.sendId,
        )
        return void decision.deadlinesCancelled.push({ workflowId: row.id, sendId: effect.sendId })
      case 'set': {
        const { sendId, name, event, days } = effect
        // One that names a moment is counted from that, which may have been told late.
        const due = dueAt(event.at || now, days, zoneOf(row))
        // A deadline set again replaces the one it cancelled: one statement can't delete and insert the same row.
        decision.deadlinesCancelled = decision.deadlinesCancelled.filter(
          (one) => one.workflowId !== row.id || one.sendId !== sendId,
        )
        decision.deadlinesSet.push({
          workflowId: row.id,
          streamId: row.streamId,
          sendId,
          name,
          event,
          dueAt: due,
        })
      }
    }
  }

  const settle = (row: Row, moved: Moved, logged: Omit<Parameters<typeof log.append>[0], 'to'>) => {
    const { state, context, effects } = moved
    const version = decision.made.has(row.id) ? 1 : row.version + (decision.changed.has(row.id) ? 0 : 1)
    const after = {
      ...row,
      state,
      context,
      version,
      machineVersion: machineVersion(row.kind),
      updatedAt: now,
    }
    decision.rows.set(row.id, after)
    decision.changed.add(row.id)
    const declared = findDeclaration(row.kind, logged.type)
    const cause = declared ? log.append({ ...logged, to: state }) : logged.cause
    const { from, data } = logged
    for (const effect of effects) perform(after, effect, { from, cause, data })
  }

  const take = ({ to, event, cause, lenient }: Told) => {
    const row = decision.rows.get(to.id) ?? to
    const moved = advance(row, event)
    if (moved)
      return settle(row, moved, { type: event.type, subject: row, from: row.state, cause, data: event.data })
    if (lenient) return
    const refusal = accepts(row, event.type) ? findRefusal(row, event) : undefined
    if (refusal) throw fromRefusal(refusal)
    const roles = rolesOf(stream, by)
    throw problem('transition-not-allowed', {
      values: { event: event.type, state: row.state },
      extensions: { state: row.state, availableEvents: by ? availableEvents(row, roles, by) : [] },
    })
  }

  const drain = () => {
    for (let told = queue.shift(); told; told = queue.shift()) take(told)
  }

  return {
    /** Makes a row in its first state. */
    make: ({ id, kind, parentId, input, data, type }: NewRow) => {
      const moved = begin(kind, input)
      const isStream = parentId === null
      const row: Row = {
        id,
        kind,
        streamId: stream.id,
        parentId,
        state: moved.state,
        version: 1,
        machineVersion: machineVersion(kind),
        context: moved.context,
        updatedAt: now,
        sequence: isStream ? 0 : null,
        hash: null,
      }
      decision.made.add(id)
      settle(row, moved, { type, subject: row, from: null, cause: null, data })
      drain()
    },
    /** Sends an event to a row. */
    send: (to: Row, event: MachineEvent) => {
      queue.push({ to, event, cause: null, lenient: false })
      drain()
    },
    /** State of a row as the decision leaves it so far. */
    stateOf: (id: string) => decision.rows.get(id)?.state,
    /** Lets a deadline pass: its timer is spent, and the row does what it does then, if it still cares. */
    pass: (to: Row, { sendId, event }: Pick<Deadline, 'sendId' | 'event'>) => {
      decision.deadlinesCancelled.push({ workflowId: to.id, sendId })
      queue.push({ to, event: { data: {}, ...event, at: occurredAt }, cause: null, lenient: true })
      drain()
    },
    /** The whole decision; the stream's row carries the new head of the log. */
    close: (): Decision => {
      const head = decision.rows.get(stream.id) ?? stream
      decision.rows.set(stream.id, { ...head, ...log.head() })
      decision.changed.add(stream.id)
      return decision
    },
  }
}

/** Roles of an organization in a stream; none for a stranger. */
export const rolesOf = (stream: Row, organization: string | undefined): readonly WorkflowRole[] => {
  const { parties } = stream.context
  if (!organization || typeof parties !== 'object' || parties === null) return []
  const known: Record<string, WorkflowRole[]> = { ...parties }
  return known[organization] ?? []
}
