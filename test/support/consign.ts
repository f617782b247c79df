import type { speakAs } from './build.ts'

type Speaker = ReturnType<typeof speakAs>

const expect = (answer: Awaited<ReturnType<Speaker['post']>>) => {
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

export interface Consignment {
  /** Path of the shipment. */
  path: string
  /** Ids of its units. */
  units: string[]
}

/** Plans a shipment into a donation: units of an item, or whatever is said of each of them. */
export const plan = async (sender: Speaker, donation: string, units: object[]): Promise<Consignment> => {
  const body = expect(await sender.post(`${donation}/shipments`, { incotermPlace: 'Almaty', units }))
  const made: { id: string }[] = body.units
  return { path: `/v1/shipments/${body.id}`, units: made.map(({ id }) => id) }
}

const steps = ['packed', 'dispatched', 'arrived'] as const

/** Brings a planned shipment as far as it is told to. */
export const bring = async (
  { donor, hospital }: { donor: Speaker; hospital: Speaker },
  { path, units }: Consignment,
  until: (typeof steps)[number] = 'arrived',
) => {
  const packed = units.map((unit) => ({ unit, serialNumber: `SN-${unit}` }))
  const way = {
    packed: () => donor.send(path, 'shipment.packed', { packages: [{ number: '1', units: packed }] }),
    dispatched: () => donor.send(path, 'shipment.dispatched', { mode: 'air' }),
    arrived: () => hospital.send(path, 'shipment.arrived'),
  }
  for (const step of steps.slice(0, steps.indexOf(until) + 1)) expect(await way[step]())
}
