import type { Memorandum } from '../../schemas/memorandum.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { MemorandumDetail } from './detail.ts'

/** A memorandum as its parties see it. */
export const toMemorandum = (view: View): Memorandum => {
  const { organizations, number, ...detail }: MemorandumDetail = JSON.parse(view.detail)
  const { signatures, commitments, ending } = getContext('memorandum', view.row)
  const known = new Map(organizations.map((organization) => [organization.id, organization]))
  return {
    id: view.row.id,
    ...workflowPart(view),
    ...detail,
    number: number ?? undefined,
    signatories: signatures.flatMap(({ organization: id, ...signature }) => {
      const organization = known.get(id)
      return organization ? [{ organization, ...signature }] : []
    }),
    commitments,
    ending,
  }
}
