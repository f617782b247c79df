import { inflateSync } from 'node:zlib'

/** What keeps a PDF out: it can't be read, or does more than show pages. */
export type PdfFault = { kind: 'broken' } | { kind: 'active'; found: string }

/** Bytes to which the folded objects of one file may unfold. */
const mostHidden = 64_000_000

/**
 * Names that make a viewer run, open, send or unpack something; encryption would hide them. They are looked for in
 * every byte, since what is a stream to one reader is none to another, and so are long enough not to come by chance.
 */
const forbidden =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA(?=\s*[[\d<(])|SubmitForm|ImportData|GoToE|Encrypt)(?![\w.-])/
const markup = /<(?:!doctype\s|html[\s>]|script[\s>]|iframe[\s>])/i

/** A name may be written with numbers in place of letters, `/J#61vaScript`. */
const spellOut = (text: string) =>
  text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

interface ObjectStream {
  dictionary: string
  body: Buffer
}

/** The streams that hold objects, such as actions, rather than pictures and pages. */
const listObjectStreams = (bytes: Buffer, text: string): ObjectStream[] =>
  [...text.matchAll(/(?<!end)stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    const dictionary = spellOut(text.slice(text.lastIndexOf('obj', index), index))
    if (!/\/ObjStm\b/.test(dictionary)) return []
    const end = text.indexOf('endstream', index + length)
    return [{ dictionary, body: bytes.subarray(index + length, end < 0 ? undefined : end) }]
  })

/** The objects in a stream; undefined where they are folded in a way that ordinary writers don't use. */
const unfold = ({ dictionary, body }: ObjectStream, limit: number): string | undefined => {
  if (!/\/Filter\b/.test(dictionary)) return body.toString('latin1')
  if (!/\/Filter\s*\[?\s*\/(FlateDecode|Fl)\s*\]?\s*[/>]/.test(dictionary)) return
  if (/\/Predictor\b/.test(dictionary)) return
  try {
    return inflateSync(body, { maxOutputLength: limit }).toString('latin1')
  } catch {
    return
  }
}

/** Looks a PDF through for whatever does more than show pages; undefined where nothing is amiss. */
export const findPdfFault = (bytes: Buffer): PdfFault | undefined => {
  const text = bytes.toString('latin1')
  if (!text.startsWith('%PDF-') || !/startxref\s+\d+\s+%%EOF[\s\0]*$/.test(text.slice(-2048)))
    return { kind: 'broken' }
  if (markup.test(text)) return { kind: 'active', found: 'HTML' }
  const parts = [text]
  let left = mostHidden
  for (const stream of listObjectStreams(bytes, text)) {
    const hidden = unfold(stream, left)
    if (hidden === undefined) return { kind: 'broken' }
    left = Math.max(1, left - hidden.length)
    parts.push(hidden)
  }
  for (const part of parts) {
    const found = forbidden.exec(spellOut(part))?.[1]
    if (found) return { kind: 'active', found }
  }
}
