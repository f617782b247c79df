import t from 'tap'
import * as z from 'zod'
import { page } from '../../schemas/primitives.ts'
import { listColumns, listPageColumns, readCell } from '../../src/exports/columns.ts'

const Row = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  on: z.iso.date().optional(),
  count: z.int(),
  isOpen: z.boolean().nullable(),
  party: z.object({ name: z.string(), kinds: z.array(z.string()) }).optional(),
  parts: z.array(z.object({ n: z.int() })),
})

t.test('makes a column of each field, by its kind and path', async (t) => {
  const columns = listPageColumns(page(Row))
  t.same(
    columns.map(({ name, kind }) => `${name} ${kind}`),
    [
      ...['id text', 'at instant', 'on day', 'count number', 'isOpen boolean'],
      ...['party.name text', 'party.kinds text', 'parts text'],
    ],
  )
  t.same(columns, listColumns(Row))
  t.throws(() => listPageColumns(Row), /no schema of its rows/)
})

t.test('reads cells, and nothing where a row has nothing', async (t) => {
  const columns = listColumns(Row)
  const row = { id: 'a', at: '2022-10-20T09:00:00.000Z', count: 0, isOpen: null, parts: [{ n: 1 }] }
  t.same(
    columns.map((column) => readCell(row, column)),
    ['a', '2022-10-20T09:00:00.000Z', undefined, 0, undefined, undefined, undefined, '[{"n":1}]'],
  )
  const [kinds] = columns.filter(({ name }) => name === 'party.kinds')
  t.ok(kinds)
  if (kinds) t.equal(readCell({ party: { kinds: ['donor', 'partner'] } }, kinds), 'donor; partner')
})
