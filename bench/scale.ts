import { agreements } from './append.ts'
import { openLab } from './lab.ts'
import { type Result, runLoad } from './load.ts'
import { createTable } from './table.ts'

// What a request costs must not depend on how much there is: the same requests, one at a time.
const small = 1000
const rounds = 400

const measure = async (donations: number, own: number): Promise<Record<string, Result>> => {
  const lab = await openLab(donations, own)
  try {
    const ids = (await lab.sql`select id from bench_ids order by n limit ${small}`).map(({ id }) =>
      String(id),
    )
    const service = await lab.start('service.ts', ['on'])
    const { donorKey, recipientKey } = lab.keys
    const read = (path: (n: number) => string) => {
      let n = 0
      return () =>
        n++ < rounds
          ? `GET ${path(n)} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${donorKey}\r\n\r\n`
          : undefined
    }
    const run = (expect: number, next: () => string | undefined) =>
      runLoad({ host: '127.0.0.1', port: service.port, connections: 1, expect, next })
    const id = (n: number) => ids[n % ids.length]
    const reads = {
      'read a donation': (n: number) => `/v1/donations/${id(n)}`,
      'list 20': () => '/v1/donations',
      'list 20 of a state': () => '/v1/donations?state=pledged',
      timeline: (n: number) => `/v1/donations/${id(n)}/events`,
      feed: () => '/v1/events',
    }
    const results: Record<string, Result> = {}
    for (const path of Object.values(reads)) await run(200, read(path))
    for (const [name, path] of Object.entries(reads)) results[name] = await run(200, read(path))
    await run(201, agreements(ids.slice(0, rounds), recipientKey))
    results.append = await run(201, agreements(ids.slice(rounds, 2 * rounds), recipientKey))
    await service.stop()
    return results
  } finally {
    await lab.close()
  }
}

/** The same requests over databases of two sizes, and where the caller is party to all there is. */
export const compareSizes = async (few: number, many: number, runs: number) => {
  const table = createTable()
  for (let run = 0; run < runs; run++) {
    const base = await measure(few, few)
    const grown = await measure(many, few)
    const all = await measure(many, many)
    for (const [name, { median }] of Object.entries(base)) {
      table.note(name, `ms at ${few}`, median)
      table.note(name, `ms at ${many}`, grown[name]?.median ?? 0)
      table.note(name, 'ratio', (grown[name]?.median ?? 0) / median)
      table.note(name, 'ratio, party to all', (all[name]?.median ?? 0) / median)
    }
  }
  return table
}
