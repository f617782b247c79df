import { v7 as uuidv7 } from 'uuid'
import type { NewProgramme } from '../../schemas/programme.ts'
import type { Tx } from '../database/client.ts'
import { programmes } from '../database/field-tables.ts'
import type { Answer } from '../engine/answer.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { openStream } from '../open-stream.ts'
import { selectOwner } from '../owner.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import { readMemorandum } from './memorandum.ts'
import { rolesOfPlan } from './plan.ts'
import { checkNames } from './registry.ts'
import { toProgramme } from './resource.ts'

/** Kinds of organization that run campaigns. */
const owners = ['foundation', 'club', 'authority']

const getOwner = async (tx: Tx, id: string) => {
  const [owner] = await selectOwner(tx, id)
  if (!owner) throw problem('not-found')
  if (!owners.includes(owner.kind)) throw problem('not-a-programme-owner')
  return owner
}

/** Makes a programme of a plan that adds up. */
export const createProgramme = async (
  tx: Tx,
  details: Details,
  sender: Sender,
  plan: NewProgramme,
): Promise<Answer> => {
  const { organization } = sender
  const owner = await getOwner(tx, organization)
  await checkNames(tx, plan)
  const authorities = await readMemorandum(tx, organization, plan)
  const id = uuidv7()
  const { slug, names, memorandum, startsOn, endsOn, currency, goals, funders, allocations } = plan
  const [made] = await tx
    .insert(programmes)
    .values({ id, slug, names, ownerId: organization, memorandumId: memorandum, startsOn, endsOn, currency })
    .onConflictDoNothing({ target: programmes.slug })
    .returning({ id: programmes.id })
  if (!made) throw problem('programme-slug-taken')
  const roles = rolesOfPlan(plan, organization, authorities)
  const input = { zone: owner.zone, parties: roles, currency, goals, funders, allocations }
  await openStream(tx, sender, owner.now, {
    ...{ id, kind: 'programme', state: 'planned', type: 'programme.planned', data: plan, input, roles },
  })
  const view = await createGetView(tx, 'programme', details)(id, organization)
  return answerWith(201, toProgramme(view), view, `/v1/programmes/${id}`)
}
