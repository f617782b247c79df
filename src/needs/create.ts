import { v7 as uuidv7 } from 'uuid'
import type { NewNeed } from '../../schemas/need.ts'
import type { NeedInput } from '../../workflows/need.ts'
import { daysLeft } from '../../workflows/need-refusals.ts'
import type { Tx } from '../database/client.ts'
import { needs } from '../database/field-tables.ts'
import type { Answer } from '../engine/answer.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { openStream } from '../open-stream.ts'
import { selectOwner } from '../owner.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import { checkNamed, rankOf } from './check.ts'
import { toNeed } from './resource.ts'

const getHospital = async (tx: Tx, id: string) => {
  const [found] = await selectOwner(tx, id)
  if (found?.kind !== 'hospital') throw problem('need-hospital-only')
  return found
}

/** Writes down what a hospital needs, as a draft. */
export const createNeed = async (
  tx: Tx,
  details: Details,
  sender: Sender,
  body: NewNeed,
): Promise<Answer> => {
  const { organization } = sender
  const { region, zone, now } = await getHospital(tx, organization)
  const { department, equipmentType, quantity, urgency, justification, contactRole, neededBy, authority } =
    body
  if (neededBy && daysLeft(neededBy, now, zone) < 0)
    throw problem('needed-by-past', { pointer: '/neededBy', values: { day: neededBy } })
  await checkNamed(tx, organization, body)
  const id = uuidv7()
  await tx.insert(needs).values({
    ...{ id, hospitalId: organization, departmentId: department, equipmentTypeId: equipmentType, region },
    ...{ quantity, urgency, justification, contactRole, neededBy, remaining: quantity },
    rank: rankOf(urgency),
  })
  const roles: NeedInput['parties'] = { [organization]: ['recipient'] }
  const input: NeedInput = {
    ...{ zone, quantity, parties: roles },
    ...(authority && { authority }),
    ...(neededBy && { neededBy }),
  }
  await openStream(tx, sender, now, {
    ...{ id, kind: 'need', state: 'draft', type: 'need.drafted', data: body, input, roles },
  })
  const view = await createGetView(tx, 'need', details)(id, organization)
  return answerWith(201, toNeed(view), view, `/v1/needs/${id}`)
}
