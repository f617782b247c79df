import { OpenFollowUp } from '../../../schemas/follow-up.ts'
import { Impact } from '../../../schemas/impact.ts'
import { Need } from '../../../schemas/need.ts'
import { page } from '../../../schemas/primitives.ts'
import type { Client } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printSection } from '../page.ts'
import type { Actor, Member } from '../registry.ts'
import { daysAgo, sendQuietly } from './acting.ts'
import { awaitFound } from './awaiting.ts'
import type { CaseStage, Scene } from './case-stage.ts'
import { children, idOf, type Wanted } from './exoskeletons-needs.ts'

interface Following {
  client: Client
  stage: CaseStage
  donation: Scene
  nurse: Actor
  wanted: Wanted[]
  /** When the devices went into service. */
  since: string
}

/** The units of the donation that the hospital is asked about. */
const awaitQuestions = ({ client, donation, nurse }: Following) =>
  awaitFound('the follow-ups of the thirtieth day', async () => {
    const { key } = nurse.member
    const { body } = await client.obtain('/v1/follow-ups?state=due&limit=100', page(OpenFollowUp), { key })
    const own = body.items.filter((one) => one.donation === idOf(donation))
    return own.length === children ? own : undefined
  })

/**
 * The hospital answers for every device whether it works. How many children use them it says once for all devices of a
 * kind: a count of one, beside the device of that one child, would be a record of the child.
 */
export const followUp = async (following: Following) => {
  const { client, stage, donation, nurse, wanted, since } = following
  printSection('After thirty days in service')
  const units = await awaitQuestions(following)
  const [asked] = units
  const answer = { days: 30, isWorking: true, position: nurse.position }
  const type = 'followUp.answered'
  await stage.refuseSending(donation, {
    ...{ by: nurse, to: `/v1/units/${asked?.id}`, type, expect: '400 invalid-request' },
    data: { ...answer, note: 'ЖСН 000101 000003' },
    says: "notes a child's identity number beside the answer",
  })
  await stage.perform(
    donation,
    {
      ...{ by: nurse, expect: ['followUp answered'] },
      says: `answers for ${units.length} devices: all of them work; and gives one total for each kind`,
    },
    async () => {
      const totals = new Map(wanted.map((one) => [one.type, one]))
      for (const { id, equipmentType } of units) {
        const total = totals.get(equipmentType.id)
        totals.delete(equipmentType.id)
        const uses = total && { from: since, to: daysAgo(1), people: total.quantity, kind: 'treated' }
        const note = total && `Total of all ${total.quantity} ${total.says} of the hospital.`
        await sendQuietly(client, `/v1/units/${id}`, nurse, { type, data: { ...answer, uses, note } })
      }
    },
  )
}

/** Once everything that a need asked for was accepted, Besik tells the need so. */
export const awaitFulfilled = async (client: Client, { member: { key } }: Actor, wanted: Wanted[]) => {
  for (const { need, says } of wanted)
    await awaitFound(`the need of ${says} to be fulfilled`, async () => {
      const { body } = await client.obtain(need.path, Need, { key })
      return body.state === 'fulfilled' ? body : undefined
    })
}

/** What Besik reckons of the donation; throws where it is not what was published. */
export const measure = async (client: Client, { key }: Member, programme: string): Promise<Impact> => {
  const { body } = await client.obtain(`/v1/impact?${new URLSearchParams({ programme })}`, Impact, { key })
  const month = body.followUps.find(({ days }) => days === 30)
  const people = body.uses.reduce((sum, one) => sum + one.people, 0)
  const figures = [body.units.planned, body.units.inService, month?.working, people]
  if (body.donations !== 1 || month?.share !== 1 || figures.some((figure) => figure !== children))
    throw new Deviation(`Besik reckons ${figures.join(', ')} over ${body.donations} donations.`)
  return body
}
