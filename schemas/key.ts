import * as z from 'zod'
import { GivenTimestamp, Id, line, Timestamp } from './primitives.ts'

export const Scope = z
  .enum(['read', 'write', 'keys'])
  .describe(
    '`read` opens every GET, `write` every POST, `keys` the management of the own keys. None includes another.',
  )
export type Scope = z.infer<typeof Scope>

export const NewKey = z
  .strictObject({
    name: line(100).describe('What the key is for, so that its owner can tell keys apart.'),
    scopes: z.array(Scope).min(1).max(Scope.options.length),
    expiresAt: GivenTimestamp.optional().describe(
      'When it stops working; without one it works until revoked.',
    ),
  })
  .describe('A key to make.')
  .meta({ examples: [{ name: 'Stock system', scopes: ['read', 'write'] }] })
export type NewKey = z.infer<typeof NewKey>

const RotationBody = z.strictObject({
  overlapMinutes: z
    .int()
    .min(0)
    .max(10_080)
    .default(1440)
    .describe('Minutes for which the old key goes on working beside its successor; a week at most.'),
})

// A request without a body comes as null.
export const Rotation = RotationBody.nullable()
  .transform((body) => body ?? RotationBody.parse({}))
  .describe('How a key is replaced. A body is not needed.')

export const Revocation = z.strictObject({}).nullable().describe('Nothing. A body is not needed.')

export const Key = z
  .object({
    id: Id,
    name: z.string(),
    hint: z.string().describe('The last characters of the secret.'),
    scopes: z.array(Scope),
    createdAt: Timestamp,
    expiresAt: Timestamp.optional(),
    revokedAt: Timestamp.optional(),
    rotatedTo: Id.optional().describe('The key that takes its place.'),
    lastUsedAt: Timestamp.optional().describe('Noted at most once a minute.'),
  })
  .describe('An API key, without its secret.')
export type Key = z.infer<typeof Key>

export const MadeKey = z
  .object({
    ...Key.shape,
    secret: z
      .string()
      .optional()
      .describe(
        'The key itself, to send as `Authorization: Bearer …`. Shown in this answer only: Besik keeps no more than ' +
          'its hash, so the same request made again is answered without it. If it is lost, revoke the key and make ' +
          'another under a new `Idempotency-Key`.',
      ),
  })
  .describe('A key just made.')
