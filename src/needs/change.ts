import { and, eq } from 'drizzle-orm'
import type { NeedChange } from '../../schemas/need.ts'
import type { NeedContext } from '../../workflows/need.ts'
import type { Tx } from '../database/client.ts'
import { needs } from '../database/field-tables.ts'
import { parties } from '../database/tables.ts'
import type { Answer } from '../engine/answer.ts'
import { extendStream, readStream } from '../engine/create.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { accepts, getContext } from '../engine/snapshot.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import { checkNamed, rankOf } from './check.ts'
import type { NeedDetail } from './detail.ts'
import { toNeed } from './resource.ts'

/** The need as its fields stand, to tell what of a change is one. */
const toStored = (
  { quantity, neededBy, authority }: NeedContext,
  { department, equipmentType, urgency, justification, contactRole }: NeedDetail,
) => ({
  ...{ quantity, urgency, justification, contactRole },
  ...{ department: department.id, equipmentType: equipmentType.id },
  ...{ neededBy: neededBy ?? null, authority: authority ?? null },
})

const pickOther = (change: NeedChange, stored: ReturnType<typeof toStored>): NeedChange =>
  Object.fromEntries(
    Object.entries(change).filter(
      ([name, value]) => value !== undefined && value !== Reflect.get(stored, name),
    ),
  )

const toColumns = ({ department, equipmentType, quantity, urgency, ...texts }: NeedChange) => ({
  departmentId: department,
  equipmentTypeId: equipmentType,
  quantity,
  ...(urgency && { urgency, rank: rankOf(urgency) }),
  justification: texts.justification,
  contactRole: texts.contactRole,
  neededBy: texts.neededBy,
})

interface Changing {
  sender: Sender
  id: string
  ifMatch: number
  change: NeedChange
}

const checkSender = async (tx: Tx, details: Details, { sender, id }: Changing) => {
  // Nobody locks what is not theirs.
  const { roles } = await createGetView(tx, 'need', details)(id, sender.organization)
  if (!roles.includes('recipient'))
    throw problem('role-not-allowed', { values: { event: 'need.changed', roles: ['recipient'] } })
}

/** Changes what a hospital asks for, and notes it; what changes nothing is answered as it stands. */
export const changeNeed = async (tx: Tx, details: Details, changing: Changing): Promise<Answer> => {
  const { sender, id, ifMatch, change } = changing
  await checkSender(tx, details, changing)
  const found = await readStream(tx, details, id, { kind: 'need' })
  if (!found) throw problem('not-found')
  if (found.target.version !== ifMatch) throw problem('if-match-stale')
  const context = getContext('need', found.target)
  const detail: NeedDetail = JSON.parse(found.detail)
  const data = pickOther(change, toStored(context, detail))
  const isOther = Object.keys(data).length > 0
  // What takes no changes any more says so even to one that changes nothing.
  if (isOther || !accepts(found.target, 'need.changed')) {
    await checkNamed(tx, sender.organization, data)
    await extendStream(tx, sender, found, (decision) =>
      decision.send(found.target, {
        ...{ type: 'need.changed', data, by: sender.organization, at: found.now },
      }),
    )
    const columns = toColumns(data)
    if (Object.values(columns).some((value) => value !== undefined))
      await tx.update(needs).set(columns).where(eq(needs.id, id))
    // Who was to endorse it before, and read it then, does so no longer.
    if (data.authority !== undefined && context.authority)
      await tx
        .delete(parties)
        .where(and(eq(parties.streamId, id), eq(parties.organizationId, context.authority)))
  }
  const view = await createGetView(tx, 'need', details)(id, sender.organization)
  return answerWith(200, toNeed(view), view)
}
