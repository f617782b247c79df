import * as z from 'zod'
import {
  CalendarDay,
  Code,
  Country,
  Id,
  identifier,
  Language,
  line,
  Sha256,
  Timestamp,
} from './primitives.ts'
import { CustomsHoldReason } from './reasons.ts'
import { workflowFields } from './resource.ts'

/** Incoterms 2020: any mode of transport, then sea and inland waterway. */
export const Incoterm = z.enum(['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP', 'FAS', 'FOB', 'CFR', 'CIF'])

export const NewUnit = z.strictObject({
  item: Id.describe('The item of the donation that the unit counts towards.'),
  maker: line(120).optional(),
  model: line(120).optional(),
  serialNumber: identifier(80).optional().describe('Known at the latest when the unit is packed.'),
  replaces: Id.optional().describe('The refused unit whose place this one takes.'),
})

export const NewShipment = z
  .strictObject({
    reference: identifier(100).optional().describe("The sender's own number for it."),
    incoterm: Incoterm.default('DAP'),
    incotermPlace: line(120).describe('Named place of the Incoterm.'),
    origin: Country.optional().describe("Where it is sent from; the first donor's country by default."),
    units: z.array(NewUnit).min(1).max(500),
  })
  .describe('A consignment to plan, with the units it will carry.')
export type NewShipment = z.infer<typeof NewShipment>

export const Shipment = z
  .object({
    id: Id,
    code: Code,
    donation: Id,
    reference: z.string().optional(),
    incoterm: Incoterm,
    incotermPlace: z.string(),
    origin: z.string().optional(),
    ...workflowFields,
    units: z.array(
      z.object({ id: Id, code: Code, item: Id, state: z.string(), serialNumber: z.string().optional() }),
    ),
    packages: z.array(z.object({ number: z.string(), weight: z.int().optional(), units: z.array(Id) })),
    transport: z
      .object({
        carrier: z.string().optional(),
        reference: z.string().optional(),
        mode: z.string(),
        dispatchedAt: Timestamp,
        expectedOn: CalendarDay.optional(),
        arrivedAt: Timestamp.optional(),
      })
      .optional(),
    customs: z
      .object({
        enteredAt: Timestamp,
        heldAt: Timestamp.optional(),
        holdReason: CustomsHoldReason.optional(),
        releasedAt: Timestamp.optional(),
        office: z.string().optional(),
        stays: z
          .array(
            z.object({ enteredAt: Timestamp, office: z.string().optional(), leftAt: Timestamp.optional() }),
          )
          .optional()
          .describe('Each time it was in customs, the last time last.'),
        holds: z
          .array(
            z.object({
              heldAt: Timestamp,
              reason: CustomsHoldReason,
              releasedAt: Timestamp.optional(),
            }),
          )
          .optional()
          .describe('Each time customs held it back.'),
      })
      .optional()
      .describe('The last time in customs; `stays` and `holds` tell of all.'),
    receipt: z
      .object({
        packages: z.int(),
        sealsIntact: z.boolean(),
        receivedAt: Timestamp,
        note: z.string().optional(),
      })
      .optional(),
    links: z
      .array(
        z.object({
          id: Id,
          language: Language,
          state: z.enum(['live', 'used', 'refused', 'revoked', 'replaced', 'expired']),
          issuedAt: Timestamp,
          openedAt: Timestamp.optional(),
          remindedAt: Timestamp.optional(),
          endedAt: Timestamp.optional(),
        }),
      )
      .describe('Confirmation links, the newest last; at most one is live.'),
    confirmations: z
      .array(z.object({ id: Id, at: Timestamp, position: z.string(), link: Id.optional() }))
      .describe('What the hospital confirmed so far.'),
    acts: z
      .array(z.object({ id: Id, at: Timestamp, sha256: Sha256, languages: z.array(Language) }))
      .describe('Handover acts, each a PDF.'),
    createdAt: Timestamp,
  })
  .describe('One consignment of a donation.')
export type Shipment = z.infer<typeof Shipment>

export const ShipmentSummary = z.object({
  id: Id,
  code: Code,
  donation: Id,
  state: z.string(),
  units: z.int(),
  createdAt: Timestamp,
})
