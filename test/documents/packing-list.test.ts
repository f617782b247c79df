import t from 'tap'
import { renderHere } from '../../src/documents/render.ts'
import { readText } from './read-pdf.ts'
import { makePackingList } from './samples.ts'

const render = async (...given: Parameters<typeof makePackingList>) =>
  readText((await renderHere({ kind: 'packingList', data: makePackingList(...given) })).bytes)

t.test('a packing list has every package with its weight and units, and their totals', async (t) => {
  const text = (await render(5, { languages: ['ru'] })).replaceAll('\u00A0', ' ')
  for (const part of [
    'Упаковочный лист',
    'DAP Almaty, City Perinatal Center (Incoterms 2020)',
    'Грузоотправитель Rotary Club Almaty',
    'Грузополучатель City Perinatal Center',
    '065-12345675',
    'Грузовое место PK-1 (1 / 3) · единиц: 2 · масса брутто: 148,5 кг',
    'Грузовое место PK-3 (3 / 3) · единиц: 1',
    'мест без указания массы: 1',
    '298 кг',
  ])
    t.ok(text.includes(part), part)
  for (const each of makePackingList(5).packages.flatMap(({ units }) => units))
    t.ok(text.includes(each.code) && text.includes(each.serialNumber ?? '?'), each.code)
})

t.test('a packing list holds 500 units', async (t) => {
  const text = await render(500)
  t.ok(makePackingList(500).packages.every(({ units }) => units.every(({ code }) => text.includes(code))))
})
