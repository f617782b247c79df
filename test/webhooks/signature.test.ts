import { verify } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import t from 'tap'
import { makeKeyPair, makeSecret, parsePublicKey, parseSecret } from '../../src/webhooks/secret.ts'
import { sign } from '../../src/webhooks/signature.ts'

const id = 'evt_0192f0c1-7a3b-7cc2-9f00-3b1c5d2e4f60'
const body = Buffer.from(
  '{"type":"unit.accepted","timestamp":"2022-10-20T10:15:00.000Z","data":{"note":"Қабылданды №3"}}',
)
const now = () => Math.floor(Date.now() / 1000)
const signaturesOf = (headers: { 'webhook-signature': string }) => headers['webhook-signature'].split(' ')

// Computed with hmac of Python and Ed25519 of its package cryptography, from the text of the standard alone.
const shared = [
  {
    secret: 'whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=',
    signature: 'v1,sDS2BKyemg1XSCNOO0yCzhrjocRuxoScbLN1VC0Bvrc=',
  },
  {
    secret: 'whsec_QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZX',
    signature: 'v1,5GKiQkYTVNL79/oBUJHAmVSZRc71C9PUv0hKxUJrCHQ=',
  },
  {
    secret: `whsec_${'/'.repeat(85)}w==`,
    signature: 'v1,bSAcQx17SgdATV1cRmwKI34I/E/IsccXstJ86oU70Gs=',
  },
]
const owned = {
  secret: 'whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==',
  signature: 'v1a,WNiz3kUg95Tg5nM8mw0K0N925/woyQCT34KCkIZSZuHqEOt74Y8gWKpn8cmvM1ysFFH7H95Gezdp4Kecj04rAw==',
}

t.test('signs as the vectors of another implementation say', async (t) => {
  for (const { secret, signature } of [...shared, owned])
    t.strictSame(sign({ id, timestamp: 1674087231, body, secrets: [parseSecret(secret)] }), {
      'webhook-id': id,
      'webhook-timestamp': '1674087231',
      'webhook-signature': signature,
    })
  const first = parseSecret('whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=')
  // openssl dgst -sha256 -mac HMAC over `a.0.{"type":"x"}`
  const headers = sign({ id: 'a', timestamp: 0, body: Buffer.from('{"type":"x"}'), secrets: [first] })
  t.equal(headers['webhook-signature'], 'v1,xcRZzR9Nkn/jJbQoQjr+St9/GXuPHMpGFKfNa159aRM=')
})

t.test('signs so that the reference library verifies it, whatever the body', async (t) => {
  for (const text of [
    '{}',
    '{"data":{"note":"Қабылданды 🧸"}}',
    '[1,2,3]',
    `{"a":"${'x'.repeat(20_000)}"}`,
  ]) {
    const secret = makeSecret()
    const bytes = Buffer.from(text)
    const headers = sign({ id, timestamp: now(), body: bytes, secrets: [parseSecret(secret)] })
    t.strictSame(new Webhook(secret).verify(bytes, headers), JSON.parse(text))
  }
})

t.test('is refused by the reference library once anything is changed', async (t) => {
  const secret = makeSecret()
  const headers = sign({ id, timestamp: now(), body, secrets: [parseSecret(secret)] })
  const webhook = new Webhook(secret)
  t.ok(webhook.verify(body, headers))
  t.throws(() => webhook.verify(Buffer.concat([body, Buffer.from(' ')]), headers))
  t.throws(() => webhook.verify(body, { ...headers, 'webhook-id': `${id}0` }))
  t.throws(() => webhook.verify(body, { ...headers, 'webhook-timestamp': `${now() + 1}` }))
  t.throws(() => new Webhook(makeSecret()).verify(body, headers))
  const old = sign({ id, timestamp: now() - 301, body, secrets: [parseSecret(secret)] })
  t.throws(() => webhook.verify(body, old), { message: /too old/ })
})

t.test('signs with every live secret, so that both sides of a rotation verify', async (t) => {
  const [older, newer, other] = [makeSecret(), makeSecret(), makeSecret()]
  const pair = makeKeyPair()
  const secrets = [newer, pair.privateKey, older].map(parseSecret)
  const headers = sign({ id, timestamp: now(), body, secrets })
  t.match(headers['webhook-signature'], /^v1,[\w+/]{43}= v1a,[\w+/]{86}== v1,[\w+/]{43}=$/)
  t.ok(new Webhook(older).verify(body, headers))
  t.ok(new Webhook(newer).verify(body, headers))
  t.throws(() => new Webhook(other).verify(body, headers))
  const after = sign({ id, timestamp: now(), body, secrets: [parseSecret(newer)] })
  t.throws(() => new Webhook(older).verify(body, after))
})

t.test('signs with ed25519 so that the published key verifies it', async (t) => {
  const { privateKey, publicKey } = makeKeyPair()
  const timestamp = now()
  const [signature = ''] = signaturesOf(sign({ id, timestamp, body, secrets: [parseSecret(privateKey)] }))
  const [version, encoded = ''] = signature.split(',')
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  t.equal(version, 'v1a')
  t.ok(verify(null, signed, parsePublicKey(publicKey), Buffer.from(encoded, 'base64')))
  t.notOk(verify(null, body, parsePublicKey(publicKey), Buffer.from(encoded, 'base64')))
  t.notOk(verify(null, signed, parsePublicKey(makeKeyPair().publicKey), Buffer.from(encoded, 'base64')))
})

t.test('signs nothing whose parts could be cut elsewhere, and nothing without a secret', async (t) => {
  const secrets = [parseSecret(makeSecret())]
  for (const wrong of ['', 'a.1', 'a b', 'a\r\nb', 'x'.repeat(257), 'ә'])
    t.throws(() => sign({ id: wrong, timestamp: 1, body, secrets }), wrong)
  for (const timestamp of [1.5, -1, Number.NaN, 1e300])
    t.throws(() => sign({ id, timestamp, body, secrets }), `${timestamp}`)
  t.throws(() => sign({ id, timestamp: 1, body, secrets: [] }))
})
