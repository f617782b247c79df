import { Webhook } from 'standardwebhooks'
import t from 'tap'
import {
  makeKeyPair,
  makeSecret,
  parsePublicKey,
  parseSecret,
  toPublicKey,
} from '../../src/webhooks/secret.ts'

const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'
const open = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
const encode = (prefix: string, hex: string) => prefix + Buffer.from(hex, 'hex').toString('base64')

t.test('makes secrets of 32 random bytes that the reference library takes', async (t) => {
  const secrets = Array.from({ length: 200 }, makeSecret)
  for (const secret of secrets) {
    t.match(secret, /^whsec_[\w+/]{43}=$/)
    t.equal(parseSecret(secret).version, 'v1')
    t.ok(new Webhook(secret))
  }
  t.equal(new Set(secrets).size, secrets.length)
})

t.test('makes pairs whose halves belong together', async (t) => {
  const { privateKey, publicKey } = makeKeyPair()
  t.match(privateKey, /^whsk_[\w+/]{86}==$/)
  t.match(publicKey, /^whpk_[\w+/]{43}=$/)
  t.equal(toPublicKey(privateKey), publicKey)
  t.equal(parseSecret(privateKey).version, 'v1a')
  t.not(makeKeyPair().privateKey, privateKey)
})

t.test('derives the public key that RFC 8032 names in its first test', async (t) => {
  t.equal(toPublicKey(encode('whsk_', seed)), encode('whpk_', open))
  t.equal(toPublicKey(encode('whsk_', seed + open)), encode('whpk_', open))
  const jwk = parsePublicKey(encode('whpk_', open)).export({ format: 'jwk' })
  t.equal(jwk.x, Buffer.from(open, 'hex').toString('base64url'))
})

t.test('takes secrets of 24 to 64 bytes, and no others', async (t) => {
  for (const length of [24, 32, 64])
    t.equal(parseSecret(encode('whsec_', 'ab'.repeat(length))).version, 'v1', `${length}`)
  for (const length of [0, 1, 23, 65, 512])
    t.throws(() => parseSecret(encode('whsec_', 'ab'.repeat(length))), `${length}`)
})

t.test('refuses what is no secret, and never repeats it', async (t) => {
  const secret = makeSecret()
  const wrong = [
    '',
    'whsec_',
    secret.slice('whsec_'.length),
    secret.replace('whsec_', 'WHSEC_'),
    secret.replace('whsec_', 'whpk_'),
    `${secret} `,
    `${secret.slice(0, -2)}`,
    `${secret.slice(0, 20)}\n${secret.slice(20)}`,
    secret.replace(/.=$/, '-='),
    encode('whsk_', seed.slice(2)),
    encode('whsk_', `${open}${seed}`),
    encode('whsk_', seed + seed),
  ]
  for (const text of wrong) {
    const error = t.throws(() => parseSecret(text), text)
    t.notMatch(`${error}`, text.slice(8) || 'none', 'the message is free of it')
  }
  t.throws(() => parsePublicKey(encode('whpk_', seed.slice(2))))
  t.throws(() => parsePublicKey(encode('whsk_', seed)))
})
