import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { strFromU8, unzipSync } from 'fflate'
import t from 'tap'
import type { Column } from '../../src/exports/columns.ts'
import { toCsv } from '../../src/exports/csv.ts'
import { toXlsx } from '../../src/exports/xlsx.ts'

const columns: Column[] = [{ name: 'n', kind: 'number', path: ['n'] }]

async function* count(to: number, onEach = (_: number) => {}) {
  for (let n = 0; n < to; n++) {
    onEach(n)
    yield { n }
  }
}

async function* breakOff() {
  yield { n: 1 }
  throw new Error('the database went away')
}

t.test('reads rows no faster than they are taken', async (t) => {
  for (const write of [toCsv, toXlsx]) {
    let read = 0
    const stream = write(
      columns,
      count(1_000_000, () => read++),
    )
    const chunks = stream[Symbol.asyncIterator]()
    while (read === 0) await chunks.next()
    // Whatever may be written goes on to be.
    await setTimeout(200)
    t.ok(read < 200_000, `${read} rows were read while one waited to be taken`)
    await chunks.return?.()
  }
})

t.test('breaks off where its rows do, rather than end as if it were whole', async (t) => {
  for (const write of [toCsv, toXlsx]) await t.rejects(buffer(write(columns, breakOff())), 'it breaks off')
})

t.test('goes on in another sheet where one is full', async (t) => {
  const files = unzipSync(await buffer(toXlsx(columns, count(12), 10)))
  const rowsOf = (name: string) => strFromU8(files[name] ?? new Uint8Array()).match(/<row>/g)?.length
  t.equal(rowsOf('xl/worksheets/sheet1.xml'), 10)
  t.equal(rowsOf('xl/worksheets/sheet2.xml'), 1 + 3)
  t.match(strFromU8(files['xl/workbook.xml'] ?? new Uint8Array()), 'sheetId="2"')
})
