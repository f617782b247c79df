import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { request } from 'undici'
import { v7 as uuidv7 } from 'uuid'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect } from '../src/database/client.ts'
import { organizations } from '../src/database/tables.ts'
import { forms } from '../src/exports/export.ts'
import { openLab } from './lab.ts'

/** What an export of many rows takes of memory, and how fast it goes. `--rows 100000` */

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } })
const rows = Number(values.rows)
const operatorKey = 'operator-key-of-the-bench-0123456789abcdef'
const lab = await openLab(10, 1)
const { db, close } = connect(lab.place, { max: 10 })
const config = readConfig({ BESIK_RATE_LIMIT: '1000000', BESIK_MAX_LAG: '0' })
const { app } = await buildApp({ config, db, operatorKey, logger: pino({ level: 'warn' }) })
const origin = await app.listen({ port: 0, host: '127.0.0.1' })

const where = { country: 'KZ', timeZone: 'Asia/Almaty', language: 'ru' as const, identifiers: [] }
for (let done = 0; done < rows; done += 1000)
  await db.insert(organizations).values(
    Array.from({ length: 1000 }, (_, n) => ({
      ...where,
      id: uuidv7(),
      kind: 'carrier' as const,
      name: `Тасымалдаушы ${done + n}`,
    })),
  )

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`

for (const [form, accept] of Object.entries(forms)) {
  globalThis.gc?.()
  await setTimeout(500)
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  const start = performance.now()
  const { body } = await request(`${origin}/v1/organizations?kind=carrier`, {
    headers: { authorization: `Bearer ${operatorKey}`, accept },
  })
  let bytes = 0
  for await (const chunk of body) bytes += chunk.length
  clearInterval(watch)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(
    `${form}: ${rows} rows, ${megabytes(bytes)} in ${seconds} s; memory ${megabytes(before)} before, at most ${megabytes(most)}`,
  )
}

await app.close()
await close()
await lab.close()
