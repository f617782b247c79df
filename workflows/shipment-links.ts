import type { Shipment } from '../schemas/shipment.ts'
import { findLiveLink, shipment } from './shipment-setup.ts'

type Link = Shipment['links'][number]

/** Links that a shipment remembers: the log knows them all, and its row must not grow without an end. */
const mostLinks = 20

const changeLive = (links: Link[], change: Partial<Link>): Link[] =>
  links.map((link) => (link.state === 'live' ? { ...link, ...change } : link))

const end = (state: Link['state']) =>
  shipment.assign(({ context, event }) => ({
    links: changeLive(context.links, { state, endedAt: event.at }),
  }))

const clocks = ['acceptanceReminder', 'acceptanceEscalation', 'linkExpiry'] as const
const stopClocks = clocks.map((clock) => shipment.cancel(clock))

const startClock = (clock: (typeof clocks)[number]) =>
  shipment.raise({ type: `deadline.${clock}`, data: {}, at: '' }, { delay: clock, id: clock })

/** What waits for a form to be filled in waits from the day on which there is something to look at. */
export const startLinkClocks = shipment.enqueueActions(({ context, enqueue }) => {
  if (!findLiveLink(context)) return
  enqueue(startClock('acceptanceReminder'))
  enqueue(startClock('acceptanceEscalation'))
})

const issue = shipment.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'link.issued') return
  const { link, language } = event.data
  const before = changeLive(context.links, { state: 'replaced', endedAt: event.at })
  const others = before.filter(({ id }) => id !== link).slice(1 - mostLinks)
  enqueue.assign({ links: [...others, { id: link, language, state: 'live', issuedAt: event.at }] })
  for (const stop of stopClocks) enqueue(stop)
  enqueue(startClock('linkExpiry'))
  if (context.transport?.arrivedAt) enqueue(startLinkClocks)
})

const open = shipment.assign(({ context, event }) => {
  if (event.type !== 'link.opened') return {}
  const { data, at } = event
  return { links: context.links.map((one) => (one.id === data.link ? { ...one, openedAt: at } : one)) }
})

const remind = shipment.assign(({ context, event }) => ({
  links: changeLive(context.links, { remindedAt: event.at }),
}))

/** A confirmation was stored; the events of its units, and the count, are in the log beside it. */
export const confirm = shipment.assign(({ context, event }) => {
  if (event.type !== 'shipment.confirmed') return {}
  const { confirmation, link, position } = event.data
  return {
    confirmations: [
      ...context.confirmations.filter(({ id }) => id !== confirmation),
      { id: confirmation, position, at: event.at, ...(link !== undefined && { link }) },
    ],
  }
})

/** The act names its own file, so that whoever holds one can tell whether it is this. */
export const keepAct = shipment.assign(({ context, event }) => {
  if (event.type !== 'act.issued') return {}
  const { act, sha256, languages } = event.data
  return {
    acts: [...context.acts.filter(({ id }) => id !== act), { id: act, sha256, languages, at: event.at }],
  }
})

/** No link outlives the consignment it is about. */
export const endLinks = [end('revoked'), ...stopClocks]

const record = (type: string) => ({ type: 'record' as const, params: { type } })
const isLive = { guard: 'holds' as const }
const whileLive = { guard: 'hasLiveLink' as const }

/** What happens to confirmation links, in every state in which there can be one. */
export const linkEvents = {
  'link.issued': { actions: [issue] },
  'link.opened': { ...isLive, actions: [open] },
  'link.used': { ...isLive, actions: [end('used'), ...stopClocks] },
  'link.refused': { ...isLive, actions: [end('refused'), ...stopClocks] },
  'link.revoked': { ...isLive, actions: [end('revoked'), ...stopClocks] },
  'deadline.acceptanceReminder': { ...whileLive, actions: [remind, record('link.reminded')] },
  'deadline.acceptanceEscalation': { ...whileLive, actions: [record('link.escalated')] },
  'deadline.linkExpiry': {
    ...whileLive,
    actions: [end('expired'), ...stopClocks, record('link.expired')],
  },
}
