import type * as z from 'zod'
import type { Language, Names } from '../../schemas/primitives.ts'
import type { Incoterm } from '../../schemas/shipment.ts'
import type { PartyData } from './act.ts'

export interface PackedUnit {
  code: string
  equipment: Names
  maker?: string
  model?: string
  serialNumber?: string
}

/** Everything a packing list says. */
export interface PackingListData {
  languages: Language[]
  timeZone: string
  madeAt: string
  donation: { code: string; title: string }
  shipment: { code: string; reference?: string }
  contract?: { number: string; signedAt?: string }
  incoterm: z.infer<typeof Incoterm>
  incotermPlace: string
  consignor: PartyData
  consignee: PartyData
  carrier?: { name: string; reference?: string }
  /** Weights in grams. */
  packages: { number: string; weight?: number; units: PackedUnit[] }[]
  verificationUrl: string
}
