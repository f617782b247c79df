import t from 'tap'
import { Checklist } from '../../schemas/checklist.ts'
import { checklists, findChecklist, listChecklists } from '../../schemas/checklist-catalogue.ts'
import { gateCatalogue } from '../../workflows/gate-catalogue.ts'

t.test('every version of every checklist is found by its name', async (t) => {
  for (const one of checklists) t.equal(findChecklist(one.slug, one.version), one)
  t.equal(findChecklist('dispatch-readiness', 99), undefined)
  t.equal(findChecklist('toString'), undefined)
})

t.test('without a version the newest counts', async (t) => {
  const first = findChecklist('dispatch-readiness', 1)
  if (!first) throw new Error('there is no checklist')
  const second = { ...first, version: 2 }
  t.equal(findChecklist('dispatch-readiness', undefined, [second, first]), second)
  t.strictSame(listChecklists([first, second]), [second])
})

t.test('each question is asked once, in three languages, and serves a gate that can be waived', async (t) => {
  for (const { slug, version, items } of checklists) {
    const ids = items.map(({ id }) => id)
    t.strictSame(ids, [...new Set(ids)], `${slug} ${version}`)
    for (const { id, texts, gate } of items) {
      t.equal(new Set(Object.values(texts)).size, 3, id)
      for (const text of Object.values(texts)) t.match(text, /\?$/, `${id} is a question`)
      t.ok(gateCatalogue[gate].mayWaive.length > 0, `${id}: who cannot answer is not stuck for ever`)
    }
  }
})

t.test('a question without a source is no checklist', async (t) => {
  const [first] = checklists
  const items = first?.items.map(({ source: _, ...rest }) => rest)
  t.notOk(Checklist.safeParse({ ...first, items }).success)
})
