import type { Components } from './document.ts'

/** Headers of answers. */
export const headers = {
  ETag: {
    description: 'Version of the resource, to send as `If-Match` with the next event.',
    schema: { type: 'string', pattern: '^"[1-9][0-9]*"$' },
  },
  'Content-Disposition': {
    description: 'Name to save the file under (RFC 6266).',
    schema: { type: 'string' },
  },
  Location: { description: 'Path of what was made.', schema: { type: 'string', format: 'uri-reference' } },
  Link: {
    description: 'The next page, as `<…>; rel="next"` (RFC 8288). Absent on the last.',
    schema: { type: 'string' },
  },
  'Idempotency-Replayed': {
    description: '`true` where this is the kept answer to a request that was made before.',
    schema: { type: 'string', const: 'true' },
  },
  'Retry-After': {
    description: 'Seconds to wait before another try.',
    schema: { type: 'integer', minimum: 0 },
  },
  'WWW-Authenticate': { description: 'How to say who asks (RFC 6750).', schema: { type: 'string' } },
  'Content-Language': {
    description: 'Language of the texts.',
    schema: { type: 'string', enum: ['kk', 'ru', 'en'] },
  },
  'X-RateLimit-Limit': {
    description: 'Requests a minute that the key may make.',
    schema: { type: 'integer' },
  },
  'X-RateLimit-Remaining': { description: 'How many of them are left.', schema: { type: 'integer' } },
  'X-RateLimit-Reset': { description: 'Seconds until they are renewed.', schema: { type: 'integer' } },
} as const satisfies Components['headers']

export type HeaderName = keyof typeof headers

export const referToHeaders = (names: HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** Headers of requests. */
export const parameters: Components['parameters'] = {
  'Accept-Language': {
    in: 'header',
    name: 'Accept-Language',
    required: false,
    description: 'Language of the texts of problems: `kk`, `ru` or `en`, which is the default.',
    schema: { type: 'string' },
  },
  'Idempotency-Key': {
    in: 'header',
    name: 'Idempotency-Key',
    required: true,
    description:
      'Names the change, so that a request made again makes it only once. A UUID will do; a new one for each change.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '5f0c6c1e-58a2-4b1f-9d6b-0c3a3f1f7a11',
  },
  'If-Match': {
    in: 'header',
    name: 'If-Match',
    required: true,
    description: 'The `ETag` of the resource as the sender saw it.',
    schema: { type: 'string', pattern: '^"[1-9][0-9]*"$' },
    example: '"3"',
  },
}
