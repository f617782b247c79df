import { createClient } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printLine, printSection, printTable } from '../page.ts'
import { act, openRegistry } from '../registry.ts'
import { readEvents } from '../timeline.ts'
import { daysAgo, nameRun } from './acting.ts'
import { type CaseStage, createCaseStage } from './case-stage.ts'
import { inGroups } from './in-groups.ts'
import type { Perform } from './perform.ts'
import { tellOfAlike } from './rop-alike.ts'
import {
  commission,
  contract,
  deliver,
  departure,
  type Given,
  type Givers,
  type Kit,
  pack,
} from './rop-delivery.ts'
import { enlistHospitals, regions } from './rop-hospitals.ts'
import { introduceKits, makePlan, month, published, sayTenge } from './rop-plan.ts'
import { printByRegion, readProgress } from './rop-progress.ts'

/** Packs a consignment of the kit for each hospital; `arrive` brings them all, and answers when each came. */
const bring = async (givers: Givers, kit: Kit, given: Given[]) => {
  const packed = await inGroups(given, (one) => pack(givers, kit, one))
  const arrive = async () =>
    inGroups(given, async (one, place) => {
      const consignment = packed[place]
      if (!consignment) throw new Deviation('A hospital was left without its consignment.')
      return deliver(givers, kit, one, consignment)
    })
  return { packed, arrive }
}

/** Nothing leaves before a hospital says who trains its people: training is a part of what is given. */
const refuseUntrained = async (
  stage: CaseStage,
  { client, dispatcher }: Givers,
  { donation, member }: Given,
  to: string,
) => {
  const path = `/v1/donations/${donation.id}`
  const { length } = await readEvents(client, path, member.key)
  const scene = { path, told: length }
  await stage.refuseSending(scene, {
    ...departure,
    ...{ by: dispatcher, to, expect: '409 gates-unmet' },
    says: `would send the device to the ${member.name} before anybody said who trains its users`,
  })
}

/** Days between two instants; undefined where either is unknown. */
const daysBetween = (from: string | undefined, to: string | undefined) =>
  from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) : undefined

/** The public case of the ROP programme: 28 hospitals in 13 regions, ophthalmoscopes first and lasers a month later. */
export const performRop: Perform = async ({ service: { url, operatorKey = '' }, signal }) => {
  const client = createClient(url, signal)
  const registry = openRegistry(client, operatorKey)
  const stage = createCaseStage(client)
  printLine(`Besik serves at ${url}. Every step below is a request to it.`)
  printLine(
    '● was published: the foundation, 28 hospitals, 13 regions, KZT 307 million, and the order of delivery.',
  )
  printLine('The rest is a sample: which hospitals and regions, values of single devices, tranches, days.')

  printSection('Who takes part')
  const foundation = await registry.enlist({ kind: 'foundation', name: 'Qazaqstan Khalqyna', country: 'KZ' })
  const supplier = await registry.enlist({
    ...{ kind: 'supplier', name: 'Supplier of eye equipment (sample)', country: 'KZ' },
  })
  const hospitals = await enlistHospitals(client, registry, 'Perinatal hospital', regions)
  printTable([
    ...[foundation, supplier].map(({ name, kind }): [string, string] => [name, kind]),
    ['hospitals', `${hospitals.length} in ${regions.length} regions, each with the profile of its eye room`],
  ])
  const director = act('Director', foundation)
  const dispatcher = act('Logistics manager', supplier)

  printSection('The programme')
  const kits = await introduceKits(registry)
  const [scopes, lasers] = kits
  const slug = nameRun('rop')
  const plan = makePlan({ slug, kits, foundation, supplier, hospitals })
  const to = '/v1/programmes'
  await stage.refuseMaking({
    ...{ by: director, to, body: { ...plan, funders: plan.funders.map(forgetTranche) } },
    says: 'forgets the second tranche',
    expect: '400 tranches-do-not-add-up',
  })
  const programme = await stage.make({
    ...{ by: director, to, body: plan, isPublished: true },
    says: `plans to equip ${published.hospitals} hospitals in ${published.regions} regions for ${sayTenge(published.amount)}`,
    expect: ['programme new → planned'],
  })
  await stage.send(programme, {
    ...{ by: director, type: 'programme.started', on: daysAgo(60), says: 'begins' },
    expect: ['programme planned → running'],
  })
  const receive = async (tranche: string, kit: Kit, on: string) => {
    const amount = plan.funders[0]?.tranches.find(({ id }) => id === tranche)?.amount
    await stage.send(programme, {
      ...{
        by: director,
        type: 'tranche.received',
        on,
        says: `pays for the ${kit.says}: ${sayTenge(amount?.amount)}`,
      },
      data: { funder: foundation.id, tranche, on, amount },
      expect: ['tranche received'],
    })
  }
  await receive('1', scopes, daysAgo(55))

  printSection('Contracts')
  const givers = { client, director, dispatcher, programme: slug }
  const given = await inGroups(hospitals, (hospital, place) =>
    contract(givers, kits, { hospital, place, on: daysAgo(50) }),
  )
  const standing = await readProgress(client, programme.path, foundation.key)
  printLine(
    `  ${given.length} pledges, agreed to and signed: ${standing.total.units.contracted} devices contracted.`,
  )

  printSection('Lenses and ophthalmoscopes first')
  const first = await bring(givers, scopes, given)
  const [someone] = given
  if (someone) await refuseUntrained(stage, givers, someone, first.packed[0]?.path ?? '')
  const early = await first.arrive()
  const half = await readProgress(client, programme.path, foundation.key)
  printLine(
    `● ${half.total.units.accepted} of ${given.length} hospitals have agreed on training, and accepted theirs.`,
  )
  if (half.total.units.accepted !== published.hospitals || half.funds.acceptedShare !== 1)
    throw new Deviation(
      `${half.total.units.accepted} ophthalmoscopes stand for ${half.funds.acceptedShare} of the funds.`,
    )

  printSection('Lasers a month later')
  await receive('2', lasers, daysAgo(25))
  const second = await bring(givers, lasers, given)
  const late = await second.arrive()
  const waits = new Set(late.map((at, place) => daysBetween(early[place], at)))
  if (late.length !== published.hospitals || waits.size !== 1 || !waits.has(month))
    throw new Deviation(`${late.length} lasers came ${[...waits].join(', ')} days after the ophthalmoscopes.`)
  printLine(
    `● ${late.length} of ${given.length} hospitals have accepted theirs, a month (${month} days) after the first.`,
  )
  await inGroups([...first.packed, ...second.packed], (packed, place) => {
    const one = given[place % given.length]
    if (!one) throw new Deviation('A consignment is of no hospital.')
    return commission(givers, one, packed)
  })

  await tellOfAlike({ client, registry, dispatcher }, kits)

  printSection('Summary')
  await stage.send(programme, {
    ...{ by: director, type: 'programme.completed', says: 'completes the programme' },
    expect: ['programme running → completed'],
  })
  await printByRegion(client, programme.path, foundation.key)
  return {
    path: programme.path,
    who: foundation.name,
    key: await registry.makeKey(foundation.id, 'Demo, to look around', ['read']),
  }
}

const forgetTranche = <Funder extends { tranches: unknown[] }>(funder: Funder) => ({
  ...funder,
  tranches: funder.tranches.slice(0, 1),
})
