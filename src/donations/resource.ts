import { type Donation, Policy } from '../../schemas/donation.ts'
import type { Money } from '../../schemas/primitives.ts'
import type { Role } from '../../schemas/roles.ts'
import { openSlots } from '../../workflows/slots.ts'
import { getContext } from '../engine/snapshot.ts'
import { type View, workflowPart } from '../engine/view.ts'
import type { DonationDetail } from './detail.ts'

const sum = (moneys: (Money & { units: number })[]): Money | undefined => {
  const [first] = moneys
  if (!first) return undefined
  return {
    amount: moneys.reduce((total, { amount, units }) => total + amount * units, 0),
    currency: first.currency,
  }
}

const usualPolicy = Policy.parse({})

/** Value is recognised for accepted units only. */
const toValue = (items: Donation['items']): Donation['value'] => {
  const valued = items.flatMap(({ unitValue, quantity, units }) =>
    unitValue ? [{ ...unitValue, quantity, units }] : [],
  )
  if (valued.length < items.length) return undefined
  const contracted = sum(valued.map((one) => ({ ...one, units: one.quantity })))
  const recognised = sum(valued.map((one) => ({ ...one, units: one.units.accepted + one.units.inService })))
  return contracted && recognised ? { contracted, recognised } : undefined
}

const toParties = (
  known: DonationDetail['parties'],
  roles: Record<string, Role[]>,
  joined: Map<string, Summary> | undefined,
): Donation['parties'] => {
  const parties = known.map(({ share, organization, ...party }) => ({
    organization,
    roles: roles[organization.id] ?? party.roles,
    ...(share && { share }),
  }))
  const strangers = [...(joined?.values() ?? [])].filter(({ id }) =>
    known.every((one) => one.organization.id !== id),
  )
  return [
    ...parties,
    ...strangers.map(({ id, kind, name }) => ({ organization: { id, kind, name }, roles: roles[id] ?? [] })),
  ]
}

type Summary = DonationDetail['parties'][number]['organization']

/**
 * A donation as its parties see it. `joined` holds organizations that the event under way makes parties, of whom
 * `detail` does not know yet.
 */
export const toDonation = (view: View, joined?: Map<string, Summary>): Donation => {
  const detail: DonationDetail = JSON.parse(view.detail)
  const context = getContext('donation', view.row)
  const items = detail.items.map((item) => ({
    id: item.id,
    equipmentType: item.equipmentType,
    quantity: item.quantity,
    department: item.department ?? undefined,
    need: item.need ?? undefined,
    description: item.description ?? undefined,
    unitValue: item.unitValue ?? undefined,
    units: context.items[item.id] ?? openSlots(item.quantity),
  }))
  return {
    id: view.row.id,
    code: detail.code,
    title: detail.title,
    reference: detail.reference ?? undefined,
    programme: detail.programme ?? undefined,
    ...workflowPart(view),
    items,
    parties: toParties(detail.parties, context.parties, joined),
    value: toValue(items),
    contract: context.contract,
    // What was pledged before a deadline was thought of has its usual days.
    policy: { ...usualPolicy, ...context.policy, timeZone: context.zone },
    createdAt: detail.createdAt,
  }
}
