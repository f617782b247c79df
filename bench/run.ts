import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runAppend, runPgbench } from './append.ts'
import { openLab } from './lab.ts'
import { compareReads } from './read.ts'
import { compareSizes } from './scale.ts'
import { createTable } from './table.ts'

const { values } = parseArgs({
  options: {
    /** Compares the cost of a request in databases of a thousand donations and of so many. */
    rows: { type: 'string' },
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '1,16,64,256' },
    /** File for the figures as JSON. */
    json: { type: 'string' },
  },
})
const runs = Number(values.runs)
const seconds = Number(values.seconds)
const connectionCounts = values.connections.split(',').map(Number)

// Figures of one machine at one hour mean little; what counts is the ratio to a floor that ran beside it.
const compareThroughput = async () => {
  const table = createTable()
  const lab = await openLab(300_000, 300_000)
  try {
    const ids = (await lab.sql`select id from bench_ids order by n`).map(({ id }) => String(id))
    const floorFrom = ids.length - 20_000
    // Donations that one measurement may use up, so that those of all runs suffice.
    const share = Math.floor(floorFrom / (runs * connectionCounts.length * 2))
    let used = 0
    for (let run = 0; run < runs; run++) {
      for (const connections of connectionCounts) {
        const floor = await runPgbench(lab, connections, seconds, [floorFrom, ids.length], 1800)
        const at = `${connections} connections`
        table.note(`pgbench, ${at}`, 'per second', floor)
        for (const writer of ['on', 'off'] as const) {
          const result = await runAppend(lab, ids.slice(used, used + share), connections, seconds, writer)
          used += share
          table.noteResult(`append, ${at}, group writer ${writer}`, result, floor)
        }
      }
      for (const { name, connections, besik, floor } of await compareReads(
        lab,
        ids.slice(0, 10_000),
        connectionCounts,
        seconds,
      ))
        table.noteResult(`${name}, ${connections} connections`, besik, floor.perSecond)
    }
  } finally {
    await lab.close()
  }
  return table
}

const table = values.rows ? await compareSizes(1000, Number(values.rows), runs) : await compareThroughput()
process.stdout.write(table.render())
if (values.json) writeFileSync(values.json, `${JSON.stringify(table.medians(), null, 2)}\n`)
process.exit(0)
