import { countDays } from '../schemas/calendar-day.ts'
import { toLocalDay } from '../schemas/local-day.ts'
import type { Refusal } from './declaration.ts'
import type { NeedContext } from './need.ts'
import { countReleasable, findCover, sumCovered } from './need-coverage.ts'
import type { NeedMachineEvent } from './need-events.ts'

type In<Type> = Extract<NeedMachineEvent, { type: Type }>

/** Days from an instant to the end of the day by which something is needed. */
export const daysLeft = (neededBy: string, at: string, zone: string) =>
  countDays(toLocalDay(at, zone), neededBy)

const refusePast = (neededBy: string | null | undefined, at: string, zone: string): Refusal | undefined =>
  neededBy && daysLeft(neededBy, at, zone) < 0
    ? { problem: 'needed-by-past', pointer: '/neededBy', values: { day: neededBy } }
    : undefined

/** What the authority endorsed for this very hospital can't become something else afterwards. */
const fixed = ['department', 'equipmentType', 'urgency', 'justification', 'authority'] as const

const refuseChange = (
  { quantity, coverage, endorsedAt, zone }: NeedContext,
  { data, at }: In<'need.changed'>,
): Refusal | undefined => {
  const past = refusePast(data.neededBy, at, zone)
  if (past || !endorsedAt) return past
  const other = fixed.find((name) => data[name] !== undefined)
  if (other) return { problem: 'need-fixed', pointer: `/${other}` }
  if (data.quantity === undefined) return undefined
  if (data.quantity > quantity) return { problem: 'need-fixed', pointer: '/quantity' }
  const covered = sumCovered(coverage)
  if (data.quantity < covered)
    return { problem: 'need-quantity-covered', pointer: '/quantity', values: { covered } }
}

const refuseReservation = (
  { remaining, coverage }: NeedContext,
  { data }: In<'need.reserved'>,
): Refusal | undefined => {
  if (findCover(coverage, data.item)) return { problem: 'duplicate-entry' }
  if (data.quantity > remaining) return { problem: 'need-over-pledged', values: { remaining } }
}

/** Whether a donation tells of an item that covers the need, and what is not known already. */
export const isNews = ({ coverage }: NeedContext, event: NeedMachineEvent): boolean => {
  const cover = 'item' in event.data ? findCover(coverage, event.data.item) : undefined
  if (!cover) return false
  switch (event.type) {
    case 'need.agreed':
      return cover.state === 'reserved'
    case 'need.released':
      return countReleasable(cover, event.data.quantity) > 0
    case 'need.delivered':
      return event.data.quantity > cover.delivered
    default:
      return false
  }
}

/** Why the need, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refuseNeed = (context: NeedContext, event: NeedMachineEvent): Refusal | undefined => {
  switch (event.type) {
    case 'need.submitted':
      return context.authority
        ? refusePast(context.neededBy, event.at, context.zone)
        : { problem: 'authority-missing', pointer: '/authority' }
    case 'need.changed':
      return refuseChange(context, event)
    case 'need.reserved':
      return refuseReservation(context, event)
  }
}
