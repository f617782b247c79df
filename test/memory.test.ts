import t from 'tap'
import { until } from './support/hooks.ts'
import { runNodes } from './support/nodes.ts'

t.setTimeout(180_000)

/** Bytes that an idle service may hold, its database apart. */
const most = 200e6

t.test('a service that has just started, and shown its reference, holds less than 200 MB', async (t) => {
  const { url } = await runNodes(t).start()
  for (const path of ['/openapi.json', '/docs/viewer.js']) await (await fetch(`${url}${path}`)).arrayBuffer()
  const readBytes = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text()
    const [, bytes] = /^process_resident_memory_bytes (\d+)/m.exec(metrics) ?? []
    return Number(bytes)
  }
  let bytes = Number.NaN
  const isSmall = async () => {
    bytes = await readBytes()
    return bytes < most
  }
  // It listens a moment before it has done with starting.
  await until('it has done with starting', isSmall).catch(() => {})
  t.ok(bytes < most, `${Math.round(bytes / 1e6)} MB`)
})
