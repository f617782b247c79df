import { STATUS_CODES } from 'node:http'
import { gateCatalogue } from '../../workflows/gate-catalogue.ts'
import { catalogue, isProblemSlug, type ProblemSlug } from '../problems/catalogue.ts'
import type { ProblemEntry } from '../problems/entry.ts'
import { Problem } from '../problems/problem.ts'
import { renderProblem } from '../problems/render.ts'
import { type Components, type Operation, type Response, refer } from './document.ts'
import { mainsFindings } from './gate-examples.ts'
import { type HeaderName, referToHeaders } from './headers.ts'

const everywhere: ProblemSlug[] = [
  'unauthenticated',
  'invalid-key',
  'key-expired',
  'key-revoked',
  'missing-scope',
  'rate-limited',
  'internal-error',
  'overloaded',
  'database-unavailable',
  'timed-out',
]
const withParameters: ProblemSlug[] = ['invalid-request']
const changes: ProblemSlug[] = [
  'invalid-request',
  'malformed-json',
  'missing-idempotency-key',
  'invalid-idempotency-key',
  'idempotency-key-in-progress',
  'idempotency-key-reused',
  'payload-too-large',
  'unsupported-media-type',
]
const events: ProblemSlug[] = ['unknown-event-type', 'event-in-future']
const versions: ProblemSlug[] = [
  'invalid-if-match',
  'if-match-missing',
  'if-match-stale',
  'transition-not-allowed',
]

/** What may answer a request before it reaches an operation, or where there is none. */
export const anyRequest: ProblemSlug[] = [
  'malformed-request',
  'route-not-found',
  'method-not-allowed',
  'request-timeout',
  'uri-too-long',
  'header-fields-too-large',
]

const isEvent = ({ operationId }: Operation) => /^append\w+Event$/.test(operationId)

/** Whether the operation asks for the version that its sender saw. */
export const takesVersion = (operation: Operation, method: string) => method === 'patch' || isEvent(operation)

/** Slugs of an operation by status, both in a stable order. */
const groupProblems = (operation: Operation, method: string, own: ProblemSlug[]) => {
  const slugs = new Set([
    ...(operation.parameters?.length ? withParameters : []),
    ...(method === 'get' ? [] : changes),
    ...(isEvent(operation) ? events : []),
    ...(takesVersion(operation, method) ? versions : []),
    ...own,
    ...everywhere,
  ])
  // The catalogue's order rather than that of the lists.
  const ordered = Object.keys(catalogue).filter(isProblemSlug)
  return Object.groupBy(
    ordered.filter((slug) => slugs.has(slug)),
    (slug) => String(catalogue[slug].status),
  )
}

const entries: Record<ProblemSlug, ProblemEntry> = catalogue

const headersOf = (status: string, slugs: ProblemSlug[]): HeaderName[] => {
  const names: HeaderName[] = ['Content-Language']
  // The limiter says itself when to come again.
  if (status === '429' || slugs.some((slug) => entries[slug].headers?.['retry-after']))
    names.push('Retry-After')
  if (status === '401') names.push('WWW-Authenticate')
  return names
}

const toResponse = (status: string, slugs: ProblemSlug[]): Response => ({
  description: `${STATUS_CODES[status]}: ${slugs.map((slug) => `\`${slug}\``).join(', ')}.`,
  headers: referToHeaders(headersOf(status, slugs)),
  content: {
    'application/problem+json': {
      schema: refer('Problem'),
      examples: Object.fromEntries(slugs.map((slug) => [slug, { $ref: `#/components/examples/${slug}` }])),
    },
  },
})

// What these say is the same wherever they are said.
const shared: Record<string, string> = {
  401: 'Unauthenticated',
  404: 'NotFound',
  412: 'Stale',
  413: 'TooLarge',
  415: 'WrongMediaType',
  422: 'KeyReused',
  428: 'VersionMissing',
  429: 'RateLimited',
  500: 'Failed',
  503: 'Unavailable',
}

/** The problems that an operation may answer with; those that all operations share become components. */
export const describeProblems = (
  operation: Operation,
  {
    method,
    own = [],
    responses,
  }: { method: string; own?: ProblemSlug[]; responses: Components['responses'] },
): Record<string, Response> => {
  const described: Record<string, Response> = {}
  for (const [status, slugs = []] of Object.entries(groupProblems(operation, method, own))) {
    const response = toResponse(status, slugs)
    const isOwn = slugs.some((slug) => slug !== 'not-found' && own.includes(slug))
    const name = isOwn ? undefined : shared[status]
    if (name) responses[name] = response
    described[status] = name ? { $ref: `#/components/responses/${name}` } : response
  }
  return described
}

const id = '01a83c52-7fbb-7c40-9d2e-40a3f1c2b8e5'

/** What a text names, for an example of it. */
const values: Record<string, string | number> = {
  allowed: 'GET, HEAD',
  count: 1,
  days: 30,
  event: 'donation.agreed',
  expected: 100,
  found: 'HEIC',
  gate: 'mains-fit',
  gates: 'mains-fit',
  item: id,
  limit: 524_288,
  pixels: 40,
  ports: '443, 8443',
  role: 'recipient',
  roles: 'recipient',
  scope: 'write',
  side: 12_000,
  state: 'contracting',
  sum: 90,
}

const particulars: Partial<Record<ProblemSlug, ConstructorParameters<typeof Problem>[1]>> = {
  'file-too-large': { values: { limit: 10 } },
  'document-active': { values: { found: 'JavaScript' } },
  'gates-unmet': {
    extensions: {
      gates: [{ code: 'mains-fit', text: gateCatalogue['mains-fit'].asks.en, findings: mainsFindings }],
    },
  },
  'question-unknown': { values: { item: 'user-manual' } },
  'question-role-not-allowed': { values: { item: 'user-manual', roles: 'donor, supplier' } },
  'question-always-applies': { values: { item: 'user-manual' } },
  'invalid-request': { errors: [{ pointer: '/items/0/quantity', code: 'too-small', values: { limit: 1 } }] },
  'transition-not-allowed': { extensions: { state: 'contracting', availableEvents: ['contract.drafted'] } },
}

/** An answer with each problem of the catalogue, for a reader of English. */
export const describeProblemExamples = (): Components['examples'] =>
  Object.fromEntries(
    Object.keys(catalogue)
      .filter(isProblemSlug)
      .map((slug) => {
        const problem = new Problem(slug, { values, ...particulars[slug] })
        const value = renderProblem(problem, 'en', { instance: '/v1/donations', requestId: id })
        return [slug, { summary: catalogue[slug].title.en, value: JSON.parse(JSON.stringify(value)) }]
      }),
  )
