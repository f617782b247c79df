import { randomUUID } from 'node:crypto'
import { inspect } from '../support/inspect.ts'
import type { Answer, Call } from '../support/nodes.ts'
import type { Service } from '../support/service.ts'
import { type Cast, newDonation, sha256 } from '../support/walk.ts'

/** A service as those see it who call it. */
export type Called = Pick<Service, 'call'>

/** A request, and what its sender knows of it: an answer, or nothing, in which case it may or may not have happened. */
export interface Attempt {
  call: Call
  /** What tells it from every other in the log. */
  mark: string
  answer?: Answer
}

/** Makes request after request, each from the answer before it. */
export interface Writer {
  /** Undefined where nothing more is to be asked for. */
  next: (last: Answer | undefined) => Attempt | undefined
  attempts: Attempt[]
}

const expect = (answer: Answer) => {
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

const withKey = (headers: Record<string, string> = {}) => ({ 'idempotency-key': randomUUID(), ...headers })

/** Registers over HTTP what a donation needs. */
export const registerCast = async ({ call }: Called): Promise<Cast> => {
  const post = async (path: string, body: unknown) => expect(await call({ path, body, headers: withKey() }))
  const register = async (kind: string) => {
    const { id } = await post('/v1/organizations', { kind, name: kind, country: 'KZ' })
    const key = await post(`/v1/organizations/${id}/keys`, { name: 'load', scopes: ['read', 'write'] })
    return { id, key: String(key.secret ?? key.key) }
  }
  const names = { kk: 'Инкубатор', ru: 'Инкубатор', en: 'Incubator' }
  return {
    donor: await register('club'),
    recipient: await register('hospital'),
    supplier: await register('supplier'),
    authority: await register('authority'),
    equipmentType: (await post('/v1/equipment-types', { slug: 'incubator', names })).id,
  }
}

/** Pledges donations, each with a reference of its own: what is made in a transaction of several statements. */
export const pledging = (cast: Cast): Writer => ({
  attempts: [],
  next: () => {
    const mark = randomUUID()
    const body = { ...newDonation(cast), reference: mark }
    return { mark, call: { key: cast.donor.key, path: '/v1/donations', body, headers: withKey() } }
  },
})

const draft = (cast: Cast, number: string) => ({
  type: 'contract.drafted',
  data: { number, texts: [{ language: 'ru', sha256 }], signatories: [cast.donor.id, cast.recipient.id] },
})

const sender =
  ({ call }: Called) =>
  async (path: string, key: string, type: string, data: unknown = {}) => {
    const { headers } = await call({ key, path })
    const match = { 'if-match': headers.get('etag') ?? '' }
    return expect(await call({ key, path: `${path}/events`, body: { type, data }, headers: withKey(match) }))
  }

/** Lays one draft after the other before the parties: what the group writer appends. */
export const drafting = async (service: Called, cast: Cast): Promise<Writer> => {
  const { key } = cast.donor
  const { id } = expect(
    await service.call({ key, path: '/v1/donations', body: newDonation(cast), headers: withKey() }),
  )
  const path = `/v1/donations/${id}`
  await sender(service)(path, cast.recipient.key, 'donation.agreed')
  return {
    attempts: [],
    next: (last) => {
      const mark = randomUUID()
      const match = { 'if-match': last?.headers.get('etag') ?? '"2"' }
      return { mark, call: { key, path: `${path}/events`, body: draft(cast, mark), headers: withKey(match) } }
    },
  }
}

/** Accepts the units of a donation one by one: events that move the donation as well. */
export const accepting = async (service: Called, cast: Cast, quantity: number): Promise<Writer> => {
  const { donor, recipient } = cast
  const send = sender(service)
  const post = async (path: string, body: unknown) =>
    expect(await service.call({ key: donor.key, path, body, headers: withKey() }))
  const { id, items } = await post('/v1/donations', newDonation(cast, quantity))
  const [{ id: item }]: [{ id: string }] = JSON.parse(JSON.stringify(items))
  const path = `/v1/donations/${id}`
  await send(path, recipient.key, 'donation.agreed')
  const { type, data } = draft(cast, '1')
  await send(path, donor.key, type, data)
  for (const { key } of [donor, recipient])
    await send(path, key, 'contract.signed', { sha256, position: 'Director' })
  const shipment = await post(`${path}/shipments`, {
    incotermPlace: 'Almaty',
    units: Array.from({ length: quantity }, () => ({ item })),
  })
  const units: { id: string }[] = JSON.parse(JSON.stringify(shipment.units))
  const packed = units.map((unit, n) => ({ unit: unit.id, serialNumber: `SN-${n}` }))
  const shipmentPath = `/v1/shipments/${shipment.id}`
  await send(shipmentPath, donor.key, 'shipment.packed', { packages: [{ number: '1', units: packed }] })
  await send(shipmentPath, donor.key, 'shipment.dispatched', { mode: 'air' })
  await send(shipmentPath, recipient.key, 'shipment.arrived')
  const inspection = inspect()
  return {
    attempts: [],
    next: () => {
      const unit = units.pop()
      if (!unit) return
      const mark = randomUUID()
      const body = { type: 'unit.accepted', data: { position: 'Director', inspection, note: mark } }
      const headers = withKey({ 'if-match': '"4"' })
      return { mark, call: { key: recipient.key, path: `/v1/units/${unit.id}/events`, body, headers } }
    },
  }
}

/** Lets a writer write until it gets no answer, or another than that its request was carried out, or has to stop. */
export const write = async ({ call }: Called, writer: Writer, signal: AbortSignal): Promise<void> => {
  let known: Answer | undefined
  while (!signal.aborted) {
    const attempt = writer.next(known)
    if (!attempt) return
    writer.attempts.push(attempt)
    try {
      const answer = await call(attempt.call)
      // An answer of 5xx says nothing of what happened.
      if (answer.status >= 500) return
      attempt.answer = answer
      known = answer
      if (answer.status !== 201) return
    } catch {
      return
    }
  }
}
