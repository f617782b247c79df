import { v7 as uuidv7 } from 'uuid'
import { makeCode } from '../../schemas/code.ts'
import { Policy } from '../../schemas/donation.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import type { NewShipment } from '../../schemas/shipment.ts'
import type { ShipmentPolicy } from '../../workflows/shipment-setup.ts'
import type { UnitPolicy } from '../../workflows/unit-setup.ts'
import type { Tx } from '../database/client.ts'
import { shipments, units } from '../database/tables.ts'
import { extendStream, readStream } from '../engine/create.ts'
import { rolesOf } from '../engine/decide.ts'
import type { Sender } from '../engine/dispatch.ts'
import type { Details, Found } from '../engine/read.ts'
import { accepts, availableEvents, getContext } from '../engine/snapshot.ts'
import { problem } from '../problems/problem.ts'
import { readProtocols } from './pin.ts'
import { checkPlanned } from './serial-numbers.ts'

const planners: readonly WorkflowRole[] = ['donor', 'supplier', 'coordinator']

const checkPlanner = ({ stream }: Found, { organization }: Sender) => {
  const roles = rolesOf(stream, organization)
  if (roles.length === 0) throw problem('not-found')
  if (!roles.some((role) => planners.includes(role)))
    throw problem('role-not-allowed', { values: { event: 'shipment.planned', roles: planners.join(', ') } })
}

/** Units are planned once the contract stands; a cancelled donation takes places back, and gives none away. */
const checkState = ({ stream }: Found, { organization }: Sender) => {
  const { state } = stream
  if (accepts(stream, 'unit.moved') && state !== 'cancelled') return
  const available = availableEvents(stream, rolesOf(stream, organization), organization)
  throw problem('transition-not-allowed', {
    values: { event: 'shipment.planned', state },
    extensions: { state, availableEvents: available },
  })
}

/** A unit takes an open place of its item, unless it takes that of a refused one. */
const checkPlaces = ({ stream }: Found, { units }: NewShipment) => {
  const { items } = getContext('donation', stream)
  const open = new Map(Object.entries(items).map(([id, slots]) => [id, slots.open]))
  for (const [place, { item, replaces }] of units.entries()) {
    const pointer = `/units/${place}/item`
    const left = open.get(item)
    if (left === undefined) throw problem('item-unknown', { pointer })
    if (replaces) continue
    if (left === 0) throw problem('contracted-quantity-exceeded', { pointer, values: { item } })
    open.set(item, left - 1)
  }
}

/** A refused unit may be replaced once, by a unit of its own item. */
const checkReplaced = (found: Found, plan: NewShipment) => {
  const seen = new Set<string>()
  for (const [place, { replaces, item }] of plan.units.entries()) {
    if (!replaces) continue
    const pointer = `/units/${place}/replaces`
    const row = found.rows.find(({ id, kind }) => id === replaces && kind === 'unit')
    if (!row || getContext('unit', row).item !== item || !accepts(row, 'unit.replaced'))
      throw problem('unit-not-replaceable', { pointer })
    if (seen.has(replaces)) throw problem('duplicate-entry', { pointer })
    seen.add(replaces)
  }
}

const pickPolicy = ({
  customsStay,
  acceptanceReminder,
  acceptanceEscalation,
  linkExpiry,
}: Policy): ShipmentPolicy => ({ customsStay, acceptanceReminder, acceptanceEscalation, linkExpiry })

const pickUnitPolicy = ({
  remedy,
  followUp30,
  followUp90,
  followUp180,
  followUp365,
  followUpAnswer,
}: Policy): UnitPolicy => ({ remedy, followUp30, followUp90, followUp180, followUp365, followUpAnswer })

/** Plans a shipment with its units into a donation, in the caller's transaction; answers its id. */
export const planShipment = async (
  tx: Tx,
  details: Details,
  sender: Sender,
  donation: string,
  plan: NewShipment,
) => {
  const replaced = plan.units.flatMap(({ replaces }) => (replaces ? [replaces] : []))
  const found = await readStream(tx, details, donation, { also: replaced })
  if (found?.target.kind !== 'donation') throw problem('not-found')
  checkPlanner(found, sender)
  checkState(found, sender)
  checkPlaces(found, plan)
  checkReplaced(found, plan)
  await checkPlanned(tx, donation, plan)
  const { zone, policy: agreed } = getContext('donation', found.stream)
  // What was pledged before a deadline was thought of has its usual days.
  const policy = Policy.parse(agreed)
  const protocols = await readProtocols(tx, donation)
  const id = uuidv7()
  const planned = plan.units.map((unit) => ({ id: uuidv7(), ...unit }))
  const { reference, incoterm, incotermPlace, origin } = plan
  await tx
    .insert(shipments)
    .values({ id, code: makeCode('S', id), donationId: donation, reference, incoterm, incotermPlace, origin })
  await extendStream(tx, sender, found, (decision) => {
    decision.make({
      id,
      kind: 'shipment',
      parentId: donation,
      type: 'shipment.planned',
      input: { ...pickPolicy(policy), zone, units: planned.map((unit) => unit.id) },
      data: { reference, incoterm, incotermPlace, units: planned.length },
    })
    for (const { id: unitId, item, replaces, serialNumber, maker, model } of planned) {
      const old = replaces ? found.rows.find((row) => row.id === replaces) : undefined
      if (old)
        decision.send(old, {
          type: 'unit.replaced',
          data: { by: unitId },
          by: sender.organization,
          at: found.now,
        })
      decision.make({
        id: unitId,
        kind: 'unit',
        parentId: id,
        type: 'unit.planned',
        input: {
          zone,
          ...pickUnitPolicy(policy),
          item,
          takes: replaces ? 'remedying' : 'open',
          serialNumber,
          protocol: protocols.get(item),
        },
        data: { shipment: id, item, maker, model, serialNumber, replaces, protocol: protocols.get(item) },
      })
    }
  })
  await tx.insert(units).values(
    planned.map(({ id: unitId, item, maker, model, replaces }) => ({
      donationId: donation,
      shipmentId: id,
      id: unitId,
      code: makeCode('U', unitId),
      itemId: item,
      maker,
      model,
      replacesId: replaces,
    })),
  )
  return id
}
