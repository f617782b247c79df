import { readFileSync } from 'node:fs'
import t from 'tap'
import { endpointUrlProblems } from '../../src/problems/entries/endpoint-urls.ts'

t.test('every reason for which a URL is refused has a text in each language', async (t) => {
  const source = readFileSync(`${import.meta.dirname}/../../src/webhooks/egress-url.ts`, 'utf8')
  const refused = new Set(source.match(/endpoint-[a-z-]+/g))
  t.ok(refused.size > 5)
  const texts: Record<string, { title: object; detail: object }> = endpointUrlProblems
  for (const slug of refused) {
    t.strictSame(Object.keys(texts[slug]?.title ?? {}), ['kk', 'ru', 'en'], slug)
    t.strictSame(Object.keys(texts[slug]?.detail ?? {}), ['kk', 'ru', 'en'], slug)
  }
})
