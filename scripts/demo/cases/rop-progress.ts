import { Progress } from '../../../schemas/programme.ts'
import type { Client } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printLine, printTable } from '../page.ts'
import { verifyTimeline } from '../timeline.ts'
import { regions } from './rop-hospitals.ts'
import { published, sayTenge } from './rop-plan.ts'

export const readProgress = async (client: Client, path: string, key: string): Promise<Progress> =>
  (await client.obtain(`${path}/progress`, Progress, { key })).body

/** How what is published differs from what Besik reckons. */
const findDeviations = ({ total, byRegion, byHospital, funds }: Progress): string[] => {
  const sumOfRegions = byRegion.reduce((sum, { value }) => sum + value.accepted, 0)
  const figures: [string, number | null, number][] = [
    ['hospitals', byHospital.filter(({ units }) => units.accepted === 2).length, published.hospitals],
    ['regions', byRegion.filter(({ region }) => region !== null).length, published.regions],
    ['lines by region', byRegion.length, published.regions],
    ['units accepted', total.units.accepted, 2 * published.hospitals],
    ['units in service', total.units.inService, 2 * published.hospitals],
    ['goal', total.goal, 2 * published.hospitals],
    ['allocated', total.allocated, 2 * published.hospitals],
    ['accepted value', total.value.accepted, published.amount],
    ['accepted value of all regions', sumOfRegions, published.amount],
    ['funds received', funds.received, published.amount],
    ['accepted share', funds.acceptedShare, 1],
  ]
  return figures.flatMap(([what, found, expected]) =>
    found === expected ? [] : [`${what}: ${found} where ${expected} was expected`],
  )
}

/** Prints where the programme stands, region by region, and throws where that is not what was published. */
export const printByRegion = async (client: Client, path: string, key: string) => {
  const progress = await readProgress(client, path, key)
  const { total, byRegion, byHospital, funds } = progress
  const deviations = findDeviations(progress)
  if (deviations.length > 0) throw new Deviation(`The programme stands otherwise: ${deviations.join('; ')}.`)
  const lines = byRegion.map(({ region, goal, units, value }) => {
    const known = regions.find((one) => one.region === region)
    if (!known || goal !== 2 * known.hospitals || units.accepted !== goal)
      throw new Deviation(`${region} has ${units.accepted} of ${goal} devices.`)
    return { ...known, units, value }
  })
  printLine()
  const row = (region: string, hospitals: number | string, devices: number | string, value: string) =>
    printLine(
      `  ${region.padEnd(24)}${`${hospitals}`.padStart(10)}${`${devices}`.padStart(18)}${value.padStart(20)}`,
    )
  row('Region', 'hospitals', 'devices accepted', 'value (sample)')
  for (const { region, place, hospitals, units, value } of lines)
    row(`${region} ${place}`, hospitals, units.accepted, sayTenge(value.accepted))
  row(`${byRegion.length} regions`, byHospital.length, total.units.accepted, sayTenge(total.value.accepted))
  const { count, head } = await verifyTimeline(client, path, key)
  printLine()
  printLine(
    `● ${byHospital.length} hospitals in ${byRegion.length} regions, equipped for ${sayTenge(funds.received)}.`,
  )
  printTable([
    [
      'accepted value',
      `${sayTenge(total.value.accepted)} of ${sayTenge(funds.received)} received, ${share(funds)}`,
    ],
    ['in service', `${total.units.inService} of ${total.units.contracted} devices`],
    ['hash chain', `verified by the foundation, ${count} events, ends in ${head.slice(0, 16)}…`],
  ])
  printLine('\n  No deviation.')
}

const share = ({ acceptedShare }: Progress['funds']) => `${Math.round((acceptedShare ?? 0) * 100)} %`
