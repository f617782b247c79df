import { Impact } from '../../../schemas/impact.ts'
import { Unit } from '../../../schemas/unit.ts'
import type { Client } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printLine, printSection } from '../page.ts'
import { type Actor, act, type Member, type Registry } from '../registry.ts'
import { daysAgo, nameRun, sendQuietly } from './acting.ts'
import { awaitFound } from './awaiting.ts'
import { inGroups } from './in-groups.ts'
import { commission, contract, deliver, type Givers, type Kit, pack } from './rop-delivery.ts'
import { enlistHospitals } from './rop-hospitals.ts'

/** What was published of the use of a like kit in half a year: totals of all centres together. */
const published = { centres: 10, examined: 1265, found: 181, treated: 9 }

const halfYear = 183

/** A total in as many parts as there are centres. What single centres reported was not published: a sample. */
const partOf = (total: number, place: number) =>
  Math.floor(total / published.centres) + (place < total % published.centres ? 1 : 0)

// In threes: a count of one at one centre would tell of one child.
const treatedAt = (place: number) => (place * 3 < published.treated ? 3 : 0)

const foundIn = /^Of them with retinopathy: (\d+)\.$/

/** A centre answers the follow-up of a device with a total of the half year. */
const answer = async (
  client: Client,
  unit: string,
  nurse: Actor,
  { uses, note }: { uses: object; note?: string },
) => {
  const path = `/v1/units/${unit}`
  const { key } = nurse.member
  await awaitFound('the follow-up of the 180th day', async () => {
    const { body } = await client.obtain(path, Unit, { key })
    return body.followUps.find(({ days }) => days === 180)
  })
  const period = { from: daysAgo(halfYear), to: daysAgo(1) }
  const data = { days: 180, isWorking: true, uses: { ...period, ...uses }, note, position: nurse.position }
  await sendQuietly(client, path, nurse, { type: 'followUp.answered', data })
  const { body } = await client.obtain(path, Unit, { key })
  return Number(foundIn.exec(body.followUps.find(({ days }) => days === 180)?.note ?? '')?.[1] ?? 0)
}

const check = async (client: Client, { key }: Member, programme: string, found: number) => {
  const { body } = await client.obtain(`/v1/impact?${new URLSearchParams({ programme })}`, Impact, { key })
  const count = (kind: string) => body.uses.find((one) => one.kind === kind)?.people
  const [examined, treated] = [count('examined'), count('treated')]
  if (body.donations !== published.centres || found !== published.found)
    throw new Deviation(`${body.donations} centres tell of ${found} newborns with retinopathy.`)
  if (examined !== published.examined || treated !== published.treated)
    throw new Deviation(`${examined} newborns were examined, and ${treated} treated.`)
  return { examined, treated }
}

/** The kit that AYALA and Samruk-Kazyna gave to ten perinatal centres, and what these reported of its use. */
export const tellOfAlike = async (
  { client, registry, dispatcher }: { client: Client; registry: Registry; dispatcher: Actor },
  kits: Kit[],
) => {
  printSection('A like programme: the kit of AYALA and Samruk-Kazyna at ten perinatal centres')
  const donor = await registry.enlist({ kind: 'foundation', name: 'AYALA and Samruk-Kazyna', country: 'KZ' })
  const centres = await enlistHospitals(client, registry, 'Perinatal centre with a kit', [
    { place: 'Kazakhstan', hospitals: published.centres },
  ])
  const programme = nameRun('ayala-rop')
  const givers: Givers = { client, director: act('Director', donor), dispatcher, programme }
  const since = daysAgo(halfYear)
  const sent = { packedOn: daysAgo(halfYear + 8), arrivedOn: daysAgo(halfYear + 4) }
  const found = await inGroups(centres, async (hospital, place) => {
    const given = await contract(givers, kits, { hospital, place, on: daysAgo(halfYear + 20) })
    const nurse = act('Head of the neonatal unit', given.member)
    const [examined, treated] = [partOf(published.examined, place), treatedAt(place)]
    const note = `Of them with retinopathy: ${partOf(published.found, place)}.`
    const answers = [
      { uses: { people: examined, kind: 'examined' }, note },
      { uses: { people: treated, kind: 'treated' } },
    ]
    let sum = 0
    for (const [n, kit] of kits.entries()) {
      const own = { ...kit, ...sent, serial: `SAMPLE-AY-${n + 1}` }
      const packed = await pack(givers, own, given)
      await deliver(givers, own, given, packed)
      await commission(givers, given, packed, since)
      const [unit, told] = [packed.shipment.units[0]?.id, answers[n]]
      if (unit && told) sum += await answer(client, unit, nurse, told)
    }
    return sum
  })
  const total = found.reduce((sum, one) => sum + one, 0)
  const { examined, treated } = await check(client, donor, programme, total)
  printLine(
    `● ${examined.toLocaleString('en')} newborns examined in half a year, ${total} with retinopathy, ${treated} treated by laser.`,
  )
  printLine(
    `  Totals that ${centres.length} centres gave with the follow-up of the 180th day; no child is recorded.`,
  )
}
