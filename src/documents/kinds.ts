import type { ActData } from './act.ts'
import type { LabelsData } from './labels.ts'
import type { PackingListData } from './packing-list.ts'
import type { ReportDocument } from './report.ts'

/** What each kind of document is made from. */
export interface DocumentKinds {
  act: ActData
  packingList: PackingListData
  labels: LabelsData
  report: ReportDocument
}
export type DocumentKind = keyof DocumentKinds

/** A kind with its data: what travels to the renderer. */
export type DocumentOrder = {
  [Kind in DocumentKind]: { kind: Kind; data: DocumentKinds[Kind] }
}[DocumentKind]

export interface RenderedDocument {
  bytes: Uint8Array
  sha256: string
}
