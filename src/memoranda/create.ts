import { eq, sql } from 'drizzle-orm'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import type { NewMemorandum } from '../../schemas/memorandum.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import type { MemorandumInput } from '../../workflows/memorandum-setup.ts'
import type { Tx } from '../database/client.ts'
import { memoranda } from '../database/field-tables.ts'
import { organizations, parties } from '../database/tables.ts'
import { utc } from '../database/utc.ts'
import { createStream } from '../engine/create.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import { checkNamed } from './check.ts'
import { refuseOverlap } from './overlap.ts'
import { toMemorandum } from './resource.ts'

const kind = 'memorandum'

/** The owner's zone, the database's clock, and the calendar day that it is there. */
const readDay = async (tx: Tx, owner: string) => {
  const [row] = await tx
    .select({ zone: organizations.timeZone, now: sql<string>`${utc(sql`now()`)}` })
    .from(organizations)
    .where(eq(organizations.id, owner))
  const today = row && DateTime.fromISO(row.now, { zone: row.zone }).toISODate()
  if (!today) throw problem('not-found')
  return { ...row, today }
}

/** Lays a memorandum before its parties. */
export const draftMemorandum = async (tx: Tx, details: Details, sender: Sender, draft: NewMemorandum) => {
  const { organization } = sender
  const { title, number, startsOn, endsOn, scope, texts, commitments } = draft
  const { zone, now, today } = await readDay(tx, organization)
  if (endsOn < today) throw problem('validity-over', { pointer: '/endsOn', values: { today } })
  await checkNamed(tx, draft)
  await refuseOverlap(tx, organization, draft)
  const id = uuidv7()
  const roles: Record<string, WorkflowRole[]> = {
    [organization]: ['owner'],
    ...Object.fromEntries(draft.parties.map((party) => [party, ['member'] satisfies WorkflowRole[]])),
  }
  await tx.insert(memoranda).values({ id, title, number, startsOn, endsOn, scope, texts })
  await tx.insert(parties).values(
    Object.entries(roles).map(([organizationId, held]) => {
      return { streamId: id, organizationId, kind, state: 'draft', roles: held } as const
    }),
  )
  const input: MemorandumInput = {
    ...{ zone, parties: roles, draftedOn: today, endsOn, commitments },
    texts: texts.map(({ sha256 }) => sha256),
  }
  await createStream(tx, sender, now, {
    ...{ id, kind, type: 'memorandum.drafted', data: draft },
    input: { ...input },
  })
  const view = await createGetView(tx, kind, details)(id, organization)
  return answerWith(201, toMemorandum(view), view, `/v1/memoranda/${id}`)
}
