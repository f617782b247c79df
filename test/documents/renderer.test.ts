import { createHash } from 'node:crypto'
import t, { type Test } from 'tap'
import { renderHere } from '../../src/documents/render.ts'
import { createRenderer } from '../../src/documents/renderer.ts'
import { makeAct, makeLabels } from './samples.ts'

const open = (t: Test, options?: Parameters<typeof createRenderer>[0]) => {
  const renderer = createRenderer(options)
  t.teardown(renderer.close)
  return renderer
}

t.test('a thread renders what is rendered here, byte for byte', async (t) => {
  const renderer = open(t)
  const { bytes, sha256 } = await renderer.renderDocument('act', makeAct())
  t.equal(sha256, (await renderHere({ kind: 'act', data: makeAct() })).sha256)
  t.equal(createHash('sha256').update(bytes).digest('hex'), sha256)
})

t.test('documents asked for at once are rendered one after another', async (t) => {
  const renderer = open(t)
  const donors = ['Rotary Club Almaty', 'Co-sponsoring foundation', 'Supplier company']
  const orders = donors.map((donor) => makeLabels(1, { donor }))
  const made = await Promise.all(orders.map((data) => renderer.renderDocument('labels', data)))
  const alone = await Promise.all(orders.map((data) => renderHere({ kind: 'labels', data })))
  t.strictSame(
    made.map(({ sha256 }) => sha256),
    alone.map(({ sha256 }) => sha256),
  )
})

t.test('a document that fails leaves the thread as it was', async (t) => {
  const renderer = open(t)
  await t.rejects(renderer.renderDocument('act', makeAct(1, { madeAt: 'no moment' })), { message: /Invalid/ })
  t.ok((await renderer.renderDocument('labels', makeLabels(1))).bytes.length > 0)
})

t.test('more documents than may wait are refused', async (t) => {
  const renderer = open(t, { queueLimit: 2 })
  const asked = Array.from({ length: 5 }, () => renderer.renderDocument('labels', makeLabels(1)))
  const settled = await Promise.allSettled(asked)
  t.match(settled, [
    { status: 'fulfilled' },
    { status: 'fulfilled' },
    { status: 'fulfilled' },
    { status: 'rejected', reason: { slug: 'overloaded' } },
    { status: 'rejected', reason: { slug: 'overloaded' } },
  ])
})

t.test('a closed renderer refuses what waits and what comes', async (t) => {
  const renderer = createRenderer()
  const asked = [1, 2].map(() => renderer.renderDocument('labels', makeLabels(1)))
  const refused = Promise.all(asked.map((each) => t.rejects(each, { message: 'overloaded' })))
  await renderer.close()
  await refused
  await t.rejects(renderer.renderDocument('labels', makeLabels(1)), { message: 'overloaded' })
})
