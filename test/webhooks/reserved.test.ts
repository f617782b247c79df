import t from 'tap'
import { openScene, url } from '../endpoints/scene.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const names = [
  'accept-encoding',
  'connection',
  'cookie',
  'cookie2',
  'date',
  'expect',
  'forwarded',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'set-cookie2',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
  'x-real-ip',
]

/** Of each prefix names that mean something today, and one that does not. */
const prefixed = [
  ...['content-length', 'content-type', 'content-encoding', 'content-x'],
  ...['webhook-id', 'webhook-timestamp', 'webhook-signature', 'webhook-x'],
  ...['besik-request-id', 'besik-x'],
  ...['proxy-authorization', 'proxy-connection', 'proxy-x'],
  ...['sec-fetch-site', 'sec-x'],
  ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-x'],
]

const capitalize = (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())

t.test('an endpoint gets none of the headers that are ours, however they are written', async (t) => {
  const { donor } = await openScene(t)
  for (const name of [...names, ...prefixed])
    for (const written of [name, capitalize(name), name.toUpperCase()]) {
      // The one at fault is named, not the one before it.
      const headers = { 'x-token': 'a', [written]: 'b' }
      t.match(
        await donor.post('/v1/endpoints', { url, types: ['*'], headers }),
        {
          status: 400,
          body: { code: 'header-reserved', errors: [{ in: 'body', pointer: `/headers/${written}` }] },
        },
        written,
      )
    }
  const { body } = await donor.get('/v1/endpoints')
  t.strictSame(body.items, [], 'none was made')
})

t.test("a header that only begins or ends like one of ours is the endpoint's to choose", async (t) => {
  const { make } = await openScene(t)
  const own = ['authorization', 'hosted', 'x-date', 'x-host', 'x-webhook-id', 'webhooks', 'my-user-agent']
  const { made } = await make({ headers: Object.fromEntries(own.map((name) => [name, 'x'])) })
  t.strictSame([...made.body.headerNames].sort(), own.toSorted())
})
