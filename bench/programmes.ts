import { parseArgs } from 'node:util'
import { type Lab, openLab } from './lab.ts'
import { seedProgramme } from './programmes-seed.ts'
import { createTable } from './table.ts'

// Where a programme stands is read in one request, whatever stands under it: donations by the thousand with a hundred
// thousand units. Beside them lie donations of others, and what the two organizations have in common besides.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '50' },
    /** Donations under the programme, and units of each, of the cases to measure. */
    cases: { type: 'string', default: '20x50,2000x50,10000x10' },
    /** Prints the plan of the sums as well. */
    plan: { type: 'boolean', default: false },
  },
})

const table = createTable()
const rounds = Number(values.rounds)

for (let run = 0; run < Number(values.runs); run++) {
  const lab = await openLab(20_000, 1000)
  try {
    const programmes = new Map<string, string>()
    for (const one of values.cases.split(',')) {
      const [donations = 0, units = 0] = one.split('x').map(Number)
      programmes.set(one, await seedProgramme(lab, `p${one}`, donations, units))
    }
    const service = await lab.start('service.ts', ['on'])
    const headers = { authorization: `Bearer ${lab.keys.donorKey}` }
    for (const [one, id] of programmes) {
      const times: number[] = []
      for (let round = 0; round < rounds; round++) {
        const began = performance.now()
        const response = await fetch(`http://127.0.0.1:${service.port}/v1/programmes/${id}/progress`, {
          headers,
        })
        const body = await response.text()
        if (response.status !== 200) throw new Error(`${response.status} ${body}`)
        times.push(performance.now() - began)
        if (run === 0 && round === 0) console.log(one, body.slice(0, 420))
      }
      const sorted = times.toSorted((a, b) => a - b)
      table.note(one, 'median ms', sorted[Math.floor(rounds / 2)] ?? 0)
      table.note(one, 'p95 ms', sorted[Math.floor(rounds * 0.95)] ?? 0)
    }
    await service.stop()
    if (values.plan && run === 0) await printPlan(lab, [...programmes.values()].at(-1) ?? '')
  } finally {
    await lab.close()
  }
}

console.log(table.render())

/** The plan of the very statement that the service last ran, from the server's own view of its sessions. */
async function printPlan({ sql }: Lab, id: string) {
  const [found] =
    await sql`select query from pg_stat_activity where query like '%with "counted"%' and pid <> pg_backend_pid() limit 1`
  if (!found) return console.log('the statement is not to be seen any more')
  const text = String(found.query).replaceAll(/\$\d+/g, `'${id}'`)
  const plan = await sql.unsafe(`explain (analyze, buffers) ${text}`)
  for (const row of plan) console.log(row['QUERY PLAN'])
}
