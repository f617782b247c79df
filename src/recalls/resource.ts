import type { Recall, RecallSummary } from '../../schemas/recall.ts'
import { countHospitals, type RecallContext } from '../../workflows/recall.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { RecallDetail } from './detail.ts'

const toProgress = (context: RecallContext): Recall['progress'] => ({
  units: context.units,
  hospitals: countHospitals(context),
  confirmed: Object.keys(context.answers).length,
})

/** A recall as its issuer sees it, or the part of a hospital as that hospital does. */
export const toRecall = (view: View): Recall => {
  const { hospitals, reference, ...detail }: RecallDetail = JSON.parse(view.detail)
  const context = getContext('recall', view.row)
  const { units, onTheWay, answers, withdrawal } = context
  return {
    id: view.row.id,
    ...workflowPart(view),
    ...detail,
    reference: reference ?? undefined,
    hospitals: hospitals.map((hospital) => {
      const found = context.hospitals[hospital.id] ?? { units, onTheWay }
      const { at, ...counts } = answers[hospital.id] ?? {}
      return { hospital, units: found.units, onTheWay: found.onTheWay, confirmedAt: at, ...counts }
    }),
    progress: toProgress(context),
    withdrawal,
  }
}

export const toRecallSummary = ({ row, detail }: View): RecallSummary => {
  const { title, reference, owner, createdAt }: RecallDetail = JSON.parse(detail)
  const progress = toProgress(getContext('recall', row))
  return {
    id: row.id,
    state: row.state,
    title,
    reference: reference ?? undefined,
    owner,
    progress,
    createdAt,
  }
}
