import { setup } from 'xstate'
import type { Policy } from '../schemas/donation.ts'
import type { Declaration, RecordedDocument } from '../schemas/dossier.ts'
import type { ChecklistAnswer, Waiver } from '../schemas/gate.ts'
import type { Shipment } from '../schemas/shipment.ts'
import { day, type StateMeta, type Tell } from './declaration.ts'
import type { ShipmentMachineEvent } from './shipment-events.ts'
import { refuseShipment } from './shipment-refusals.ts'

/** Days that a shipment's deadlines run, from the policy of its donation. */
export type ShipmentPolicy = Pick<
  Policy,
  'customsStay' | 'acceptanceReminder' | 'acceptanceEscalation' | 'linkExpiry'
>

export interface ShipmentContext extends ShipmentPolicy {
  zone: string
  /** Ids of the units it carries. */
  units: string[]
  packages: Shipment['packages']
  transport?: Shipment['transport']
  customs?: Shipment['customs']
  /** Papers of the consignment, in the order in which they were recorded; withdrawn ones stay. */
  documents?: RecordedDocument[]
  /** What customs was told last. */
  declaration?: Declaration
  /** The last answer to each question of a checklist. */
  answers?: ChecklistAnswer[]
  /** Gates that are waived, each once. */
  waivers?: Waiver[]
  receipt?: Shipment['receipt']
  /** Confirmation links, the newest last; at most one of them is live. */
  links: Shipment['links']
  confirmations: Shipment['confirmations']
  acts: Shipment['acts']
  ending?: { reason?: string; note?: string }
}

export interface ShipmentInput extends ShipmentPolicy {
  zone: string
  units: string[]
}

/** The link that still leads to the form; undefined where there is none. */
export const findLiveLink = ({ links }: Pick<ShipmentContext, 'links'>) =>
  links.find(({ state }) => state === 'live')

export const shipment = setup({
  types: {
    context: {} as ShipmentContext,
    events: {} as ShipmentMachineEvent,
    input: {} as ShipmentInput,
    meta: {} as StateMeta,
  },
  guards: {
    holds: ({ context, event }) => refuseShipment(context, event) === undefined,
    hasLiveLink: ({ context }) => findLiveLink(context) !== undefined,
  },
  actions: {
    record: (_, _event: { type: string }) => {},
    tell: (_, _told: Tell) => {},
  },
  delays: {
    customsStay: ({ context }) => context.customsStay * day,
    acceptanceReminder: ({ context }) => context.acceptanceReminder * day,
    acceptanceEscalation: ({ context }) => context.acceptanceEscalation * day,
    linkExpiry: ({ context }) => context.linkExpiry * day,
  },
})
