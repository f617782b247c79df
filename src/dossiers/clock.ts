import type { Dossier } from '../../schemas/dossier.ts'
import type { Shipment } from '../../schemas/shipment.ts'
import { listHolds, listStays } from '../../workflows/shipment-customs.ts'

interface Measured {
  customs?: Shipment['customs']
  transport?: Shipment['transport']
}

interface Span {
  from: string
  to: string
}

// Who tells of something later than it happened may tell of the end before the beginning: that is no time at all.
const toHours = (spans: Span[]): number => {
  const total = spans.reduce((sum, { from, to }) => sum + Math.max(0, Date.parse(to) - Date.parse(from)), 0)
  return Math.round(total / 360_000) / 10
}

/** How long customs has had a shipment, measured over its stays and holds; up to `now` where one goes on. */
export const measureCustoms = (
  { customs, transport }: Measured,
  now: string,
): Pick<Dossier, 'stays' | 'holds' | 'timeInCustoms'> => {
  if (!customs) return { stays: [], holds: [] }
  // What arrived has left customs, even where nobody said that it was released.
  const arrivedAt = transport?.arrivedAt
  const stays = listStays(customs).map((stay) => ({ ...stay, leftAt: stay.leftAt ?? arrivedAt }))
  const holds = listHolds(customs).map((hold) => ({ ...hold, releasedAt: hold.releasedAt ?? arrivedAt }))
  return {
    stays,
    holds,
    timeInCustoms: {
      hours: toHours(stays.map(({ enteredAt, leftAt }) => ({ from: enteredAt, to: leftAt ?? now }))),
      heldHours: toHours(holds.map(({ heldAt, releasedAt }) => ({ from: heldAt, to: releasedAt ?? now }))),
      isFinal: stays.every(({ leftAt }) => leftAt !== undefined),
    },
  }
}
