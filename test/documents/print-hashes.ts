import { renderHere } from '../../src/documents/render.ts'
import { makeAct, makeLabels, makePackingList } from './samples.ts'

// Drawn in another order than the test draws them, so that nothing one document leaves behind changes the next.
const labels = await renderHere({ kind: 'labels', data: makeLabels(12) })
const list = await renderHere({ kind: 'packingList', data: makePackingList(12) })
const act = await renderHere({ kind: 'act', data: makeAct(12, { languages: ['kk', 'ru', 'en'] }) })
console.log([act, list, labels].map(({ sha256 }) => sha256).join('\n'))
