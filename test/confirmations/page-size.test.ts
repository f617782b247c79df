import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { openScene } from './scene.ts'

/** Bytes that the first view may take on a bad line. */
const most = 60_000

t.test('the first view of the page is small, and all there is to load', async (t) => {
  const { built, makeLink } = await openScene(t, { quantity: 12 })
  const { path } = await makeLink({ language: 'kk' })
  const load = async (encoding: string) => {
    const { rawPayload, headers, statusCode } = await built.app.inject({
      url: path,
      headers: { 'accept-encoding': encoding },
    })
    t.equal(statusCode, 200)
    t.equal(headers['content-encoding'] ?? 'identity', encoding)
    return rawPayload
  }
  const plain = await load('identity')
  const brotli = await load('br')
  const gzip = await load('gzip')
  t.ok(brotli.length < most, `${brotli.length} bytes by brotli`)
  t.ok(gzip.length < most, `${gzip.length} bytes by gzip`)
  t.match(String(brotliDecompressSync(brotli)), '<html lang="kk">')
  t.equal(gunzipSync(gzip).length, plain.length)
  const html = String(plain)
  t.notMatch(
    html,
    /<(script|img|iframe|link)\b[^>]*\b(src|href)="(?!data:|blob:)/,
    'nothing else is asked for',
  )
  t.notMatch(html, /@import|url\((?!data:)/)
})
