import type { Need } from '../../schemas/need.ts'
import { sumDelivered } from '../../workflows/need-coverage.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { NeedDetail } from './detail.ts'

export const toDepartment = ({ id, name, opensOn }: NeedDetail['department']): Need['department'] => ({
  id,
  name,
  ...(opensOn && { opensOn }),
})

/** A need as its reader sees it: who is no party reads nothing of the pledges that cover it. */
export const toNeed = (view: View): Need => {
  const detail: NeedDetail = JSON.parse(view.detail)
  const context = getContext('need', view.row)
  const isParty = view.roles.length > 0
  const covering = context.coverage.filter(({ quantity }) => isParty && quantity > 0)
  return {
    id: view.row.id,
    ...workflowPart(view),
    hospital: detail.hospital,
    department: toDepartment(detail.department),
    equipmentType: detail.equipmentType,
    region: detail.region ?? undefined,
    quantity: context.quantity,
    remaining: context.remaining,
    delivered: sumDelivered(context.coverage),
    urgency: detail.urgency,
    neededBy: context.neededBy,
    authority: detail.authority ?? undefined,
    justification: detail.justification,
    contactRole: detail.contactRole,
    returned: context.returned,
    endorsedAt: context.endorsedAt,
    ending: context.ending,
    coverage: covering.map(({ donation, item, quantity, state }) => ({ donation, item, quantity, state })),
    createdAt: detail.createdAt,
  }
}
