import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { NewProgramme } from '../../schemas/programme.ts'
import type { Tx } from '../database/client.ts'
import { programmes } from '../database/field-tables.ts'
import { organizations, parties } from '../database/tables.ts'
import { utc } from '../database/utc.ts'
import type { Answer } from '../engine/answer.ts'
import { createStream } from '../engine/create.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import { readMemorandum } from './memorandum.ts'
import { rolesOfPlan } from './plan.ts'
import { checkNames } from './registry.ts'
import { toProgramme } from './resource.ts'

/** Kinds of organization that run campaigns. */
const owners = ['foundation', 'club', 'authority']

const getOwner = async (tx: Tx, id: string) => {
  const [owner] = await tx
    .select({ kind: organizations.kind, zone: organizations.timeZone, now: sql<string>`${utc(sql`now()`)}` })
    .from(organizations)
    .where(eq(organizations.id, id))
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
  await tx.insert(parties).values(
    Object.entries(roles).map(([organizationId, held]) => ({
      streamId: id,
      organizationId,
      kind: 'programme' as const,
      state: 'planned',
      roles: held,
    })),
  )
  const input = { zone: owner.zone, parties: roles, currency, goals, funders, allocations }
  await createStream(tx, sender, owner.now, {
    id,
    kind: 'programme',
    type: 'programme.planned',
    input,
    data: plan,
  })
  const view = await createGetView(tx, 'programme', details)(id, organization)
  return answerWith(201, toProgramme(view), view, `/v1/programmes/${id}`)
}
