import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { Picture } from './read-pdf.ts'

const require = createRequire(import.meta.url)
const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))
// The decoder would load its own part over the network otherwise.
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

/** What a scanner reads from a code. */
export const readCode = async (picture: Picture): Promise<{ format: string; text: string } | undefined> => {
  const [code] = await readBarcodes({ ...picture, colorSpace: 'srgb' }, { tryHarder: true, textMode: 'HRI' })
  return code && { format: code.format, text: code.text }
}
