import type { Shipment } from '../../schemas/shipment.ts'
import type { Chapter, Story } from './story.ts'

type Expected = Partial<Record<'planned' | 'dispatched' | 'arrived', string[]>>

interface Load {
  /** Beginning of the serial numbers, which were not published either. */
  serial: string
  units: number
  /** Refused units whose places these take. */
  replaces?: string[]
  days: {
    packed: string
    dispatched: string
    entered: string
    held?: string
    released: string
    arrived: string
  }
  /** What becomes of the donation, where something does. */
  donation: Expected
}

const count = (units: number, change: string) => (units === 1 ? `unit ${change}` : `${units} units ${change}`)
const some = (units: number) => (units === 1 ? 'one incubator' : `${units} incubators`)

/** The units of a shipment, one package each. */
const makePackingList = ({ units }: Shipment, serial: string) => ({
  packages: units.map(({ id }, place) => ({
    number: `${place + 1}`,
    weight: 95_000,
    units: [{ unit: id, serialNumber: `${serial}-${place + 1}` }],
  })),
})

const pack = async (story: Story, chapter: Chapter, load: Load, shipment: Shipment) => {
  const { stage, actors } = story
  const to = { kind: 'shipment', id: shipment.id } as const
  await stage.send(chapter, {
    by: actors.logistics,
    on: load.days.packed,
    to,
    says: `packs ${some(load.units)} in Brazil, each under its serial number`,
    type: 'shipment.packed',
    data: makePackingList(shipment, load.serial),
    expect: ['shipment planned → packed', count(load.units, 'planned → packed')],
  })
  await stage.send(chapter, {
    by: actors.dispatcher,
    on: load.days.dispatched,
    to,
    says: 'takes the consignment on board',
    type: 'shipment.dispatched',
    data: { mode: 'air', carrier: actors.dispatcher.member.name, expectedOn: load.days.arrived },
    expect: [
      'shipment packed → dispatched',
      count(load.units, 'packed → inTransit'),
      ...(load.donation.dispatched ?? []),
    ],
  })
}

const clearCustoms = async ({ stage, actors }: Story, chapter: Chapter, { days }: Load, id: string) => {
  const by = actors.logistics
  const to = { kind: 'shipment', id } as const
  await stage.send(chapter, {
    by: actors.dispatcher,
    on: days.entered,
    to,
    says: 'hands the consignment to customs in Almaty',
    type: 'shipment.customsEntered',
    data: { office: 'Almaty airport' },
    expect: ['shipment dispatched → inCustoms'],
  })
  if (days.held)
    await stage.send(chapter, {
      by,
      on: days.held,
      to,
      says: 'learns that customs holds it: the invoice and the packing list differ',
      type: 'shipment.customsHeld',
      data: { reason: 'documentMismatch', note: 'The invoice names another gross weight.' },
      expect: ['shipment inCustoms → customsHold'],
    })
  await stage.send(chapter, {
    by,
    on: days.released,
    to,
    says: days.held ? 'brings the right papers, and customs lets it go' : 'gets it released by customs',
    type: 'shipment.customsReleased',
    expect: [`shipment ${days.held ? 'customsHold' : 'inCustoms'} → dispatched`],
  })
}

const bring = async ({ stage, actors }: Story, chapter: Chapter, load: Load, id: string) => {
  const to = { kind: 'shipment', id } as const
  await stage.send(chapter, {
    by: actors.dispatcher,
    on: load.days.arrived,
    to,
    says: `delivers to the ${chapter.hospital.member.name}`,
    type: 'shipment.arrived',
    expect: [
      'shipment dispatched → arrived',
      count(load.units, 'inTransit → arrived'),
      ...(load.donation.arrived ?? []),
    ],
  })
}

/** The supplier plans a part of a donation, and nobody can send what was not packed. */
export const planConsignment = async (story: Story, chapter: Chapter, load: Load): Promise<Shipment> => {
  const { item, quantity } = chapter
  const replaced = load.replaces ?? []
  const units = Array.from({ length: load.units }, (_, place) => ({ item, replaces: replaced[place] }))
  const what = replaced.length > 0 ? 'one in place of the damaged' : `${load.units} of the ${quantity}`
  return story.stage.plan(chapter, {
    by: story.actors.logistics,
    says: `plans a consignment: ${what}`,
    plan: { incoterm: 'DAP', incotermPlace: `${chapter.hospital.member.name}, Almaty`, units },
    expect: [
      'shipment new → planned',
      ...(replaced.length > 0 ? ['unit rejected → replaced'] : []),
      count(load.units, 'new → planned'),
      ...(load.donation.planned ?? []),
    ],
  })
}

export const forgetPacking = async ({ stage, actors }: Story, chapter: Chapter, { id }: Shipment) =>
  stage.provoke(chapter, {
    by: actors.dispatcher,
    on: '2022-12-01',
    says: 'would take it along before it is packed',
    to: { kind: 'shipment', id },
    type: 'shipment.dispatched',
    data: { mode: 'air' },
    expect: '409 transition-not-allowed',
  })

/** A consignment that stands at the hospital. */
export interface Consignment {
  shipment: string
  code: string
  units: { id: string; serialNumber: string }[]
}

/** A consignment from the packing in Brazil to the door of the hospital. */
export const deliver = async (
  story: Story,
  chapter: Chapter,
  load: Load,
  shipment: Shipment,
): Promise<Consignment> => {
  await pack(story, chapter, load, shipment)
  await clearCustoms(story, chapter, load, shipment.id)
  await bring(story, chapter, load, shipment.id)
  const units = shipment.units.map(({ id }, place) => ({ id, serialNumber: `${load.serial}-${place + 1}` }))
  return { shipment: shipment.id, code: shipment.code, units }
}
