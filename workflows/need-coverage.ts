import type { Coverage } from '../schemas/need.ts'
import type { ReleaseReason } from './need-events.ts'

/** What an item of a donation covers of a need, and how much of that was accepted. */
export interface Cover extends Coverage {
  delivered: number
}

export const sumCovered = (coverage: readonly Cover[]) =>
  coverage.reduce((sum, { quantity }) => sum + quantity, 0)
export const sumDelivered = (coverage: readonly Cover[]) =>
  coverage.reduce((sum, { delivered }) => sum + delivered, 0)

/** What no pledge covers. More than was asked for may come where a lost unit is found again. */
export const countRemaining = (quantity: number, coverage: readonly Cover[]) =>
  Math.max(0, quantity - sumCovered(coverage))

export const findCover = (coverage: readonly Cover[], item: string) =>
  coverage.find((cover) => cover.item === item)

const change = (coverage: readonly Cover[], item: string, to: (cover: Cover) => Cover) =>
  coverage.map((cover) => (cover.item === item ? to(cover) : cover))

export const agree = (coverage: readonly Cover[], item: string): Cover[] =>
  change(coverage, item, (cover) =>
    cover.state === 'reserved' ? { ...cover, state: 'agreed' as const } : cover,
  )

/** How much of what an item covers can be released: what was accepted stays. */
export const countReleasable = (cover: Cover, quantity: number) =>
  Math.min(quantity, cover.quantity - cover.delivered)

/**
 * Takes back what will not come. An item that covers nothing more is forgotten, lest pledges made and withdrawn again
 * let the row grow for ever; one of which units were lost is not, since they may be found.
 */
export const release = (
  coverage: readonly Cover[],
  item: string,
  quantity: number,
  reason: ReleaseReason,
): Cover[] =>
  change(coverage, item, (cover) => ({
    ...cover,
    quantity: cover.quantity - countReleasable(cover, quantity),
  })).filter((cover) => cover.item !== item || cover.quantity > 0 || reason === 'notAccepted')

/** Counts what was accepted, which is told as the whole so far: told twice, or out of turn, it comes to the same. */
export const deliver = (coverage: readonly Cover[], item: string, quantity: number): Cover[] =>
  change(coverage, item, (cover) => ({
    ...cover,
    state: 'delivered',
    delivered: quantity,
    quantity: Math.max(cover.quantity, quantity),
  }))
