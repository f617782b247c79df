import { readFileSync } from 'node:fs'
import t from 'tap'
import { kinds } from '../../schemas/event.ts'
import { eventFields } from '../../scripts/event-fields.ts'
import { renderWorkflows } from '../../scripts/workflow-tables.ts'
import { workflows } from '../../workflows/catalogue.ts'
import { shipmentEvents } from '../../workflows/shipment-events.ts'

const page = readFileSync(new URL('../../workflows/README.md', import.meta.url), 'utf8')

t.test(
  'workflows/README.md is what the machines say; node scripts/workflow-tables.ts writes it',
  async (t) => {
    t.equal(page, renderWorkflows())
  },
)

t.test('every diagram is made of arrows between the states of its machine', async (t) => {
  const diagrams = [...page.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(
    ([, text]) => text?.trimEnd().split('\n') ?? [],
  )
  t.equal(diagrams.length, kinds.length + 1)
  for (const [n, [head, ...arrows]] of diagrams.entries()) {
    t.equal(head, 'stateDiagram-v2')
    for (const arrow of arrows)
      t.match(arrow, /^ {2}(?:\[\*\]|\w+) --> (?:\[\*\]|\w+)(?:: [\w.]+(?:, [\w.]+)*)?$/)
    const kind = kinds[n - 1]
    if (!kind) continue
    const drawn = new Set(arrows.flatMap((arrow) => arrow.replace(/:.*/, '').match(/\w+/g) ?? []))
    t.strictSame([...drawn].sort(), Object.keys(workflows[kind].machine.states).sort(), kind)
  }
})

t.test('every row of a table has as many cells as its head', async (t) => {
  const tables = page.match(/(?:^\|.*\n)+/gm) ?? []
  t.equal(tables.length, 2 + 3 * kinds.length)
  for (const table of tables) {
    const [head, ...rows] = table
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' | ').length)
    t.ok(rows.length > 1 && rows.every((cells) => cells === head), table.slice(0, 60))
  }
})

t.test('the fields of an event are read off its schema, those inside lists too', async (t) => {
  const fields = eventFields(shipmentEvents['shipment.packed'].data)
  t.match(fields, [
    { path: 'packages', type: 'list, 1 to 200', isRequired: true },
    { path: 'packages[].number', type: 'text, up to 40', isRequired: true },
    { path: 'packages[].weight', isRequired: false, says: 'Grams.' },
    { path: 'packages[].units' },
    { path: 'packages[].units[].unit', type: 'id' },
    { path: 'packages[].units[].serialNumber' },
    { path: 'packages[].units[].udi' },
  ])
  const receipt = eventFields(shipmentEvents['shipment.received'].data)
  t.match(
    receipt.find(({ path }) => path === 'missing'),
    { isRequired: false, says: /Default `\[\]`/ },
  )
})
