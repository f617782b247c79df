import { shipment } from './shipment-setup.ts'

const record = shipment.assign(({ context, event }) => {
  if (event.type !== 'document.recorded') return {}
  const by = event.by !== undefined && { recordedBy: event.by }
  return { documents: [...(context.documents ?? []), { ...event.data, recordedAt: event.at, ...by }] }
})

const withdraw = shipment.assign(({ context, event }) => {
  if (event.type !== 'document.withdrawn') return {}
  const { data, at } = event
  return {
    documents: context.documents?.map((one) =>
      one.document === data.document ? { ...one, withdrawnAt: at, withdrawalReason: data.reason } : one,
    ),
  }
})

const declare = shipment.assign(({ event }) =>
  event.type === 'customs.declared' ? { declaration: { ...event.data, declaredAt: event.at } } : {},
)

/** Papers come in until the hospital has counted the packages: some only travel with them. */
export const paperEvents = {
  'document.recorded': { guard: 'holds' as const, actions: [record] },
  'document.withdrawn': { guard: 'holds' as const, actions: [withdraw] },
}

/** Customs is told, and told better, until it has let the consignment go for good. */
export const dossierHandlers = {
  ...paperEvents,
  'customs.declared': { guard: 'holds' as const, actions: [declare] },
}
