import { sql } from 'drizzle-orm'
import t from 'tap'
import { given, givenIn, toNested, toRecords } from '../../src/engine/records.ts'
import { build } from '../support/build.ts'

const columns = {
  id: 'uuid',
  words: 'text[]',
  text: 'text',
  count: 'int',
  isOpen: 'boolean',
  json: 'jsonb',
} as const

const inner = { id: 'uuid', text: 'text', json: 'jsonb' } as const

const first = '00000000-0000-0000-0000-000000000000'
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const said = `"quotes" 'and' \\x1f {braces,} \n\t Қазақша ${String.fromCodePoint(0x1f3e5)}`

t.test('brings rows to the database as they are, whatever their texts say', async (t) => {
  const { db } = await build(t)
  const read = db
    .$with('read', { row: sql<string>`row`.as('row') })
    .as(sql`select row_to_json(x)::text as row from ${given('rows', columns)} as x`)
  const statement = db.with(read).select({ row: read.row }).from(read).prepare('records')
  const ask = async (rows: Record<string, unknown>[]) =>
    (await statement.execute({ rows: toRecords(columns, rows) })).map(({ row }) => JSON.parse(row))

  const full = {
    ...{ id: first, words: ['donor', 'recipient'], text: said, count: 0, isOpen: false },
    json: { note: `${said}\x1e\x1f` },
  }
  const empty = { id: last, words: [], text: null, count: null, isOpen: null, json: null }
  t.same(await ask([full, empty]), [full, empty])
  t.same(await ask([{ id: last, words: ['donor'] }]), [{ ...empty, words: ['donor'] }])
})

t.test('brings rows with rows of their own', async (t) => {
  const { db } = await build(t)
  const outer = { id: 'uuid', some: 'nested', text: 'text' } as const
  const read = db.$with('read', { row: sql<string>`row`.as('row') }).as(
    sql`select json_build_array(o.text, i.id, i.text, i.json)::text as row
      from ${given('rows', outer)} as o left join ${givenIn(sql`o.some`, inner)} as i on true`,
  )
  const statement = db.with(read).select({ row: read.row }).from(read).prepare('nested')
  const some = toNested(inner, [
    { id: first, text: said, json: { note: `${said}\x1c\x1d` } },
    { id: last, text: null, json: null },
  ])
  const rows = toRecords(outer, [
    { id: first, some, text: 'two' },
    { id: last, some: toNested(inner, []), text: 'none' },
  ])
  t.same(
    (await statement.execute({ rows })).map(({ row }) => JSON.parse(row)),
    [
      ['two', first, said, { note: `${said}\x1c\x1d` }],
      ['two', last, null, null],
      ['none', null, null, null],
    ],
  )
})

t.test('refuses a text that would pass for several', (t) => {
  for (const end of ['\x1c', '\x1d', '\x1e', '\x1f'])
    for (const row of [
      { id: first, text: `a${end}b` },
      { id: first, words: [`a${end}b`] },
    ])
      t.throws(() => toRecords(columns, [row]), { message: /control character/ })
  t.throws(() => toRecords(columns, [{ id: first, words: ['a,b'] }]), { message: /more than a word/ })
  t.end()
})
