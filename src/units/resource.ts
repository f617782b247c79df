import type { Unit } from '../../schemas/unit.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { UnitDetail } from './detail.ts'

/** A unit as the parties of its donation see it. */
export const toUnit = (view: View): Unit => {
  const { maker, model, replaces, ...detail }: UnitDetail = JSON.parse(view.detail)
  const { item, serialNumber, udi, replacedBy, decision, service, outage, protocol } = getContext(
    'unit',
    view.row,
  )
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
    service,
    outage,
    protocol,
  }
}
