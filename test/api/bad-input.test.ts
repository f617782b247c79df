import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { Problem } from '../../schemas/problem.ts'
import { catalogue, isProblemSlug, type ProblemSlug } from '../../src/problems/catalogue.ts'
import { speakAs } from '../support/build.ts'
import { fillPath, findSample, listOperations } from '../support/operations.ts'
import { event, inMinutes, makeWorld, many, pledge, type Row, withdraw } from '../support/refusals.ts'
import { isEndless, readStream } from '../support/streams.ts'
import { digest } from '../support/tenants.ts'
import { registries, roles, strangers } from './rows/access.ts'
import { files } from './rows/attachments.ts'
import { confirmations, links } from './rows/confirmations.ts'
import { deliveries, recoveries, rotations } from './rows/deliveries.ts'
import { departments, registers } from './rows/departments.ts'
import { declarations, documents } from './rows/dossiers.ts'
import { amendments, settings, targets } from './rows/endpoints.ts'
import { contracts, events, states } from './rows/events.ts'
import { feeds } from './rows/feeds.ts'
import { followUps } from './rows/follow-ups.ts'
import { gates } from './rows/gates.ts'
import { impact } from './rows/impact.ts'
import { additions, inspections } from './rows/inspections.ts'
import { agreements, memoranda } from './rows/memoranda.ts'
import { coverings, matchings, needs } from './rows/needs.ts'
import { amounts, parts, people, texts } from './rows/pledges.ts'
import { plans as campaignPlans, campaigns } from './rows/programmes.ts'
import { recalls } from './rows/recalls.ts'
import { reportPacks } from './rows/report-packs.ts'
import { addresses, headers, questions, unreadable } from './rows/requests.ts'
import { consignments, plans } from './rows/shipments.ts'

t.setTimeout(1_200_000)

const groups: Record<string, Row[]> = {
  'what cannot be read': unreadable,
  'addresses that lead nowhere': addresses,
  'filters and cursors': questions,
  headers,
  strangers,
  roles,
  'keys and the directory': registries,
  'fields of a pledge': texts,
  'quantities and values': amounts,
  parties: people,
  shares: parts,
  events,
  states,
  contracts,
  plans,
  consignments,
  'gates of a shipment': gates,
  documents,
  declarations,
  'follow-ups and repairs': followUps,
  impact,
  files,
  inspections,
  'checks of a hospital': additions,
  confirmations,
  links,
  'settings of an endpoint': settings,
  'addresses of an endpoint': targets,
  'changes of an endpoint': amendments,
  'secrets of an endpoint': rotations,
  deliveries,
  recoveries,
  'what the feed is asked for': feeds,
  departments,
  'registers and levels': registers,
  recalls,
  memoranda,
  'what rests on memoranda': agreements,
  needs,
  'pledges that cover needs': coverings,
  'what is matched': matchings,
  'plans of programmes': campaignPlans,
  'events of programmes': campaigns,
  'reports of programmes': reportPacks,
}

/** Problems that no single request brings about, with the test that does. */
const elsewhere: Partial<Record<ProblemSlug, string>> = {
  'request-timeout': 'test/api/limits.test.ts',
  'header-fields-too-large': 'test/api/limits.test.ts',
  'rate-limited': 'test/api/limits.test.ts',
  overloaded: 'test/api/limits.test.ts',
  'programme-ended': 'test/programmes/progress.test.ts',
  'database-unavailable': 'test/api/limits.test.ts',
  'idempotency-key-in-progress': 'test/api/events.test.ts',
  'storage-unavailable': 'test/attachments/routes.test.ts',
  'timed-out': 'test/problems/handler.test.ts',
  'protocol-not-pinned': 'test/workflows/unit.test.ts',
  'photo-missing': 'test/workflows/inspection.test.ts',
  'too-many-documents': 'test/workflows/shipment-dossier.test.ts',
  'internal-error': 'test/problems/handler.test.ts',
  'webhooks-not-configured': 'test/endpoints/routes.test.ts',
  'endpoint-host-unknown': 'test/endpoints/check-url.test.ts',
  'too-many-waiting': 'test/api/limits.test.ts',
  'reports-owed': 'test/programmes/reports.test.ts',
  'report-submitted-before': 'test/programmes/reports.test.ts',
  'gates-unmet': 'test/gates/waivers.test.ts',
  'gate-role-not-allowed': 'test/gates/waivers.test.ts',
  'gate-already-waived': 'test/gates/waivers.test.ts',
}

/**
 * Words that would tell of the inside. The path of the request is the sender's own, and what is random may hold any of
 * them.
 */
const tellsOfInside = (body: string) =>
  /node_modules|FST_|\.[jt]s:\d|select |insert |postgres|drizzle|zod|stack/i.test(
    body
      .replace(/"(?:instance|requestId|next)":"(?:[^"\\]|\\.)*"/g, '')
      // Where a stream goes on from.
      .replace(/^id: .*$/gm, ''),
  )

t.test('answers whatever is wrong with its problem, in three languages, and changes nothing', async (t) => {
  const world = await makeWorld(t)
  const { app, lines, operator } = world.built
  const clean = await digest(world.built)
  for (const [group, rows] of Object.entries(groups))
    await t.test(group, async (t) => {
      for (const [what, slug, request, fields = []] of rows) {
        const said = new Set<string>()
        for (const language of ['kk', 'ru', 'en'] as const) {
          const { headers, ...asked } = request(world)
          const response = await app.inject({
            ...asked,
            headers: { ...headers, 'accept-language': language },
          })
          const { errors = [], detail, ...problem } = Problem.parse(response.json())
          const { status, title } = catalogue[slug]
          const expected = { code: slug, status, title: title[language], type: `/problems/${slug}` }
          t.match(
            { ...problem, errors },
            { ...expected, errors: fields },
            `${what} gets ${slug} in ${language}`,
          )
          t.equal(errors.length > 0, fields.length > 0, `${what} names the fields at fault`)
          t.match(
            { ...response.headers, status: response.statusCode },
            {
              status,
              'content-type': 'application/problem+json; charset=utf-8',
              'content-language': language,
            },
          )
          const text = [detail, ...errors.map((one) => one.detail)].join('\n')
          t.notMatch(text, /\{[a-z]|undefined|\bnull\b|NaN|\[object/, `${what} is told in whole sentences`)
          t.notOk(tellsOfInside(response.body), `${what} is told without a word of the inside`)
          t.notOk(response.body.includes(world.theirs.mark), `${what} tells nothing of others`)
          said.add(text)
        }
        t.equal(said.size, 3, `${what} is told in three languages`)
        t.same(await digest(world.built), clean, `${what} changes nothing`)
      }
    })
  t.notOk(
    lines.some((line) => JSON.parse(line).level > 30),
    'none of it is a failure in the log',
  )
  const log = lines.join('')
  for (const secret of [world.mine.donor.key, operator, world.theirs.mark, 'A donation'])
    t.notOk(log.includes(secret), 'the log holds neither keys nor what was sent')
})

t.test('leaves out no problem of the catalogue', async (t) => {
  // A fault of one unit of a confirmation is a problem of its own within that of the whole.
  const tried = new Set<unknown>(
    Object.values(groups).flatMap((rows) =>
      rows.flatMap(([, slug, , fields = []]) => [slug, ...fields.map(({ code }) => code)]),
    ),
  )
  for (const slug of Object.keys(catalogue).filter(isProblemSlug)) {
    const file = elsewhere[slug]
    if (file === undefined) t.ok(tried.has(slug), `${slug} is in a table`)
    else
      t.ok(
        existsSync(file) && readFileSync(file, 'utf8').includes(`'${slug}'`),
        `${file} brings about ${slug}`,
      )
  }
})

t.test('says what is possible instead of an event that the state refuses', async (t) => {
  const world = await makeWorld(t)
  const cancel = event('main', 'donation.cancelled', { reason: 'other' })
  const late = await world.built.app.inject(cancel(world))
  t.match(late.json(), { state: 'accepting', availableEvents: ['party.added'] })
  const plan = { incotermPlace: 'Almaty', units: [{ item: world.mine.own.youngItem }] }
  const early = await speakAs(world.built, world.mine.donor).post(`${world.paths.young}/shipments`, plan)
  t.match(early.body, { state: 'contracting', detail: /"shipment\.planned"/ }, 'in words of the API')
  t.same(early.body.availableEvents, ['contract.drafted', 'donation.withdrawn', 'party.added'])
})

t.test('lists every field at fault, up to fifty', async (t) => {
  const world = await makeWorld(t)
  const wrong = pledge({ title: '', items: many(50, { quantity: 0, a: 1 }), policy: { dispatch: 0 } })
  const { errors } = (await world.built.app.inject(wrong(world))).json()
  t.equal(errors.length, 50)
  t.match(errors, [
    { pointer: '/title', code: 'too-short' },
    { pointer: '/items/0/equipmentType', code: 'required' },
    { pointer: '/items/0/quantity', code: 'too-small' },
    { pointer: '/items/0/a', code: 'unknown-field' },
  ])
})

t.test('takes an event by a clock that is half a minute fast, as clocks are', async (t) => {
  const world = await makeWorld(t)
  const soon = withdraw({ more: { occurredAt: inMinutes(0.5) } })
  t.equal((await world.built.app.inject(soon(world))).statusCode, 201)
})

/** Values that somebody might send by mistake or on purpose. */
const oddities: unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'a\u202eb',
  'x'.repeat(5000),
  '__proto__',
  "' or 1=1 --",
  '<script>',
  '9999-12-31T23:59:59.999Z',
  '00000000-0000-0000-0000-000000000000',
  [],
  {},
  [[[]]],
  { toString: 1 },
]

/** A copy with another value at a place, whether there is something yet or not. */
const put = (target: unknown, place: string, value: unknown): unknown => {
  const [, step, ...rest] = place.split('/')
  if (step === undefined) return value
  const isList = step === '*'
  const whole: object = typeof target === 'object' && target !== null ? target : {}
  const inner: unknown = Reflect.get(whole, isList ? '0' : step)
  const changed = put(inner, rest.map((one) => `/${one}`).join(''), value)
  return isList ? [changed] : { ...whole, [step]: changed }
}

/** What a sample has at a place. */
const take = (target: unknown, place: string): unknown =>
  place
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (one, step) =>
        typeof one === 'object' && one !== null ? Reflect.get(one, step === '*' ? '0' : step) : undefined,
      target,
    )

/** What no field takes, whatever else it asks of a text: the database keeps none of it as it was sent. */
const unstorable = ['\0', '\ud800', 'https://id.gs1.org/01/07898000000013/21/R-1?x=\ud800']

t.test('takes anything in any field for a mistake, and never fails on it', async (t) => {
  const { built, mine } = await makeWorld(t)
  const clean = await digest(built)
  // Whatever would pass is refused in the end: by a version that nobody saw, or by a key of another request.
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'used', 'if-match': '"999999"' }
  const counts = new Map<number, number>()
  for (const { id: operation, method, path, forms } of listOperations())
    for (const { name, fields } of forms) {
      const { id = '', under, body, as = 'donor' } = findSample(name, mine)
      const isOperators = /^create(Organization|OrganizationKey|EquipmentType)$/.test(operation)
      const authorization = `Bearer ${isOperators ? built.operator : mine[as].key}`
      const url = fillPath(path, id, under)
      const read = await built.app.inject({ url: url.replace(/\/events$/, ''), headers: { authorization } })
      // Nothing else is wrong where it is the field alone that has to be refused.
      const current = { 'if-match': read.headers.etag ?? headers['if-match'] }
      for (const place of fields) {
        const sample = take(body, place)
        const spoilt = typeof sample === 'string' ? [`${sample}\0`, `${sample}\ud800`] : []
        const refused: unknown[] = [...unstorable, ...spoilt]
        for (const value of [...oddities, ...refused]) {
          const isRefused = refused.includes(value)
          const payload = JSON.stringify(put(body, place, value))
          const { statusCode, body: text } = await built.app.inject({
            method,
            url,
            headers: {
              ...headers,
              authorization,
              ...(isRefused && { ...current, 'idempotency-key': randomUUID() }),
            },
            payload,
          })
          counts.set(statusCode, (counts.get(statusCode) ?? 0) + 1)
          const expected = isRefused ? [400, 403] : [400, 403, 409, 412, 422]
          if (!expected.includes(statusCode) || tellsOfInside(text))
            t.fail(`${name} ${place}: ${payload.slice(0, 200)} gets ${statusCode} ${text.slice(0, 500)}`)
        }
      }
    }
  t.same(await digest(built), clean, 'nothing changed')
  t.ok((counts.get(400) ?? 0) > 1000, `answered ${JSON.stringify([...counts])}`)
  t.notOk(built.lines.some((line) => JSON.parse(line).level > 30))
})

t.test('takes anything in any parameter for a mistake, and never fails on it', async (t) => {
  const { built, mine } = await makeWorld(t)
  const odd = [
    '%',
    '\r\nx: y',
    '../..',
    '*',
    '\u0130',
    '1e3',
    '0x10',
    '9'.repeat(21),
    ...oddities,
    ...unstorable,
  ].map((value) =>
    encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()),
  )
  for (const { id, method, path, parameters } of listOperations()) {
    const { id: address = '', under, as = 'donor' } = findSample(id, mine)
    const authorization = `Bearer ${mine[as].key}`
    const fill = (text: string) => fillPath(text, address, under)
    if (method === 'GET')
      for (const { name, in: place } of parameters)
        for (const value of odd) {
          const url =
            place === 'query' ? `${fill(path)}?${name}=${value}` : fill(path.replace(`{${name}}`, value))
          const payloadAsStream = isEndless(path)
          const response = await built.app.inject({ url, payloadAsStream, headers: { authorization } })
          const { statusCode, headers } = response
          const body = payloadAsStream ? await readStream(response, 0) : response.body
          if (![200, 400, 404, 414].includes(statusCode) || tellsOfInside(body))
            t.fail(`${url.slice(0, 200)} gets ${statusCode} ${body.slice(0, 500)}`)
          if (/[\r\n]/.test(String(headers.link))) t.fail(`${url} breaks a header`)
        }
  }
  t.notOk(built.lines.some((line) => JSON.parse(line).level > 30))
})
