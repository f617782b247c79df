import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import type { NewMemorandum } from '../../schemas/memorandum.ts'
import type { MemorandumInput } from '../../workflows/memorandum-setup.ts'
import type { Tx } from '../database/client.ts'
import { memoranda } from '../database/field-tables.ts'
import type { Sender } from '../engine/dispatch.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { openStream } from '../open-stream.ts'
import { selectOwner } from '../owner.ts'
import { problem } from '../problems/problem.ts'
import { answerWith } from '../resource-routes.ts'
import { checkNamed } from './check.ts'
import { refuseOverlap } from './overlap.ts'
import { toMemorandum } from './resource.ts'

const kind = 'memorandum'

/** The owner's zone, the database's clock, and the calendar day that it is there. */
const readDay = async (tx: Tx, owner: string) => {
  const [row] = await selectOwner(tx, owner)
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
  const roles: MemorandumInput['parties'] = { [organization]: ['owner'] }
  for (const party of draft.parties) roles[party] = ['member']
  await tx.insert(memoranda).values({ id, title, number, startsOn, endsOn, scope, texts })
  const input: MemorandumInput = {
    ...{ zone, parties: roles, draftedOn: today, endsOn, commitments },
    texts: texts.map(({ sha256 }) => sha256),
  }
  await openStream(tx, sender, now, {
    ...{ id, kind, state: 'draft', type: 'memorandum.drafted', data: draft, input, roles },
  })
  const view = await createGetView(tx, kind, details)(id, organization)
  return answerWith(201, toMemorandum(view), view, `/v1/memoranda/${id}`)
}
