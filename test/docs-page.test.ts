import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { until } from './support/hooks.ts'
import { buildUnconnected, readDocument } from './support/openapi.ts'

const { app, close } = await buildUnconnected()
t.teardown(close)

const sourcesIn = (html: string) =>
  Array.from(html.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g), ([, url = '']) => url)

t.test('the page loads everything it needs from the service itself', async (t) => {
  const page = await app.inject('/docs')
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-type'], 'text/html')
  t.match(page.body, '<title>Besik')
  const scripts = sourcesIn(page.body)
  t.equal(scripts.length, 3)
  for (const url of scripts) {
    t.match(url, /^\/(?!\/)/, `${url} is an address of this service`)
    const { statusCode, headers } = await app.inject(url)
    t.equal(statusCode, 200, url)
    t.equal(headers['x-content-type-options'], 'nosniff')
  }
})

t.test('the page may run nothing and ask nobody else', async (t) => {
  const { headers } = await app.inject('/docs')
  const policy = String(headers['content-security-policy'])
  const directives = Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )
  t.strictSame(directives, {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'unsafe-inline'",
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  })
  const page = await app.inject('/docs')
  t.notMatch(page.body, /<script(?![^>]* src=)/, 'no script stands in the page')
})

t.test('whatever of the viewer would ask its maker is off', async (t) => {
  const { body } = await app.inject('/docs/setup.js')
  const { 1: text = '' } = /createApiReference\('#app', (.*)\)\n$/.exec(body) ?? []
  t.match(JSON.parse(text), {
    url: '/openapi.json',
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: 'never',
    persistAuth: false,
  })
  t.notMatch(text, /https?:/)
})

t.test('the document is served as it is committed, packed for who takes it so', async (t) => {
  const { text } = readDocument()
  const plain = await app.inject('/openapi.json')
  t.match(plain.headers['content-type'], 'application/json')
  t.ok(plain.body === text)
  const packed = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'gzip, br' } })
  t.equal(packed.headers['content-encoding'], 'gzip')
  t.equal(packed.headers.vary, 'accept-encoding')
  t.ok(packed.rawPayload.length < text.length / 5)
  t.ok(gunzipSync(packed.rawPayload).toString() === text)
})

t.test('the viewer comes packed, and is kept under an address that changes with it', async (t) => {
  const [url = ''] = sourcesIn((await app.inject('/docs')).body).filter((one) => one.includes('viewer'))
  t.match(url, /\?[\w-]{12}$/)
  const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
  t.match(packed.headers['cache-control'], 'immutable')
  t.ok(packed.rawPayload.length < 2_000_000)
  t.match(gunzipSync(packed.rawPayload).toString(), 'createApiReference')
})

t.test('an address with a slash at its end leads to the page', async (t) => {
  const { statusCode, headers } = await app.inject('/docs/')
  t.equal(statusCode, 301)
  t.equal(headers.location, '/docs')
})

t.test('many who take the document unpacked, and read nothing of it, share one copy', async (t) => {
  const url = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const { body } = await app.inject('/openapi.json')
  const socket = connect(Number(url.port), '127.0.0.1').pause()
  t.teardown(() => socket.destroy())
  const before = process.memoryUsage().arrayBuffers
  let asked = 0
  app.server.on('request', () => asked++)
  socket.write('GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(200))
  await until('all have come', () => asked === 200)
  // Until each has been prepared.
  await app.inject('/openapi.json')
  const copies = (process.memoryUsage().arrayBuffers - before) / body.length
  t.ok(copies < 50, `${copies} copies`)
})
