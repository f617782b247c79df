import type { Test } from 'tap'
import { type BuildOptions, type Built, build, speakAs } from '../support/build.ts'
import { plan } from '../support/consign.ts'
import { makeFire, passTime } from '../support/deadlines.ts'
import { inspect } from '../support/inspect.ts'
import { makeCast, walk } from '../support/walk.ts'

export const signer = { name: 'Үлгідегі қол қоюшы', position: 'Deputy director' }
export const receipt = { packages: 1, sealsIntact: true }

/** One decision of each outcome about a unit, as a hospital would send it. */
export const decide = {
  accepted: (unit: string, more: object = {}) => ({
    outcome: 'accepted',
    unit,
    inspection: inspect(),
    ...more,
  }),
  acceptedWithRemarks: (unit: string, more: object = {}) => ({
    outcome: 'acceptedWithRemarks',
    unit,
    note: 'The manual is in Portuguese.',
    inspection: inspect('generic-device', { 'manual-language': { value: 'other-unread' } }),
    ...more,
  }),
  rejected: (unit: string, more: object = {}) => ({
    outcome: 'rejected',
    unit,
    reason: 'wrongMains',
    ...more,
  }),
  missing: (unit: string, more: object = {}) => ({ outcome: 'missing', unit, ...more }),
}

interface Packed {
  serialNumber: string
  udi?: string
}

export interface SceneOptions extends BuildOptions {
  quantity?: number
  until?: 'planned' | 'packed' | 'dispatched' | 'arrived'
  /** What stands on each unit; by default `SN-1` and so on. */
  packed?: Packed[]
  /** Checks that the hospital adds before the consignment is planned. */
  checks?: object[]
}

type Logged = {
  type: string
  data: Record<string, unknown>
  subject: { id: string }
  actor: object
  to: string
}

const expect = (answer: { status: number; body: Record<string, unknown> }) => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A consignment at a hospital, or on its way there, and what its parties do with it. */
export const openScene = async (
  t: Test,
  { quantity = 3, until = 'arrived', packed, checks = [], environment, background }: SceneOptions = {},
) => {
  const address = { BESIK_PUBLIC_URL: 'https://besik.example.kz' }
  const built = await build(t, { environment: { ...address, ...environment }, background })
  const cast = await makeCast(built)
  const {
    path: donation,
    id: donationId,
    item,
    donor,
    hospital,
  } = await walk(built, cast, {
    quantity,
    until: 'contracted',
  })
  for (const check of checks)
    expect(await hospital.post(`/v1/equipment-types/${cast.equipmentType}/checks`, { check }))
  const consignment = await plan(
    donor,
    donation,
    Array.from({ length: quantity }, () => ({ item })),
  )
  const { path: shipment, units } = consignment
  const labels = packed ?? units.map((_, n): Packed => ({ serialNumber: `SN-${n + 1}` }))
  const steps = {
    packed: () =>
      donor.send(shipment, 'shipment.packed', {
        packages: [{ number: '1', units: units.map((unit, n) => ({ unit, ...labels[n] })) }],
      }),
    dispatched: () => donor.send(shipment, 'shipment.dispatched', { mode: 'air' }),
    arrived: () => hospital.send(shipment, 'shipment.arrived'),
  }
  const names = ['packed', 'dispatched', 'arrived'] as const
  for (const name of names.slice(0, ['packed', 'dispatched', 'arrived'].indexOf(until) + 1))
    expect(await steps[name]())

  /** The log of the donation. */
  const listEvents = async (type?: string): Promise<Logged[]> => {
    const events: Logged[] = []
    let next: string | undefined
    do {
      const query: string = `limit=100${next ? `&cursor=${encodeURIComponent(next)}` : ''}`
      const { body } = await donor.get(`${donation}/events?${query}`)
      events.push(...body.items)
      next = body.next
    } while (next)
    return events.filter((event) => type === undefined || event.type === type)
  }
  const confirm = (decisions: object[], more: object = {}, headers: Record<string, string> = {}) =>
    hospital.post(
      `${shipment}/confirmations`,
      { language: 'ru', signer, receipt, decisions, ...more },
      headers,
    )
  const statesOf = async (...ids: string[]): Promise<string[]> => {
    const { body } = await donor.get(shipment)
    const states = new Map<string, string>(
      body.units.map(({ id, state }: { id: string; state: string }) => [id, state]),
    )
    return (ids.length > 0 ? ids : units).map((id) => states.get(id) ?? '')
  }
  return {
    ...{ built, cast, donor, hospital, donation, donationId, item, shipment, units, confirm, statesOf },
    listEvents,
    look: async () => {
      const { body } = await donor.get(donation)
      return { state: body.state, slots: body.items[0].units }
    },
    repair: async (unit: string) => {
      expect(await donor.send(`/v1/units/${unit}`, 'unit.repairStarted'))
      expect(await donor.send(`/v1/units/${unit}`, 'unit.repaired'))
    },
    /** Makes a link; answers its id and the path of its page. */
    makeLink: async (body: object = {}) => {
      const made = expect(await donor.post(`${shipment}/links`, body))
      return { id: String(made.id), path: new URL(String(made.url)).pathname, url: String(made.url), made }
    },
    tryLink: (body: object = {}) => donor.post(`${shipment}/links`, body),
    speakAs: (who: { key: string }) => speakAs(built, who),
  }
}
export type Scene = Awaited<ReturnType<typeof openScene>>

/** Lets every deadline of a name fall due, and fires what is due. */
export const passDeadline = async ({ db }: Pick<Built, 'db'>, name: string) => {
  await passTime(db, undefined, name)
  await makeFire(db)()
}
