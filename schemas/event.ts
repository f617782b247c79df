import * as z from 'zod'
import { Id, Timestamp } from './primitives.ts'

/** What has a workflow inside a donation's stream. */
export const donationKinds = ['donation', 'shipment', 'unit'] as const
/** What has a workflow, and a stream, of its own. */
export const loneKinds = ['need', 'memorandum', 'programme', 'recall', 'endpoint'] as const
export type LoneKind = (typeof loneKinds)[number]
/** Whatever has a workflow. */
export const kinds = [...donationKinds, ...loneKinds] as const
export const Kind = z.enum(kinds)
export type Kind = z.infer<typeof Kind>

/** What sent an event: an organization through one of its keys, whoever holds a confirmation link, or a deadline. */
export const Actor = z.union([
  z.object({ organization: Id, key: Id.describe('The API key used.') }),
  z.object({
    organization: Id,
    link: Id.describe('The confirmation or follow-up link used, which speaks for the hospital.'),
  }),
  z.object({
    deadline: z
      .string()
      .describe('Name of the deadline that passed; of an endpoint also what its receiver brought about.'),
  }),
])
export type Actor = z.infer<typeof Actor>

/** A fact that happened. The same object stands in the log, in a timeline, in the feed and in a webhook. */
export const Event = z
  .object({
    id: Id,
    type: z.string().describe('`noun.pastParticiple`.'),
    stream: Id.describe(
      'The donation, need, memorandum, programme, recall or endpoint whose log this is; events of one stream are ordered and ' +
        'hash-chained.',
    ),
    sequence: z.int().describe('Place in the stream, from 1, without gaps.'),
    subject: z.object({ kind: Kind, id: Id }).describe('What it happened to.'),
    from: z.string().nullable().describe('State before; null where the event made the subject.'),
    to: z.string().describe('State after.'),
    occurredAt: Timestamp.describe('When it happened, as its sender says.'),
    recordedAt: Timestamp.describe('When Besik wrote it down.'),
    actor: Actor,
    cause: Id.nullable().describe('The event whose cascade brought this one about.'),
    data: z.record(z.string(), z.unknown()).describe('What its type declares.'),
    hash: z
      .string()
      .describe(
        'SHA-256 of the hash before it in the stream (64 zeros for the first) and the canonical JSON of the rest.',
      ),
  })
  .describe('A fact that happened; append-only.')
export type Event = z.infer<typeof Event>
