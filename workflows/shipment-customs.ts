import type { Shipment } from '../schemas/shipment.ts'
import { shipment } from './shipment-setup.ts'

type Customs = NonNullable<Shipment['customs']>
type Stay = NonNullable<Customs['stays']>[number]
type Hold = NonNullable<Customs['holds']>[number]

/** A consignment passes the customs of several countries, and may be held more than once in each. */
export const listStays = ({ stays, enteredAt, releasedAt }: Customs): Stay[] =>
  stays ?? [{ enteredAt, ...(releasedAt !== undefined && { leftAt: releasedAt }) }]

/** As `listStays`, of the times customs held it back. */
export const listHolds = ({ holds, heldAt, holdReason, releasedAt }: Customs): Hold[] => {
  if (holds || heldAt === undefined || holdReason === undefined) return holds ?? []
  return [{ heldAt, reason: holdReason, ...(releasedAt !== undefined && { releasedAt }) }]
}

// What begins at the same instant is the same: told twice, it is kept once.
const begin = (customs: Customs | undefined, stay: Stay): Customs => ({
  enteredAt: stay.enteredAt,
  ...(stay.office !== undefined && { office: stay.office }),
  stays: [
    ...(customs ? listStays(customs) : []).filter(({ enteredAt }) => enteredAt !== stay.enteredAt),
    stay,
  ],
  holds: customs ? listHolds(customs) : [],
})

const end = (customs: Customs, at: string): Customs => ({
  ...customs,
  stays: listStays(customs).map((stay) => (stay.leftAt === undefined ? { ...stay, leftAt: at } : stay)),
  holds: listHolds(customs).map((hold) =>
    hold.releasedAt === undefined ? { ...hold, releasedAt: at } : hold,
  ),
})

export const enterCustoms = shipment.assign(({ context, event }) => {
  if (event.type !== 'shipment.customsEntered') return {}
  return { customs: begin(context.customs, { ...event.data, enteredAt: event.at }) }
})

export const holdInCustoms = shipment.assign(({ context, event }) => {
  const { customs } = context
  if (event.type !== 'shipment.customsHeld' || !customs) return {}
  const { at, data } = event
  const before = listHolds(customs).filter(({ heldAt }) => heldAt !== at)
  return {
    customs: {
      ...customs,
      stays: listStays(customs),
      heldAt: at,
      holdReason: data.reason,
      holds: [...before, { heldAt: at, reason: data.reason }],
    },
  }
})

export const releaseFromCustoms = shipment.assign(({ context, event }) =>
  context.customs ? { customs: { ...end(context.customs, event.at), releasedAt: event.at } } : {},
)

/** What arrives, gets lost or goes back is in no customs any more, whether or not somebody said that it was released. */
export const leaveCustoms = shipment.assign(({ context, event }) =>
  context.customs ? { customs: end(context.customs, event.at) } : {},
)
