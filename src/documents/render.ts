import { createHash } from 'node:crypto'
import { drawAct } from './draw-act.ts'
import { drawLabels } from './draw-labels.ts'
import { drawPackingList } from './draw-packing-list.ts'
import { drawReport } from './draw-report.ts'
import type { DocumentOrder, RenderedDocument } from './kinds.ts'

const draw = ({ kind, data }: DocumentOrder): Promise<Uint8Array> => {
  if (kind === 'act') return drawAct(data)
  if (kind === 'report') return drawReport(data)
  return kind === 'packingList' ? drawPackingList(data) : drawLabels(data)
}

/** Renders a document where it is called; a server calls `renderDocument` instead, which never blocks it. */
export const renderHere = async (order: DocumentOrder): Promise<RenderedDocument> => {
  const bytes = await draw(order)
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
