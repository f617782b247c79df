import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createRenderer } from '../src/documents/renderer.ts'
import { makeAct, makeLabels, makePackingList } from '../test/documents/samples.ts'

const renderer = createRenderer({ timeout: 60_000 })
const delay = monitorEventLoopDelay({ resolution: 1 })

/** Renders a document and tells how long it took, and how long the main thread was held up meanwhile. */
const measure = async (name: string, render: () => ReturnType<typeof renderer.renderDocument>) => {
  delay.reset()
  delay.enable()
  const start = performance.now()
  const { bytes } = await render()
  const took = performance.now() - start
  // The loop has to turn once more before a delay at the end is counted.
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  const figures = [took.toFixed(0), (delay.max / 1e6).toFixed(1), (bytes.length / 1024).toFixed(0)]
  const [milliseconds = '', held = '', size = ''] = figures
  console.log(
    `${name.padEnd(34)} ${milliseconds.padStart(7)} ms   loop held ${held.padStart(6)} ms   ${size.padStart(6)} kB`,
  )
}

await measure('act of 50 units, thread not started', () => renderer.renderDocument('act', makeAct(50)))
for (const languages of [['kk'], ['kk', 'ru'], ['kk', 'ru', 'en']] as const) {
  for (let run = 0; run < 3; run++)
    await measure(`act of 50 units, ${languages.join(' ')}`, () =>
      renderer.renderDocument('act', makeAct(50, { languages: [...languages] })),
    )
}
for (const count of [200, 500])
  await measure(`act of ${count} units`, () => renderer.renderDocument('act', makeAct(count)))
await measure('packing list of 500 units', () => renderer.renderDocument('packingList', makePackingList(500)))
await measure('labels of 500 units', () => renderer.renderDocument('labels', makeLabels(500)))
await renderer.close()
