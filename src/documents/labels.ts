import type { Language, Names } from '../../schemas/primitives.ts'

export interface UnitLabel {
  code: string
  equipment: Names
  maker?: string
  model?: string
  serialNumber?: string
  /** GS1 element string with brackets, such as `(01)09506000134352(21)A1`; left out where the device has no GTIN. */
  elementString?: string
  /** Place of its package among those of the shipment, counted from 1. */
  place?: number
  url: string
}

export interface PackageLabel {
  number: string
  place: number
  /** Grams. */
  weight?: number
  units: number
  url: string
}

/** Labels of a shipment, one a page: its packages first, then its units. */
export interface LabelsData {
  languages: Language[]
  madeAt: string
  shipment: { code: string }
  donor: string
  recipient: string
  /** Packages of the whole shipment, also where the labels of some are asked for. */
  packageCount: number
  packages: PackageLabel[]
  units: UnitLabel[]
}
