import t, { type Test } from 'tap'
import { renderHere } from '../../src/documents/render.ts'
import { createRenderer } from '../../src/documents/renderer.ts'
import { makeLabels } from './samples.ts'

const script = new URL('./faulty-worker.ts', import.meta.url)

const open = (t: Test, options: Parameters<typeof createRenderer>[0]) => {
  const renderer = createRenderer(options)
  t.teardown(renderer.close)
  return renderer
}

t.test('a thread that ends fails its document, and the next one is rendered by another', async (t) => {
  const renderer = open(t, { script })
  const lost = renderer.renderDocument('labels', makeLabels(1, { donor: 'exit' }))
  const next = renderer.renderDocument('labels', makeLabels(1))
  await t.rejects(lost, { message: /thread that renders documents ended/ })
  t.equal((await next).sha256, (await renderHere({ kind: 'labels', data: makeLabels(1) })).sha256)
})

t.test('a document that takes too long is given up, and those after it are rendered', async (t) => {
  const renderer = open(t, { script, timeout: 6000 })
  const stuck = renderer.renderDocument('labels', makeLabels(1, { donor: 'hang' }))
  const next = renderer.renderDocument('labels', makeLabels(1))
  await t.rejects(stuck, { message: 'timed-out' })
  t.ok((await next).bytes.length > 0)
})
