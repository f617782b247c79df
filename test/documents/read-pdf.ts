import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'

const open = (bytes: Uint8Array) => getDocumentProxy(new Uint8Array(bytes))

/** The text of each page, as a reader copies it out. */
export const readPages = async (bytes: Uint8Array): Promise<string[]> => {
  const pdf = await open(bytes)
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, at) => {
      const { items } = await (await pdf.getPage(at + 1)).getTextContent({ disableNormalization: true })
      return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
    }),
  )
}

/** The whole text on one line. */
export const readText = async (bytes: Uint8Array): Promise<string> =>
  (await readPages(bytes)).join(' ').replace(/\s+/g, ' ')

/** What the file says about itself. */
export const readProperties = async (bytes: Uint8Array) => {
  const pdf = await open(bytes)
  const [{ info }, marks, tree] = await Promise.all([
    pdf.getMetadata(),
    pdf.getMarkInfo(),
    (await pdf.getPage(1)).getStructTree(),
  ])
  return { info, marks, tree, pages: pdf.numPages }
}

export interface Picture {
  width: number
  height: number
  data: Uint8ClampedArray
}

/** The codes of a page: each path of many bars, drawn on a grid of its own. */
export const readSymbols = async (bytes: Uint8Array, page = 1): Promise<Picture[]> => {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await (await (await open(bytes)).getPage(page)).getOperatorList()
  return fnArray.flatMap((operator, at) => {
    if (operator !== OPS.constructPath) return []
    const bars = readBars([...(argsArray[at][1][0] ?? [])])
    return bars.length < 30 ? [] : [drawBars(bars)]
  })
}

type Bar = [x: number, y: number, right: number, bottom: number]

// A path of rectangles is stored as "move to, three times line to, close": 0 x y, 1 x y, 1 x y, 1 x y, 4.
const readBars = (path: number[]): Bar[] => {
  const bars: Bar[] = []
  for (let at = 0; at + 12 < path.length; at += 13) {
    const points = path.slice(at, at + 12).filter((_, place) => place % 3 !== 0)
    const xs = points.filter((_, place) => place % 2 === 0)
    const ys = points.filter((_, place) => place % 2 === 1)
    bars.push([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)])
  }
  return bars
}

const drawBars = (bars: Bar[]): Picture => {
  const module = Math.min(...bars.map(([, top, , bottom]) => bottom - top))
  const left = Math.min(...bars.map(([x]) => x))
  const top = Math.min(...bars.map(([, y]) => y))
  const scale = 4
  const cell = (value: number, from: number) => (Math.round((value - from) / module) + 4) * scale
  const size =
    Math.max(...bars.map(([, , right, bottom]) => Math.max(cell(right, left), cell(bottom, top)))) + 4 * scale
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (const [x, y, right, bottom] of bars)
    for (let row = cell(y, top); row < cell(bottom, top); row++)
      for (let column = cell(x, left); column < cell(right, left); column++)
        data.set([0, 0, 0, 255], (row * size + column) * 4)
  return { width: size, height: size, data }
}
