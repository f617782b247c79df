import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { InjectOptions } from 'fastify'
import type { Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { additionalChecks, apiKeys } from '../../src/database/tables.ts'
import { hashKey, makeKey } from '../../src/keys/key.ts'
import type { ProblemSlug } from '../../src/problems/catalogue.ts'
import type { FieldCode } from '../../src/problems/field-texts.ts'
import { build, speakAs } from './build.ts'
import { makeTroubledEndpoints } from './endpoint-troubles.ts'
import { makeTroubledMemoranda } from './memorandum-troubles.ts'
import { makeTroubledNeeds } from './need-troubles.ts'
import { findSample } from './operations.ts'
import { makeTenant } from './tenants.ts'
import { makeTroubledUnits } from './unit-troubles.ts'
import { sha256 } from './walk.ts'

/** A number of an organization that is registered in the world. */
export const bin = '160540006385'

/** Documents of a planned shipment, and a permit that went with another. */
export const papers = {
  permit: {
    document: 'permit',
    kind: 'importPermit',
    number: 'KZ-1',
    issuer: 'Ministry',
    issuedOn: '2022-10-03',
    validUntil: '2999-12-31',
  },
  withdrawn: 'invoice',
  usedNumber: 'KZ-2',
}

/** A service in which every kind of refusal can be met, and two tenants that share nothing. */
export const makeWorld = async (t: Test) => {
  const built = await build(t)
  const mine = await makeTenant(built, 'Alatau')
  const theirs = await makeTenant(built, 'Байтерек')
  const donor = speakAs(built, mine.donor)
  const operator = speakAs(built, { key: built.operator })
  const supplier = await built.makeOrganization({ kind: 'supplier', name: 'Supplier' })
  const readOnly = await built.makeOrganization({ scopes: ['read'] })

  const expect = ({ status, body }: Awaited<ReturnType<typeof donor.post>>) => {
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  const pledge = async () => {
    const { id } = expect(await donor.post('/v1/donations', findSample('pledgeDonation', mine).body))
    return `/v1/donations/${id}`
  }
  const pledged = await pledge()
  const drafted = await pledge()
  expect(await speakAs(built, mine.recipient).send(drafted, 'donation.agreed'))
  expect(await donor.send(drafted, 'party.added', { organization: supplier.id, role: 'supplier' }))
  const signatories = [mine.donor.id, mine.recipient.id]
  const draft = { number: '17', texts: [{ language: 'ru', sha256 }], signatories }
  expect(await donor.send(drafted, 'contract.drafted', draft))
  expect(await donor.send(drafted, 'contract.signed', { sha256, position: 'President' }))

  const contracted = await pledge()
  expect(await speakAs(built, mine.recipient).send(contracted, 'donation.agreed'))
  expect(await donor.send(contracted, 'contract.drafted', draft))
  expect(await donor.send(contracted, 'contract.signed', { sha256, position: 'President' }))
  expect(
    await speakAs(built, mine.recipient).send(contracted, 'contract.signed', {
      sha256,
      position: 'Director',
    }),
  )
  const { body: read } = await donor.get(contracted)
  const contractedItem: string = read.items[0].id
  // As many as there may be of one organization.
  const checks = Array.from({ length: 40 }, (_, n) => {
    const texts = { kk: 'Тексеру', ru: 'Проверка', en: 'Check' }
    const rules = { isSafety: false, isRequired: false, needsPhoto: false, needsInstrument: false }
    const definition = { id: `own-${n}`, type: 'boolean' as const, expects: true, texts, ...rules }
    const of = { organizationId: mine.donor.id, equipmentTypeId: mine.open.equipmentType }
    return { id: uuidv7(), name: `own-${n}`, definition, ...of }
  })
  await built.db.insert(additionalChecks).values(checks)

  const identifiers = [{ system: 'KZ-BIN', value: bin }]
  expect(await operator.post('/v1/organizations', { kind: 'club', name: 'Club', country: 'KZ', identifiers }))
  const names = { kk: 'Жылытқыш', ru: 'Обогреватель', en: 'Warmer' }
  expect(await operator.post('/v1/equipment-types', { slug: 'warmer', names }))
  expect(await operator.post('/v1/equipment-types', { slug: 'used', names }, { 'idempotency-key': 'used' }))
  for (const who of [donor, speakAs(built, mine.recipient)])
    expect(await who.post('/v1/keys', { name: 'Used', scopes: ['read'] }, { 'idempotency-key': 'used' }))

  const insertKey = async (fields: { expiresAt?: Date; revokedAt?: Date }) => {
    const key = makeKey()
    const fixed = { organizationId: mine.donor.id, name: 'x', hint: 'x', scopes: ['read'] }
    const id = uuidv7()
    await built.db.insert(apiKeys).values({ id, hash: hashKey(key), ...fixed, ...fields })
    return { id, key }
  }
  const record = async (shipment: string, fields: object) =>
    expect(
      await donor.send(`/v1/shipments/${shipment}`, 'document.recorded', { ...papers.permit, ...fields }),
    )
  await record(mine.own.planned, {})
  await record(mine.own.planned, { document: papers.withdrawn, kind: 'commercialInvoice' })
  const withdrawal = { document: papers.withdrawn, reason: 'Made anew.' }
  expect(await donor.send(`/v1/shipments/${mine.own.planned}`, 'document.withdrawn', withdrawal))
  await record(mine.own.dispatched, { number: papers.usedNumber })
  const { inForce, elsewhere } = await makeTroubledMemoranda(built, { ...mine, supplier })
  const { busy, removed, cancelled, crowded } = await makeTroubledEndpoints(built, mine.donor)
  const equipmentType = mine.open.equipmentType
  const troubled = await makeTroubledUnits(built, { ...mine, supplier, equipmentType })
  const needs = await makeTroubledNeeds(built, mine.donor, equipmentType)
  const past = new Date(Date.now() - 60_000)
  const expired = await insertKey({ expiresAt: past })
  const revoked = await insertKey({ revokedAt: past })
  const paths = {
    pledged,
    drafted,
    young: `/v1/donations/${mine.own.young}`,
    main: `/v1/donations/${mine.own.donation}`,
    arrived: `/v1/shipments/${mine.own.arrived}`,
    planned: `/v1/shipments/${mine.own.planned}`,
    confirmed: `/v1/shipments/${mine.own.confirmed}`,
    contracted,
    accepted: `/v1/units/${mine.own.accepted}`,
    undecided: `/v1/units/${mine.own.undecided}`,
    endpoint: `/v1/endpoints/${mine.own.endpoint}`,
    agreement: `/v1/memoranda/${mine.own.memorandum}`,
    programme: `/v1/programmes/${mine.own.programme}`,
    recall: `/v1/recalls/${mine.own.recall}`,
    inForce,
    ...troubled,
    busy,
    removed,
  }
  const etags = new Map<string, string>()
  for (const path of Object.values(paths)) etags.set(path, String((await donor.get(path)).headers.etag))
  const organizations = { supplier, readOnly, crowded, elsewhere, needs }
  return { built, mine, theirs, ...organizations, expired, revoked, contractedItem, cancelled, paths, etags }
}
export type World = Awaited<ReturnType<typeof makeWorld>>

/** What depends on the world is given as a function of it. */
export type Given<Value> = Value | ((world: World) => Value)

export const settle = <Value>(given: Given<Value>, world: World): Value =>
  given instanceof Function ? given(world) : given

type Request = (world: World) => InjectOptions

interface Field {
  in: 'body' | 'query' | 'path' | 'header'
  pointer?: string
  name?: string
  code?: FieldCode | ProblemSlug
}

/** What is wrong, the problem it gets, the request, and the fields at fault; none where no one field is. */
export type Row = [what: string, slug: ProblemSlug, request: Request, fields?: Field[]]

type Code = Field['code']
const say = (code: Code) => (code ? { code } : {})
export const body = (pointer: string, code?: Code): Field[] => [{ in: 'body', pointer, ...say(code) }]
export const query = (name: string, code?: Code): Field[] => [{ in: 'query', name, ...say(code) }]
export const path = (name: string, code?: Code): Field[] => [{ in: 'path', name, ...say(code) }]
export const header = (name: string): Field[] => [{ in: 'header', name }]

/** A change as somebody would send it, with other headers where they are given. */
export const make = (key: string, url: string, payload: unknown, headers: IncomingHttpHeaders = {}) => ({
  method: 'POST' as const,
  url,
  headers: {
    authorization: `Bearer ${key}`,
    'idempotency-key': randomUUID(),
    ...(payload !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  } satisfies IncomingHttpHeaders,
  ...(payload !== undefined && { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
})

/** A read by the donor. */
export const read =
  (url: Given<string>): Request =>
  (world) => ({ url: settle(url, world), headers: { authorization: `Bearer ${world.mine.donor.key}` } })

/** A change by the donor, one by the hospital, and one by the operator. */
export const change =
  (url: Given<string>, payload: Given<unknown>): Request =>
  (world) =>
    make(world.mine.donor.key, settle(url, world), settle(payload, world))
export const confirm =
  (url: Given<string>, payload: Given<unknown>): Request =>
  (world) =>
    make(world.mine.recipient.key, settle(url, world), settle(payload, world))
export const register =
  (url: string, payload: unknown): Request =>
  (world) =>
    make(world.built.operator, url, payload)

/** A merge patch by the donor of one of its resources, by default of its current version. */
export const amend =
  (to: keyof World['paths'], payload: unknown, headers?: IncomingHttpHeaders): Request =>
  ({ mine, paths, etags }) => ({
    ...make(mine.donor.key, paths[to], payload, { 'if-match': etags.get(paths[to]), ...headers }),
    method: 'PATCH',
  })

/** A pledge with other fields, or other headers; undefined leaves one out. */
export const pledge =
  (fields: Given<Record<string, unknown>> = {}, headers?: IncomingHttpHeaders): Request =>
  (world) => {
    const { mine } = world
    const unitValue = { amount: 50, currency: 'KZT' }
    const whole = {
      title: 'A donation',
      items: [{ equipmentType: mine.open.equipmentType, quantity: 2, unitValue }],
      parties: [
        { organization: mine.donor.id, role: 'donor' },
        { organization: mine.recipient.id, role: 'recipient' },
      ],
      ...settle(fields, world),
    }
    return make(mine.donor.key, '/v1/donations', whole, headers)
  }

/** A pledge of items with other fields, one item for each. */
export const items = (...items: Record<string, unknown>[]): Request =>
  pledge(({ mine }) => {
    const whole = { equipmentType: mine.open.equipmentType, quantity: 2 }
    return {
      items: items.map((fields) => ({ ...whole, unitValue: { amount: 50, currency: 'KZT' }, ...fields })),
    }
  })

/** A pledge by parties as they are named, such as `donor recipient`. The sender is the first of them. */
export const parties = (
  ...parties: [who: 'donor' | 'recipient' | 'supplier', role: string, share?: unknown][]
) =>
  pledge(({ mine, supplier }) => {
    const ids = { donor: mine.donor.id, recipient: mine.recipient.id, supplier: supplier.id }
    return { parties: parties.map(([who, role, share]) => ({ organization: ids[who], role, share })) }
  })

/** A pledge of the donor's, and the supplier's where there are two, with shares. */
export const shares = (one: unknown, other?: unknown): Request =>
  parties(
    ['donor', 'donor', one],
    ['recipient', 'recipient'],
    ...(other === undefined ? [] : [['supplier', 'donor', other] satisfies Parameters<typeof parties>[0]]),
  )

interface Sent {
  who?: 'donor' | 'recipient' | 'supplier'
  headers?: IncomingHttpHeaders
  /** Fields beside type and data. */
  more?: Record<string, unknown>
}

/** An event to one of the resources, by default from its donor and to its current version. */
export const event =
  (
    to: keyof World['paths'],
    type: unknown,
    data: Given<unknown> = {},
    { who = 'donor', headers, more }: Sent = {},
  ): Request =>
  (world) => {
    const { mine, supplier, paths, etags } = world
    const { key } = { donor: mine.donor, recipient: mine.recipient, supplier }[who]
    const whole = { type, data: settle(data, world), ...more }
    return make(key, `${paths[to]}/events`, whole, { 'if-match': etags.get(paths[to]), ...headers })
  }

/** An event that the pledge would take, sent in another way. */
export const withdraw = (sent: Sent): Request =>
  event('pledged', 'donation.withdrawn', { reason: 'other' }, sent)

/** The request without one of its headers. */
export const without =
  (name: string, request: Request): Request =>
  (world) => {
    const { headers, ...rest } = request(world)
    return {
      ...rest,
      headers: Object.fromEntries(Object.entries({ ...headers }).filter(([one]) => one !== name)),
    }
  }

export const many = <One>(count: number, one: One): One[] => Array.from({ length: count }, () => one)
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
