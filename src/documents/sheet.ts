import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { Speech } from './words.ts'
import { createMeasure, type Measure } from './wrap.ts'

const require = createRequire(import.meta.url)
const fonts = {
  regular: readFileSync(require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')),
  bold: readFileSync(require.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf')),
}

export interface SheetOptions {
  speech: Speech
  title: string
  /** Moment that the file says it was made; never the machine's clock, so that the bytes stay the same. */
  madeAt: string
  /** Points; A4 upright by default. */
  size?: [number, number]
  margin?: { top: number; bottom: number; side: number }
}

/** A document while it is being drawn, with the place that was reached on its page. */
export interface Sheet {
  doc: PDFKit.PDFDocument
  speech: Speech
  measure: Measure
  root: PDFKit.PDFStructureElement
  left: number
  top: number
  width: number
  bottom: number
  y: number
}

/** Opens a tagged document with the embedded fonts and its first page. */
export const openSheet = ({
  speech,
  title,
  madeAt,
  size = [595.28, 841.89],
  margin,
}: SheetOptions): Sheet => {
  const { top, bottom, side } = margin ?? { top: 42, bottom: 52, side: 45 }
  const doc = new PDFDocument({
    size,
    margins: { top, bottom, left: side, right: side },
    font: '',
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    lang: speech.lead,
    info: { Title: title, Creator: 'Besik', Producer: 'Besik', CreationDate: new Date(madeAt) },
  })
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold)
  const root = doc.struct('Document')
  doc.addStructure(root)
  return {
    doc,
    speech,
    measure: createMeasure(doc),
    root,
    left: side,
    top,
    width: size[0] - 2 * side,
    bottom: size[1] - bottom,
    y: top,
  }
}

export const turnPage = (sheet: Sheet): void => {
  sheet.doc.addPage()
  sheet.y = sheet.top
}

/** Turns the page where less than `height` is left on it. */
export const reserve = (sheet: Sheet, height: number): void => {
  if (sheet.y + height > sheet.bottom && sheet.y > sheet.top) turnPage(sheet)
}

/** Closes the document and gathers its bytes. */
export const closeSheet = async ({ doc, root }: Sheet): Promise<Uint8Array> => {
  root.end()
  doc.end()
  const chunks: Buffer[] = []
  for await (const chunk of doc) chunks.push(chunk)
  return Buffer.concat(chunks)
}
