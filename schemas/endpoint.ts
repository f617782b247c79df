import * as z from 'zod'
import { Id, line, Timestamp } from './primitives.ts'
import { ProgrammeSlug } from './programme-slug.ts'
import { workflowFields } from './resource.ts'
import { Role } from './roles.ts'

export const EventPattern = z
  .string()
  .max(80)
  .regex(/^(\*|[a-z][A-Za-z]*\.(\*|[a-z][A-Za-z]*))$/)
  .describe(
    'A type of event such as `unit.accepted`, those of a noun such as `unit.*`, or `*` for every one.',
  )

export const Signature = z
  .enum(['v1', 'v1a'])
  .describe(
    '`v1`: HMAC-SHA256 with a shared secret. `v1a`: ed25519, of which the receiver knows the public key alone.',
  )
export type Signature = z.infer<typeof Signature>

// What a receiver's gateway may ask for. Those of the message itself, of its signature and of the connection are ours.
const headerName = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/)
const headerValue = z
  .string()
  .max(1000)
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/)

/** Headers of an endpoint's own. Their values are kept encrypted and never shown again. */
export const OwnHeaders = z
  .record(headerName, headerValue)
  .refine((headers) => Object.keys(headers).length <= 10, {
    params: { code: 'too-many', values: { limit: '10' } },
  })
  .describe(
    'Headers that its receiver asks for, such as a token of its gateway. Their values are never shown.',
  )

const settings = {
  url: z
    .string()
    .min(1)
    .describe('Where deliveries go: https, on port 443 or 8443, reached from the internet.'),
  description: line(200).optional(),
  types: z.array(EventPattern).min(1).max(100).describe('The types of event it wants.'),
  donations: z.array(Id).min(1).max(200).optional().describe('Only of these donations.'),
  programmes: z
    .array(ProgrammeSlug)
    .min(1)
    .max(50)
    .optional()
    .describe('Only of these campaigns, and of donations under them.'),
  roles: z
    .array(Role)
    .min(1)
    .max(Role.options.length)
    .optional()
    .describe(
      'Only of donations in which the organization has one of these roles at the moment of publication. The feed goes ' +
        'by the roles its reader has while it reads.',
    ),
  headers: OwnHeaders.optional(),
  rateLimit: z
    .int()
    .min(1)
    .max(60_000)
    .optional()
    .describe('Attempts a minute at most; unlimited by default.'),
  isOrdered: z
    .boolean()
    .optional()
    .describe(
      'Whether the deliveries of a donation are made strictly one after the other. One that fails holds back those of ' +
        'its donation, and no other, until it arrives or is given up.',
    ),
}

export const NewEndpoint = z
  .strictObject({ ...settings, signature: Signature.default('v1') })
  .describe('An endpoint to make.')
  .meta({
    examples: [
      { url: 'https://hooks.example.org/besik', types: ['unit.*', 'donation.closed'], roles: ['partner'] },
    ],
  })
export type NewEndpoint = z.infer<typeof NewEndpoint>

/** JSON merge patch (RFC 7396) of the settings: what is null goes back to its default. */
export const EndpointChange = z
  .strictObject({
    url: settings.url.optional(),
    description: line(200).nullable().optional(),
    types: settings.types.optional(),
    donations: settings.donations.nullable(),
    programmes: settings.programmes.nullable(),
    roles: settings.roles.nullable(),
    headers: settings.headers.nullable(),
    rateLimit: settings.rateLimit.nullable(),
    isOrdered: settings.isOrdered.nullable(),
  })
  .describe('What is to change, as a JSON merge patch. `headers` is replaced as a whole.')
export type EndpointChange = z.infer<typeof EndpointChange>

export const EndpointSecret = z
  .object({
    id: Id,
    signature: Signature,
    publicKey: z.string().optional().describe('Of `v1a`: what the receiver verifies with, `whpk_…`.'),
    createdAt: Timestamp,
    expiresAt: Timestamp.optional().describe('When its successor signs alone.'),
  })
  .describe('What deliveries are signed with. While one replaces another, both sign.')

export const Endpoint = z
  .object({
    id: Id,
    ...workflowFields,
    url: z.string(),
    description: z.string().optional(),
    types: z.array(EventPattern),
    donations: z.array(Id).optional(),
    programmes: z.array(ProgrammeSlug).optional(),
    roles: z.array(Role).optional(),
    headerNames: z.array(z.string()).describe('Names of its own headers; their values are never shown.'),
    rateLimit: z.int().optional(),
    isOrdered: z.boolean(),
    secrets: z.array(EndpointSecret),
    failingSince: Timestamp.optional().describe(
      'Since when nothing could be delivered, once its owner was told so.',
    ),
    disabled: z
      .object({ reason: z.enum(['gone', 'failing']), at: Timestamp })
      .optional()
      .describe('Why and when it was disabled.'),
    createdAt: Timestamp,
  })
  .describe('A URL of an organization that events are delivered to.')
export type Endpoint = z.infer<typeof Endpoint>

const secret = z
  .string()
  .optional()
  .describe(
    'What to verify deliveries with: `whsec_…`, or for `v1a` the public key `whpk_…`. Shown in this answer only; the ' +
      'same request made again is answered without it. If it is lost, rotate it.',
  )

export const MadeEndpoint = z.object({ ...Endpoint.shape, secret }).describe('An endpoint just made.')

const SecretRotationBody = z.strictObject({
  signature: Signature.optional().describe('That of the secret in use by default.'),
  overlapHours: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .describe('Hours for which the old secret goes on signing beside the new one; a week at most.'),
})

// A request without a body comes as null.
export const SecretRotation = SecretRotationBody.nullable()
  .transform((body) => body ?? SecretRotationBody.parse({}))
  .describe('How a secret is replaced. A body is not needed.')

export const MadeSecret = z.object({ ...EndpointSecret.shape, secret }).describe('A secret just made.')
