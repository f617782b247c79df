import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { makeCode } from '../../schemas/code.ts'
import { donationKinds } from '../../schemas/event.ts'
import { roles } from '../../schemas/roles.ts'
import { makeCursor, readCursor } from '../../src/paging.ts'
import { publicEvents } from '../../workflows/catalogue.ts'
import { type Built, build, speakAs } from '../support/build.ts'
import {
  fillPath,
  findEventData,
  findSample,
  listOperations,
  type Operation,
  type Sample,
} from '../support/operations.ts'
import { publishAll } from '../support/publish.ts'
import { isEndless, readStream } from '../support/streams.ts'
import { digest, makeTenant, type Tenant } from '../support/tenants.ts'

t.setTimeout(900_000)

/** Where an organization or an equipment type may be named by anybody: the directory and the catalogue are open. */
const invitations = new Set([
  'getOrganization id',
  'getEquipmentType id',
  'addCheck id',
  'listChecks id',
  'pledgeDonation /items/*/equipmentType',
  'pledgeDonation /items/*/need',
  'measureImpact donor',
  'measureImpact equipmentType',
  'pledgeDonation /parties/*/organization',
  'appendDonationEvent party.added /data/organization',
  'draftMemorandum /parties/*',
  'createNeed /authority',
  'createNeed /equipmentType',
  'changeNeed /authority',
  'changeNeed /equipmentType',
  'getNeed id',
  'listNeedMatches id',
  'listNeeds equipmentType',
  'listOpenNeeds equipmentType',
  'listOpenNeeds hospital',
  'listMatches equipmentType',
  'createProgramme /funders/*/organization',
  'createProgramme /suppliers/*',
  'createProgramme /allocations/*/hospital',
  'appendProgrammeEvent goal.set /data/equipmentType',
  'appendProgrammeEvent funder.added /data/organization',
  'appendProgrammeEvent supplier.added /data/organization',
  'appendProgrammeEvent allocation.set /data/hospital',
  // Whom the ones before have brought into the programme.
  'appendProgrammeEvent allocation.set /data/equipmentType',
  'appendProgrammeEvent tranche.received /data/funder',
  'listDepartments organization',
  'getDepartment id',
  'changeDepartment id',
  'getRegister id',
  'replaceRegister id',
  'replaceRegister /holdings/*/equipmentType',
  'listEquippingLevels hospital',
  'listEquippingLevels equipmentType',
  'draftMemorandum /scope/equipmentTypes/*',
])

/** Parameters that refer to nothing of a tenant's, or are tried by a test of their own. */
const harmless = [
  'limit',
  'cursor',
  'state',
  'role',
  'code',
  'q',
  'kind',
  'country',
  'slug',
  'sequence',
  'sha256',
  'name',
  'version',
  'language',
  'type',
  'programme',
  'wait',
  'donation',
  'origin',
  'office',
  'region',
  'by',
  'urgency',
  'quantity',
  'voltage',
  'frequency',
  'plug',
  'on',
]

/** A copy in which a value stands at a place, whether there was another or none; in a list, in its first entry. */
const replaceAt = (body: unknown, place: string, value: string): unknown => {
  const [, step, ...rest] = place.split('/')
  if (step === undefined) return value
  if (typeof body !== 'object' || body === null) throw new Error(`the sample has nothing at ${place}`)
  const name = step === '*' ? '0' : step
  const copy: Record<string, unknown> | unknown[] = Array.isArray(body) ? [...body] : { ...body }
  const inner: unknown = Reflect.get(copy, name)
  if (inner === undefined && rest.length > 0) throw new Error(`the sample has nothing at ${name}`)
  Reflect.set(copy, name, replaceAt(inner, ['', ...rest].join('/'), value))
  return copy
}

/** How a stream begins, with the cursor to go on from as pages have it. */
const readHead = async (response: LightMyRequestResponse): Promise<Record<string, unknown>> => {
  const head = await readStream(response, 0)
  return { head: head.replace(/^id: .*$/m, ''), next: /^id: (.+)$/m.exec(head)?.[1] }
}

/** Asks as a tenant; answers what must not depend on whose an unknown id is, and all of the text. */
const ask = async (
  { app }: Built,
  { method, path }: Operation,
  { donor, recipient }: Tenant,
  asked: Sample,
) => {
  const { id = '', under, body, as = 'donor', query = {}, isMeant } = asked
  const authorization = `Bearer ${{ donor, recipient }[as].key}`
  const url = fillPath(path, id, under)
  const isEvent = method === 'POST' && url.endsWith('/events')
  const subject = isEvent ? url.slice(0, -7) : url
  const isVersioned = isEvent || method === 'PATCH'
  const seen =
    isVersioned && isMeant ? await app.inject({ url: subject, headers: { authorization } }) : undefined
  const ifMatch = isVersioned ? { 'if-match': String(seen?.headers.etag ?? '"999"') } : {}
  const isStream = isEndless(path)
  const response = await app.inject({
    method,
    url,
    query,
    // What never ends is looked at as far as its first message.
    payloadAsStream: isStream,
    headers: {
      authorization,
      ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...ifMatch,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  const type = String(response.headers['content-type'])
  const read = async () => {
    if (isStream)
      return type.includes('json') ? JSON.parse(await readStream(response, 0)) : readHead(response)
    // Whoever may see a file gets its bytes.
    return type.includes('json') ? response.json() : {}
  }
  const { instance: _, requestId: __, ...rest } = await read()
  const { etag, link, location } = response.headers
  const answer = { status: response.statusCode, headers: { etag, link, location }, body: rest }
  return { answer, text: `${location} ${link} ${JSON.stringify(rest)}` }
}

const start = async (t: Test) => {
  const built = await build(t)
  const theirs = await makeTenant(built, 'Байтерек')
  const mine = await makeTenant(built, 'Alatau')
  await publishAll(built.db)
  return { built, theirs, mine, operations: listOperations() }
}

/** Everything that a tenant's own resources show. */
const look = async (built: Built, { donor, recipient, own, open }: Tenant) => {
  const { get } = speakAs(built, donor)
  const paths = [
    ...[own.donation, own.young].flatMap((id) => [
      `donations/${id}`,
      `donations/${id}/events?limit=100`,
      `donations/${id}/attachments`,
    ]),
    ...[own.arrived, own.planned, own.confirmed].map((id) => `shipments/${id}`),
    ...[own.planned, own.confirmed].map((id) => `shipments/${id}/dossier`),
    `confirmations/${own.confirmation}`,
    `acts/${own.act}`,
    ...[own.accepted, own.rejected, own.undecided, own.plannedUnit].map((id) => `units/${id}`),
    ...[own.key, own.spare].map((id) => `keys/${id}`),
    `memoranda/${own.memorandum}`,
    `programmes/${own.programme}`,
    `programmes/${own.programme}/progress`,
    `recalls/${own.recall}`,
    `recalls/${own.recall}/units`,
    `needs/${open.need}`,
    `report-packs/${own.reportPack}`,
    `endpoints/${own.endpoint}`,
    `endpoints/${own.endpoint}/deliveries`,
    `endpoints/${own.endpoint}/recoveries/${own.recovery}`,
  ]
  const seen: unknown[] = []
  for (const path of paths) {
    const { status, body } = await get(`/v1/${path}`)
    if (status !== 200) throw new Error(`${status} ${path}`)
    seen.push(body)
  }
  for (const path of [`needs/${own.need}`, `needs/${own.need}/events?limit=100`]) {
    const { status, body } = await speakAs(built, recipient).get(`/v1/${path}`)
    if (status !== 200) throw new Error(`${status} ${path}`)
    seen.push(body)
  }
  return seen
}

/** Whatever would tell a stranger of a tenant: ids, codes, and the word in its texts. */
const listTraces = (seen: unknown, { mark, open }: Tenant): string[] => {
  const text = JSON.stringify(seen)
  const ids = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []
  const codes = text.match(/[DSU]-[0-9A-Z]{5}-[0-9A-Z]{5}/g) ?? []
  const known = Object.values(open)
  return [...new Set([...ids, ...codes, mark])].filter((trace) => !known.includes(trace))
}

t.test("answers for whatever is another tenant's exactly as for what never was", async (t) => {
  const { built, theirs, mine, operations } = await start(t)
  const before = await look(built, theirs)
  const traces = listTraces(before, theirs)
  t.ok(traces.length > 30, 'knows what to look for')
  const foreign = Object.values({ ...theirs.own, ...theirs.open })
  const isOpen = (id: string) => Object.values(theirs.open).includes(id)
  let tried = 0

  /** Tries each id of the other tenant in one place, beside an id that nobody has. */
  const tryPlace = async (t: Test, operation: Operation, name: string, make: (id: string) => Sample) => {
    const nobody = uuidv7()
    const expected = await ask(built, operation, mine, make(nobody))
    const unknown = expected.text.replaceAll(nobody, '…')
    const clean = await digest(built)
    let isChanged = false
    for (const id of foreign) {
      tried += 1
      const { answer, text } = await ask(built, operation, mine, make(id))
      const said = text.replaceAll(id, '…')
      const found = traces.filter((trace) => said.includes(trace))
      if (found.length > 0) t.same(found, [], `${name}: nothing of theirs is in the answer`)
      if (isOpen(id) && invitations.has(name)) isChanged ||= answer.status < 300
      else if (said !== unknown || answer.status !== expected.answer.status)
        t.same(answer, expected.answer, `${name}: ${id} is answered like an unknown id`)
    }
    if (!isChanged) t.same(await digest(built), clean, `${name}: nothing changed`)
  }

  for (const operation of operations)
    await t.test(operation.id, async (t) => {
      for (const name of operation.names) {
        const { places = [] } = operation.forms.find((form) => form.name === name) ?? {}
        const sample = findSample(name, mine)
        for (const parameter of operation.parameters) {
          if (!parameter.isId) {
            t.ok(harmless.includes(parameter.name), `knows what ${parameter.name} refers to`)
            continue
          }
          await tryPlace(t, operation, `${name} ${parameter.name}`, (id) =>
            parameter.in === 'path'
              ? parameter.name === 'id'
                ? { ...sample, id }
                : { ...sample, under: { [parameter.name]: id } }
              : { ...sample, query: { ...sample.query, [parameter.name]: id } },
          )
        }
        for (const place of places) {
          t.ok(sample.isMeant, `${name} would be taken as it stands`)
          await tryPlace(t, operation, `${name} ${place}`, (id) => ({
            ...sample,
            body: replaceAt(sample.body, place, id),
          }))
        }
      }
    })
  t.ok(tried > 500, `tried ${tried} ids`)
  t.same(await look(built, theirs), before, 'and nothing of theirs has changed')
  t.notOk(
    built.lines.some((line) => line.includes(theirs.mark) || line.includes(theirs.donor.key)),
    'nothing of theirs is in the log',
  )
})

t.test('takes the same requests about what is their own', async (t) => {
  const { built, theirs, mine, operations } = await start(t)
  const traces = listTraces(await look(built, theirs), theirs)
  for (const operation of operations) {
    for (const name of operation.names) {
      const sample = findSample(name, mine)
      const { answer, text } = await ask(built, operation, mine, sample)
      if (sample.isMeant || operation.method === 'GET') t.match(answer.status, /^20[01]$/, `${name} is taken`)
      else t.not(answer.status, 404, `${name} finds what it is sent to`)
      t.same(
        traces.filter((trace) => text.includes(trace)),
        [],
        `${name} shows nothing of another's`,
      )
    }
  }
})

t.test("gives nothing of another tenant's by its cursors and codes", async (t) => {
  const { built, theirs, mine, operations } = await start(t)
  const traces = listTraces(await look(built, theirs), theirs)
  const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'))
  t.ok(lists.length >= 8)
  for (const operation of lists) {
    const [their, my] = [findSample(operation.id, theirs), findSample(operation.id, mine)]
    // A stream has no pages: each of its messages is a place to go on from.
    const limits = operation.parameters.some(({ name }) => name === 'limit')
    const one: Sample['query'] = limits ? { limit: '1' } : {}
    const first = await ask(built, operation, theirs, { ...their, query: { ...their.query, ...one } })
    const { next } = first.answer.body
    t.type(next, 'string', `${operation.id} has a second page`)
    const cursor = String(next)
    for (const { id, under, query } of [my, their]) {
      const goOn = { id, under, query: { ...query, ...(limits && { limit: '100' }), cursor } }
      const { answer, text } = await ask(built, operation, mine, goOn)
      t.match(answer.status, /^(200|400|404)$/)
      t.same(
        traces.filter((trace) => text.includes(trace)),
        [],
        `${operation.id} goes on with nothing of theirs`,
      )
    }
  }
  const coded = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'code'))
  t.ok(coded.length > 0)
  for (const operation of coded) {
    const byCode = (code: string) => ask(built, operation, mine, { query: { code } })
    t.same(await byCode(theirs.code), await byCode(makeCode('D', uuidv7())), operation.id)
    const own = await byCode(mine.code)
    t.match(own.answer.body, { items: [{ id: mine.own.donation }] })
  }
})

t.test("follows nothing of another tenant's, whatever the feed is narrowed to", async (t) => {
  const { built, theirs, mine } = await start(t)
  const traces = listTraces(await look(built, theirs), theirs)
  const nobody = uuidv7()
  const { get } = speakAs(built, mine.donor)
  const bind = (donation: string) => ({ list: 'feed', organization: mine.donor.id, donation })
  const feed = async (donation: string) => {
    const { status, body } = await get(`/v1/events?limit=100&donation=${donation}`)
    t.equal(status, 200)
    return { items: body.items, end: readCursor(body.next, bind(donation), 'position') }
  }
  const unknown = await feed(nobody)
  t.same(unknown.items, [])
  const foreign = Object.values({ ...theirs.own, ...theirs.open })
  for (const id of foreign) t.same(await feed(id), unknown, `${id} is answered like an unknown id`)
  const own = await feed(mine.own.donation)
  t.ok(own.items.length > 1)
  const both = [theirs.own.donation, mine.own.donation].sort().join(',')
  t.same((await feed(both)).items, own.items, 'beside their own as well')

  // Theirs was published first: it would come first.
  const follow = (query: Record<string, string>) =>
    built.app.inject({
      url: '/v1/events/stream',
      query,
      payloadAsStream: true,
      headers: { authorization: `Bearer ${mine.donor.key}` },
    })
  const narrowed = await follow({ donation: both, cursor: makeCursor(0, bind(both)) })
  const said = await readStream(narrowed, own.items.length)
  const streamed = said.split('\n').flatMap((line) => /^data: (.+)$/.exec(line)?.[1] ?? [])
  t.same(
    streamed.map((text) => JSON.parse(text)),
    own.items,
    'a stream shows what the feed shows',
  )
  const all = await get('/v1/events?limit=100')
  const whole = await follow({ cursor: makeCursor(0, { list: 'feed', organization: mine.donor.id }) })
  const text = await readStream(whole, all.body.items.length)
  t.same(
    traces.filter((trace) => text.includes(trace)),
    [],
    'and without a filter nothing of theirs',
  )
  const { body } = await speakAs(built, theirs.donor).get('/v1/events?limit=1')
  const strange = await follow({ cursor: body.next })
  t.equal(strange.statusCode, 400, 'nor by a cursor of theirs')
  t.match(JSON.parse(await readStream(strange, 0)), { code: 'invalid-cursor' })
})

t.test('keeps idempotency keys apart: a key of one tenant replays nothing to another', async (t) => {
  const { built, theirs, mine } = await start(t)
  const once = { 'idempotency-key': 'the-same' }
  const body = { name: 'A key', scopes: ['read'] }
  const first = await speakAs(built, theirs.donor).post('/v1/keys', body, once)
  const second = await speakAs(built, mine.donor).post('/v1/keys', body, once)
  t.equal(second.status, 201)
  t.equal(second.headers['idempotency-replayed'], undefined)
  t.not(second.body.id, first.body.id)
})

t.test('lets nobody in without a key that holds', async (t) => {
  const { built, mine, operations } = await start(t)
  const clean = await digest(built)
  const { key: good } = mine.donor
  const wrong = [
    [undefined, 'unauthenticated'],
    ['Basic dXNlcjpwYXNz', 'unauthenticated'],
    ['Bearer', 'unauthenticated'],
    [`Bearer ${good} ${good}`, 'unauthenticated'],
    [`Bearer ${good.slice(0, -1)}`, 'invalid-key'],
    [`Bearer ${good.slice(0, 12)}${good.slice(12).toUpperCase()}`, 'invalid-key'],
    ['Bearer 00000000-0000-7000-8000-000000000000', 'invalid-key'],
  ] as const
  for (const operation of operations)
    for (const [authorization, code] of wrong) {
      const response = await built.app.inject({
        method: operation.method,
        url: fillPath(operation.path, mine.own.donation),
        headers: authorization === undefined ? {} : { authorization },
      })
      if (response.statusCode !== 401 || response.json().code !== code)
        t.same(response.json(), { status: 401, code }, `${operation.id} ${authorization}`)
    }
  t.same(await digest(built), clean)
})

t.test('lets a key do no more than its scopes say', async (t) => {
  const { built, mine, operations } = await start(t)
  const speaker = speakAs(built, mine.donor)
  const make = async (scopes: string[]) => {
    const { body } = await speaker.post('/v1/keys', { name: 'Narrow', scopes })
    return {
      ...mine,
      donor: { ...mine.donor, key: body.secret },
      recipient: { ...mine.donor, key: body.secret },
    }
  }
  const readOnly = await make(['read'])
  const writeOnly = await make(['write'])
  const keysOnly = await make(['keys'])
  const clean = await digest(built)
  for (const operation of operations) {
    const needs = operation.path.startsWith('/v1/keys')
      ? 'keys'
      : operation.method === 'GET'
        ? 'read'
        : 'write'
    const kept = { read: readOnly, write: writeOnly, keys: keysOnly }
    for (const [scope, tenant] of Object.entries(kept))
      for (const name of operation.names) {
        if (scope === needs) continue
        const { answer } = await ask(built, operation, tenant, findSample(name, mine))
        t.equal(answer.status, 403, `${name} with ${scope} alone`)
        t.match(answer.body.code, /^(missing-scope|operator-only)$/)
      }
  }
  t.same(await digest(built), clean, 'nothing changed')
})

t.test('makes the operator party to nothing', async (t) => {
  const { built, mine, theirs, operations } = await start(t)
  const operator = { id: '', key: built.operator }
  const outsider = { ...mine, donor: operator, recipient: operator }
  const traces = [
    ...listTraces(await look(built, theirs), theirs),
    ...listTraces(await look(built, mine), mine),
  ]
  const clean = await digest(built)
  const registers = /^(createOrganization|createOrganizationKey|createEquipmentType)$/
  const directory =
    /^(list|get)(Organization|EquipmentType|Protocol|Department|EquippingLevel|OpenNeed|Matche|Checklist)s?$/
  for (const operation of operations.filter(({ id }) => !registers.test(id))) {
    for (const name of operation.names) {
      const { answer, text } = await ask(built, operation, outsider, findSample(name, mine))
      if (directory.test(operation.id)) t.equal(answer.status, 200, operation.id)
      else if (answer.status === 200) t.same(answer.body.items, [], `${name} lists nothing`)
      else if (answer.status === 403) t.equal(answer.body.code, 'operator-not-a-party', name)
      else t.equal(answer.body.code, 'not-found', name)
      t.same(
        traces.filter((trace) => text.includes(trace)),
        [],
        `${name} shows nothing`,
      )
    }
  }
  t.same(await digest(built), clean)
})

t.test(
  'shows a donation to every role, and takes each event only from those it is declared for',
  async (t) => {
    const built = await build(t)
    const mine = await makeTenant(built, 'Alatau')
    const paths = {
      donation: `/v1/donations/${mine.own.donation}`,
      shipment: `/v1/shipments/${mine.own.arrived}`,
      unit: `/v1/units/${mine.own.undecided}`,
    }
    const donor = speakAs(built, mine.donor)
    const speakers = new Map([
      ['donor', donor],
      ['recipient', speakAs(built, mine.recipient)],
    ])
    for (const role of roles.filter((one) => one !== 'donor' && one !== 'recipient')) {
      const organization = await built.makeOrganization({ kind: 'authority', name: role })
      const added = await donor.send(paths.donation, 'party.added', { organization: organization.id, role })
      t.equal(added.status, 201)
      speakers.set(role, speakAs(built, organization))
    }
    t.same([...speakers.keys()].sort(), [...roles].sort())
    const clean = await digest(built)
    for (const [role, speaker] of speakers)
      for (const kind of donationKinds) {
        const seen = await speaker.get(paths[kind])
        t.equal(seen.status, 200, `a ${role} sees the ${kind}`)
        const events = publicEvents(kind)
        const mayNot = events.filter(([, { by }]) => !by.some((one) => one === role)).map(([type]) => type)
        for (const type of mayNot) {
          const { status, body } = await speaker.send(paths[kind], type, findEventData(type))
          if (status !== 403 || body.code !== 'role-not-allowed') t.same(body, {}, `${type} by a ${role}`)
          t.match(body.detail, type)
        }
        const offered: string[] = seen.body.availableEvents
        t.same(
          offered.filter((type) => mayNot.includes(type)),
          [],
          `a ${role} is offered no event of another's`,
        )
      }
    t.same(await digest(built), clean, 'nothing changed')
  },
)
