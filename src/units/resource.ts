import type { Unit } from '../../schemas/unit.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { UnitDetail } from './detail.ts'

/** Whole days from the first to the last; undefined while it serves. */
const countDays = ({ since, until }: NonNullable<Unit['service']>) =>
  until === undefined
    ? undefined
    : Math.max(0, Math.floor((Date.parse(until) - Date.parse(since)) / 86_400_000))

/** A unit as the parties of its donation see it. */
export const toUnit = (view: View): Unit => {
  const { maker, model, replaces, ...detail }: UnitDetail = JSON.parse(view.detail)
  const { item, serialNumber, udi, replacedBy, decision, service, outage, repair, followUps, protocol } =
    getContext('unit', view.row)
  return {
    id: view.row.id,
    donation: view.row.streamId,
    item,
    ...detail,
    maker: maker ?? undefined,
    model: model ?? undefined,
    replaces: replaces ?? undefined,
    serialNumber,
    udi,
    replacedBy,
    ...workflowPart(view),
    decision,
    service: service && { ...service, days: countDays(service) },
    outage,
    repair,
    followUps,
    protocol,
  }
}
