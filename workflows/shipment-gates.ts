import { shipment } from './shipment-setup.ts'

/** An answer takes the place of the one before, under whichever version of the checklist that was. */
const answer = shipment.assign(({ context, event }) => {
  if (event.type !== 'checklist.answered' || event.by === undefined) return {}
  const { by, at, data } = event
  const { checklist, version, answers } = data
  const isOld = (one: { checklist: string; item: string }) =>
    one.checklist === checklist && answers.some(({ item }) => item === one.item)
  return {
    answers: [
      ...(context.answers ?? []).filter((one) => !isOld(one)),
      ...answers.map((one) => ({ checklist, version, ...one, by, at })),
    ],
  }
})

const waive = shipment.assign(({ context, event }) =>
  event.type === 'gate.waived' && event.by !== undefined
    ? { waivers: [...(context.waivers ?? []), { ...event.data, by: event.by, at: event.at }] }
    : {},
)

// The log keeps what was waived and withdrawn; the row only what counts.
const withdraw = shipment.assign(({ context, event }) =>
  event.type === 'gate.waiverWithdrawn'
    ? { waivers: context.waivers?.filter(({ gate }) => gate !== event.data.gate) }
    : {},
)

/** Gates are opened until the shipment has left; what they ask is judged when it leaves. */
export const gateHandlers = {
  'checklist.answered': { guard: 'holds' as const, actions: [answer] },
  'gate.waived': { guard: 'holds' as const, actions: [waive] },
  'gate.waiverWithdrawn': { guard: 'holds' as const, actions: [withdraw] },
}
