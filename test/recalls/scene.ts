import type { Test } from 'tap'
import { type Built, build, type Organization, speakAs } from '../support/build.ts'
import { plan } from '../support/consign.ts'
import { fireAll } from '../support/deadlines.ts'
import { inspect } from '../support/inspect.ts'
import { makeCast, walk } from '../support/walk.ts'

export interface Device {
  maker?: string
  model?: string
  serialNumber: string
  udi?: string
}

/** How far devices are brought. */
type Until = 'planned' | 'packed' | 'dispatched' | 'arrived' | 'accepted' | 'inService' | 'outOfService'
const states: Until[] = [
  'planned',
  'packed',
  'dispatched',
  'arrived',
  'accepted',
  'inService',
  'outOfService',
]

const expect = ({ status, body }: Awaited<ReturnType<ReturnType<typeof speakAs>['post']>>) => {
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** A service with an issuer of recalls, and hands to give devices to hospitals. */
export const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const issuer = await built.makeOrganization({ kind: 'supplier', name: 'Issuer' })

  /** Brings devices to a hospital through a donation of its own; answers their ids. */
  const give = async (
    recipient: Organization,
    devices: Device[],
    until: Until = 'arrived',
    donor: Organization = cast.donor,
  ) => {
    const { path, item, hospital, ...walked } = await walk(
      built,
      { ...cast, donor, recipient },
      { quantity: devices.length, until: 'contracted' },
    )
    const planned = devices.map(({ maker, model }) => ({ item, maker, model }))
    const shipment = await plan(walked.donor, path, planned)
    const packed = shipment.units.map((unit, n) => ({
      unit,
      serialNumber: devices[n]?.serialNumber ?? '',
      udi: devices[n]?.udi,
    }))
    const forEach = async (type: string, data: object) => {
      for (const unit of shipment.units) expect(await hospital.send(`/v1/units/${unit}`, type, data))
    }
    const steps: Record<Until, () => Promise<unknown>> = {
      planned: async () => {},
      packed: async () =>
        expect(
          await walked.donor.send(shipment.path, 'shipment.packed', {
            packages: [{ number: '1', units: packed }],
          }),
        ),
      dispatched: async () =>
        expect(await walked.donor.send(shipment.path, 'shipment.dispatched', { mode: 'air' })),
      arrived: async () => expect(await hospital.send(shipment.path, 'shipment.arrived')),
      accepted: () => forEach('unit.accepted', { position: 'Head nurse', inspection: inspect() }),
      inService: () => forEach('unit.commissioned', { location: 'Ward 3' }),
      outOfService: () => forEach('unit.failed', { reason: 'power' }),
    }
    for (const state of states.slice(0, states.indexOf(until) + 1)) await steps[state]()
    return shipment.units
  }

  return { built, cast, issuer, asIssuer: speakAs(built, issuer), donor: speakAs(built, cast.donor), give }
}

/** Lets one stream tell another, which deadlines do. */
export const tellAll = ({ db }: Pick<Built, 'db'>) => fireAll(db)

/** The newest recall that an organization has. */
export const findRecall = async ({ get }: ReturnType<typeof speakAs>) => {
  const { body } = await get('/v1/recalls')
  return body.items[0]
}
