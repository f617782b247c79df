import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runAppend, runPgbench, warmUp } from './append.ts'
import { compareDelivery } from './delivery.ts'
import { openLab } from './lab.ts'
import { compareReads } from './read.ts'
import { compareSizes } from './scale.ts'
import { createTable } from './table.ts'

const { values } = parseArgs({
  options: {
    /** `requests` or `delivery`, to measure that alone. */
    only: { type: 'string' },
    /** Deliveries of long ago that lie in the table. */
    old: { type: 'string', default: '10000' },
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

/** Appends a second that no machine this is run on gets beyond; each takes a donation of its own. */
const atMost = { pgbench: 12_000, besik: 6000 }

// Figures of one machine at one hour mean little; what counts is the ratio to a floor that ran beside it.
const compareThroughput = async () => {
  const table = createTable()
  const [forFloor, forAppend] = [atMost.pgbench * seconds, warmUp.appends + atMost.besik * seconds]
  const donations = 10_000 + runs * connectionCounts.length * (3 * forFloor + 2 * forAppend)
  const lab = await openLab(donations, donations)
  try {
    const ids = (await lab.sql`select id from bench_ids order by n`).map(({ id }) => String(id))
    let used = 0
    const take = (count: number) => {
      used += count
      return ids.slice(used - count, used)
    }
    for (let run = 0; run < runs; run++) {
      for (const connections of connectionCounts) {
        const at = `${connections} connections`
        const measureFloor = async () => {
          // Donations are numbered from 1.
          const floor = await runPgbench(lab, connections, seconds, used + 1, 1400)
          take(forFloor)
          table.note(`pgbench, ${at}`, 'per second', floor)
          return floor
        }
        let before = await measureFloor()
        for (const writer of ['on', 'off'] as const) {
          const result = await runAppend(lab, take(forAppend), connections, seconds, writer)
          // On both sides of what is compared with it, since a machine's speed comes and goes.
          const after = await measureFloor()
          table.noteResult(`append, ${at}, group writer ${writer}`, result, (before + after) / 2)
          before = after
        }
      }
      for (const { name, connections, besik, floor } of await compareReads(
        lab,
        ids.slice(-10_000),
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

const measure = {
  requests: () => (values.rows ? compareSizes(1000, Number(values.rows), runs) : compareThroughput()),
  delivery: () => compareDelivery({ runs, seconds, old: Number(values.old) }),
}
const only = values.only ?? (values.rows ? 'requests' : undefined)
const medians = {}
for (const [part, compare] of Object.entries(measure)) {
  if (part !== (only ?? part)) continue
  const table = await compare()
  process.stdout.write(table.render())
  Object.assign(medians, table.medians())
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(medians, null, 2)}\n`)
process.exit(0)
