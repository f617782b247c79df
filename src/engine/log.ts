import { hash as digest } from 'node:crypto'
import canonicalize from 'canonicalize'
import { v7 as uuidv7 } from 'uuid'
import type { Actor, Event } from '../../schemas/event.ts'
import type { Row } from './snapshot.ts'

/** The hash before the first event of a stream. */
export const genesis = '0'.repeat(64)

/** A row of `events`, and its type: canonical JSON of an event without its hash, and the hash that chains it to the one before. */
export interface LogEntry {
  streamId: string
  sequence: number
  id: string
  type: string
  body: string
  hash: string
}

export const hashEvent = (previousHash: string, body: string): string => digest('sha256', previousHash + body)

export interface LogContext {
  actor: Actor
  /** When it happened, as the sender says, and when it is written down. */
  occurredAt: string
  recordedAt: string
}

export interface Happening {
  type: string
  subject: Pick<Row, 'kind' | 'id'>
  from: string | null
  to: string
  cause: string | null
  data: Record<string, unknown>
}

/** Adds events to the log of one stream in memory: numbers them, chains them, and moves the head along. */
export const openLog = (stream: Row, { actor, occurredAt, recordedAt }: LogContext) => {
  let sequence = stream.sequence ?? 0
  let hash = stream.hash ?? genesis
  const entries: LogEntry[] = []
  return {
    entries,
    head: () => ({ sequence, hash }),
    /** Answers the id of the event. */
    append: ({ subject, ...happening }: Happening): string => {
      const id = uuidv7()
      sequence += 1
      const event: Omit<Event, 'hash'> = {
        ...happening,
        id,
        stream: stream.id,
        sequence,
        subject: { kind: subject.kind, id: subject.id },
        occurredAt,
        recordedAt,
        actor,
      }
      const body = canonicalize(event)
      if (body === undefined) throw new Error(`an event of type ${happening.type} has no JSON form`)
      hash = hashEvent(hash, body)
      entries.push({ streamId: stream.id, sequence, id, type: happening.type, body, hash })
      return id
    },
  }
}

/** The event as callers see it, as JSON text: the very bytes that were hashed, and their hash. */
export const eventText = ({ body, hash }: Pick<LogEntry, 'body' | 'hash'>): string =>
  `${body.slice(0, -1)},"hash":"${hash}"}`
