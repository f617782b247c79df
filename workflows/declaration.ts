import * as z from 'zod'
import type { WorkflowRole } from '../schemas/roles.ts'

/** What a workflow declares of an event: who may send it, what it carries, what it means. */
export interface EventDeclaration {
  /** Roles that may send it; empty for an event that only a cascade or a deadline brings about. */
  by: readonly WorkflowRole[]
  /** Strict schema of its `data`. */
  data: z.ZodObject
  /** One sentence for the API reference and the generated tables. */
  says: string
  /** How far it reaches: its subject and what that belongs to, or all that belongs to the subject as well. */
  reach?: 'tree'
}

export const nothing = z.strictObject({})

/** What happens by itself, with a cascade or a deadline, and carries nothing. */
export const recorded = (says: string) => ({ by: [], data: nothing, says }) as const

export type EventDeclarations = Record<string, EventDeclaration>

/** The event a machine gets: what was declared, with who sent it and when it happened. */
export type Sent<Declarations extends EventDeclarations> = {
  [Type in keyof Declarations & string]: {
    type: Type
    data: z.output<Declarations[Type]['data']>
    /** Organization that sent it, or that caused the cascade; absent where a deadline did. */
    by?: string
    /** When it happened, RFC 3339 in UTC. */
    at: string
  }
}[keyof Declarations & string]

/** Why an event that the state accepts is refused all the same. */
export interface Refusal {
  /** Slug in the problem catalogue. */
  problem: string
  /** JSON pointer into the event, where a field is at fault. */
  pointer?: string
  /** Values for the problem's text. */
  values?: Record<string, string | number>
}

/** An event that one row's transition sends to others of its stream, or to another stream. */
export interface Tell {
  /**
   * An id, or whom by relation: `stream` is the donation, `children` all that belongs to the teller. Another stream is
   * told in a transaction of its own soon after, exactly once.
   */
  to: 'stream' | 'children' | { stream: string } | (string & {})
  /** The engine adds who sent the event that began the cascade, and when it happened. */
  event: { type: string; data: Record<string, unknown> }
}

/** Milliseconds of a day: every delay is a whole number of days, which the engine rounds up to the end of the last. */
export const day = 86_400_000

/** What the states of a machine say about themselves. */
export interface StateMeta {
  waitsFor: readonly WorkflowRole[]
}
