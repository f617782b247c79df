import type * as z from 'zod'
import type { NewEquipmentType } from '../../../schemas/equipment-type.ts'
import { Need } from '../../../schemas/need.ts'
import type { Client } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printDetails, printSection } from '../page.ts'
import type { Actor, Registry } from '../registry.ts'
import { daysAgo, findDepartment } from './acting.ts'
import type { CaseStage, Scene } from './case-stage.ts'

/** How many children were provided for: all that was published, and all that is ever known here of them. */
export const children = 18

const training = { features: [], training: true }

// That both kinds were given is published; how many of each was not: a sample.
const kinds: { quantity: number; says: string; type: z.input<typeof NewEquipmentType> }[] = [
  {
    ...{ quantity: 6, says: 'exoskeletons' },
    type: {
      slug: 'lower-limb-exoskeleton',
      names: {
        kk: 'Аяққа арналған экзоскелет',
        ru: 'Экзоскелет нижних конечностей',
        en: 'Lower-limb exoskeleton',
      },
      mains: { voltage: 220, frequency: 50, plug: 'F' },
      ...{ requirements: training, protocol: 'lower-limb-exoskeleton' },
    },
  },
  {
    ...{ quantity: 12, says: 'bionic prostheses' },
    type: {
      slug: 'bionic-prosthesis',
      names: { kk: 'Бионикалық протез', ru: 'Бионический протез', en: 'Bionic prosthesis' },
      requirements: training,
    },
  },
]

/** What is asked for of one kind of device. */
export interface Wanted {
  says: string
  quantity: number
  /** Id of its equipment type. */
  type: string
  need: Scene
}

export const idOf = ({ path }: Scene) => path.split('/').at(-1) ?? ''

// Made to the rule, of a day of birth and the digit that stands for no century: it is nobody's.
const inventedNumber = '000101000003'

const ward = {
  name: 'Rehabilitation of movement',
  profile: {
    mains: { voltage: 220, frequency: 50 as const, plugs: ['F'] },
    languages: ['kk' as const, 'ru' as const],
  },
}

interface Asking {
  client: Client
  stage: CaseStage
  registry: Registry
  physician: Actor
  official: Actor
}

/** The hospital asks for each kind, and its authority endorses what it asks for. */
export const ask = async ({ client, stage, registry, physician, official }: Asking): Promise<Wanted[]> => {
  printSection('What the hospital needs')
  const department = await findDepartment(client, physician.member, ward)
  const wanted: Wanted[] = []
  for (const { quantity, says, type } of kinds) {
    const known = await registry.introduce(type)
    const to = '/v1/needs'
    const body = {
      ...{ department: department.id, equipmentType: known.id, quantity, urgency: 'urgent' },
      ...{ contactRole: 'Biomedical engineer', authority: official.member.id },
      justification: `Children on the waiting list of the hospital for ${says}: ${quantity}.`,
    }
    if (wanted.length === 0)
      await stage.refuseMaking({
        ...{ by: physician, to, expect: '400 invalid-request' },
        body: { ...body, justification: `For the child with the number ${inventedNumber}.` },
        says: "writes a child's identity number into the request",
      })
    const need = await stage.make({
      ...{ by: physician, to, body, expect: ['need new → draft'] },
      says: `writes down ${quantity} ${says}: a count, and nothing about any child`,
    })
    await stage.send(need, {
      ...{ by: physician, type: 'need.submitted', on: daysAgo(75), expect: ['need draft → submitted'] },
      says: 'lays it before its authority',
    })
    await stage.send(need, {
      ...{ by: official, type: 'need.endorsed', on: daysAgo(70), expect: ['need submitted → endorsed'] },
      says: 'endorses it: every donor sees it from now on',
    })
    wanted.push({ says, quantity, type: known.id, need })
  }
  return wanted
}

/** Reads how far each need is covered; throws where one is not in the state that the story says. */
export const checkNeeds = async (client: Client, { member }: Actor, wanted: Wanted[], state: string) => {
  for (const { need, says, quantity } of wanted) {
    const { body } = await client.obtain(need.path, Need, { key: member.key })
    if (body.state !== state || body.remaining !== 0)
      throw new Deviation(`The need of ${says} is ${body.state}, with ${body.remaining} of ${quantity} left.`)
    printDetails([['need', `${says}: ${body.state}, ${quantity - body.remaining} of ${quantity} reserved`]])
  }
}
