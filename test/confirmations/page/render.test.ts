import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { contentSecurityPolicy, script } from '../../../src/confirmations/page/assets.ts'
import type { ClosedKind } from '../../../src/confirmations/page/model.ts'
import {
  renderClosed,
  renderDone,
  renderError,
  renderForm,
  renderReview,
} from '../../../src/confirmations/page/render.ts'
import { texts } from '../../../src/confirmations/page/texts.ts'
import { filled, makeDone, makeModel, manyChecks } from './sample.ts'

const languages = ['kk', 'ru', 'en'] as const
const review = { text: 'One line\nand another', textSha256: 'c0'.repeat(32), fields: filled }

const renderAll = (language: 'kk' | 'ru' | 'en') => {
  const model = makeModel(2, { language })
  const kinds: ClosedKind[] = ['expired', 'revoked', 'used', 'unknown', 'refused']
  return [
    renderForm(model),
    renderReview(model, review),
    renderDone(makeDone(language)),
    renderError({ ...model, title: 'A title', detail: 'A detail', requestId: 'r-1' }),
    ...kinds.map((kind) => renderClosed(kind, model)),
  ]
}

t.test('every page says its language, and what it is in its title', async (t) => {
  for (const language of languages) {
    for (const html of renderAll(language)) {
      t.match(html, `<html lang="${language}">`)
      t.match(html, /<title>[^<]{5,} · Besik<\/title>/)
      t.notOk(/undefined|\[object|NaN|\{\w+\}<\//.test(html.replace(script, '')))
    }
  }
})

t.test('no page asks anything of another host', async (t) => {
  for (const html of languages.flatMap(renderAll))
    t.notMatch(html, /(src|href|action)="(https?:)?\/\/|@import|url\(/)
})

t.test('the policy allows the style and script of every page, and nothing else inline', async (t) => {
  for (const html of languages.flatMap(renderAll)) {
    const inlined = [...html.matchAll(/<(?:style|script)>([\s\S]*?)<\/(?:style|script)>/g)]
    t.ok(inlined.length > 0)
    for (const [, text = ''] of inlined)
      t.match(contentSecurityPolicy, `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    t.notMatch(html, /\son\w+=|\sstyle=|javascript:/)
  }
})

t.test('the joined script is one script without modules and comments', async (t) => {
  t.notMatch(script, /^(import|export)\b|\/\*\*/m)
  t.doesNotThrow(() => new Function(script))
})

t.test('markup, quotes and direction marks in data stay data', async (t) => {
  const nasty = '"><script>alert(1)</script><img src=x onerror=alert(1)> \u202Egnp'
  const model = makeModel(1, {
    hospital: nasty,
    donors: [nasty],
    donation: { title: nasty, code: nasty },
    values: { name: nasty, 'u.0.note': nasty, 'u.0.p.type-plate': [nasty] },
    problems: { name: nasty, '': nasty },
  })
  model.units = model.units.map((unit) => ({ ...unit, type: nasty, serialNumber: nasty, udi: nasty }))
  const fields = { name: nasty, [nasty]: nasty }
  const pages = [
    renderForm(model),
    renderReview(model, { text: nasty, textSha256: 'c0'.repeat(32), fields }),
    renderDone({ ...makeDone(), hospital: nasty }),
    renderError({ ...model, title: nasty, detail: nasty }),
  ]
  for (const html of pages) {
    t.notMatch(html, /<script>alert|<img/)
    t.equal(html.match(/<script>/g)?.length ?? 0, html.includes('data-page') ? 1 : 0)
  }
  t.match(pages[0], '<bdi>&quot;&gt;&lt;script&gt;')
})

t.test('the review carries every field that was sent, and the hash of the text shown', async (t) => {
  const html = renderReview(makeModel(), { ...review, fields: { ...filled, step: 'x', textSha256: 'old' } })
  for (const [name, values] of Object.entries(filled)) {
    for (const value of [values].flat())
      t.match(html, `<input type="hidden" name="${name}" value="${value}">`)
  }
  t.match(html, `name="textSha256" value="${review.textSha256}"`)
  t.notMatch(html, 'value="old"')
  t.match(html, 'One line\nand another')
})

t.test('a form that comes back shows what was sent, and each problem at its field and on top', async (t) => {
  const problems = {
    name: 'No name.',
    'u.1.c.earth-resistance': 'No number.',
    'u.7.outcome': 'No such unit.',
  }
  const html = renderForm(makeModel(6, { values: { ...filled, name: '' }, problems }))
  t.match(html, /<a href="#name">No name\.<\/a>/)
  t.match(html, /<a href="#u\.1\.c\.earth-resistance">U-7K2M9-10001: No number\.<\/a>/)
  t.match(html, '<li>No such unit.</li>')
  const lines = [...html.matchAll(/<li>(?:<a href="([^"]+)">)?/g)].map(([, href]) => href)
  t.strictSame(lines, ['#u.1.c.earth-resistance', undefined, '#name'], 'in the order of the page')
  t.match(html, /id="name-e">No name\./)
  t.match(html, /<details class="card unit" open id="u\.1"/)
  t.match(html, /<details class="card unit" id="u\.0"/)
  t.match(html, 'value="182,5"')
  t.match(html, /value="failedSafetyTest" selected/)
  t.match(html, new RegExp(`checked name="u.0.p.housing-intact" value="${'a'.repeat(64)}"`))
  t.match(html, `<title>${texts.en.problemInTitle}: `)
})

t.test('a unit that was decided about is shown without anything to fill in', async (t) => {
  const model = makeModel(2)
  model.units = model.units.map((unit, place) => (place === 0 ? { ...unit, settled: 'rejected' } : unit))
  const html = renderForm(model)
  t.match(html, texts.en.settledRejected)
  t.notMatch(html, 'name="u.0.')
  t.match(html, 'name="u.1.outcome"')
})

t.test('every language says everything, and keeps the places for values', async (t) => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
  const { client: own, ...flat } = texts.en
  for (const language of ['kk', 'ru'] as const) {
    const { client, ...rest } = texts[language]
    for (const [said, english] of [
      [rest, flat],
      [client, own],
    ] as const) {
      t.strictSame(Object.keys(said), Object.keys(english))
      for (const [key, text] of Object.entries(said)) {
        t.not(text.trim(), '')
        t.strictSame(places(text), places(String(Reflect.get(english, key))), `${language} ${key}`)
        t.match(text, /[\u0400-\u04FF]|UDI|Besik/)
      }
    }
  }
})

t.test('the first view of a dozen units with a whole protocol is small', async (t) => {
  for (const language of languages) {
    const model = makeModel(12, { language })
    model.units = model.units.map((unit) => ({ ...unit, checks: manyChecks }))
    t.ok(gzipSync(renderForm(model)).length < 60_000)
  }
})
