import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { renderHere } from '../../src/documents/render.ts'
import { makeAct, makeLabels, makePackingList } from './samples.ts'

const hashElsewhere = (zone: string, language: string) => {
  const script = fileURLToPath(new URL('./print-hashes.ts', import.meta.url))
  const env = { PATH: '', TZ: zone, LANG: language, LC_ALL: language }
  return execFileSync(process.execPath, [script], { env, encoding: 'utf8' }).trim().split('\n')
}

t.test('the same data gives the same bytes in every process, zone and locale', async (t) => {
  const here = [
    (await renderHere({ kind: 'act', data: makeAct(12, { languages: ['kk', 'ru', 'en'] }) })).sha256,
    (await renderHere({ kind: 'packingList', data: makePackingList(12) })).sha256,
    (await renderHere({ kind: 'labels', data: makeLabels(12) })).sha256,
  ]
  t.strictSame(hashElsewhere('Asia/Kolkata', 'ar_EG.UTF-8'), here)
  t.strictSame(hashElsewhere('America/New_York', 'kk_KZ.UTF-8'), here)
})

t.test('one other character gives other bytes', async (t) => {
  const { sha256 } = await renderHere({ kind: 'act', data: makeAct(2, { place: 'Almaty' }) })
  const { sha256: again } = await renderHere({ kind: 'act', data: makeAct(2, { place: 'Almaty' }) })
  const { sha256: other } = await renderHere({ kind: 'act', data: makeAct(2, { place: 'Almatу' }) })
  t.equal(again, sha256)
  t.not(other, sha256)
})
