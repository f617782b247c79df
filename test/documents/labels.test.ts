import t from 'tap'
import { renderHere } from '../../src/documents/render.ts'
import { readCode } from './read-code.ts'
import { readPages, readProperties, readSymbols } from './read-pdf.ts'
import { makeLabels } from './samples.ts'

const render = async (...given: Parameters<typeof makeLabels>) =>
  (await renderHere({ kind: 'labels', data: makeLabels(...given) })).bytes

t.test('a shipment has one label a package and one a unit', async (t) => {
  const data = makeLabels(3)
  const pages = await readPages(await render(3))
  t.equal(pages.length, 4)
  const [first = '', ...units] = pages.map((page) => page.replaceAll(/[\s\u00A0]+/g, ' '))
  for (const part of ['2 / 5', 'PK-2', '149,5 кг', 'Rotary Club Almaty', 'City Perinatal Center'])
    t.ok(first.includes(part), part)
  for (const [at, page] of units.entries()) {
    const unit = data.units[at]
    for (const part of [unit?.code ?? '?', unit?.serialNumber ?? '?', 'Инкубатор для новорождённых', '2 / 5'])
      t.ok(page.includes(part), part)
  }
})

t.test('a scanner reads the codes of a label', async (t) => {
  const bytes = await render(2)
  const codes = await Promise.all((await readSymbols(bytes, 3)).map(readCode))
  t.match(codes, [
    { format: /QR/, text: makeLabels(2).units[1]?.url },
    { format: /DataMatrix/, text: '(01)09506000134352(21)BR2' },
  ])
  t.equal((await readSymbols(bytes, 2)).length, 1, 'a unit without a GTIN has no DataMatrix')
})

t.test('a UDI that is no GS1 element string leaves a label without DataMatrix', async (t) => {
  const [unit] = makeLabels(1).units
  if (!unit) throw new Error('the sample has no unit')
  for (const elementString of ['(01)09506000134353', '+A123BJC5D6E71G', '', '(01)'])
    t.equal(
      (await readSymbols(await render(1, { packages: [], units: [{ ...unit, elementString }] }))).length,
      1,
    )
})

t.test('a label keeps a long serial number whole', async (t) => {
  const serialNumber = `SN-${'0123456789'.repeat(7)}`
  const [unit] = makeLabels(1).units
  if (!unit) throw new Error('the sample has no unit')
  const equipment = { kk: 'ұзақ атау '.repeat(18), ru: 'длинное название '.repeat(11), en: 'long name' }
  const label = { ...unit, serialNumber, equipment, maker: 'M'.repeat(120) }
  const bytes = await render(1, { packages: [], units: [label] })
  t.equal((await readProperties(bytes)).pages, 1)
  t.ok((await readPages(bytes)).join('').replaceAll(/\s/g, '').includes(serialNumber))
})
