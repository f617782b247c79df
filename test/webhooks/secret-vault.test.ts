import t from 'tap'
import { isSealedWithOldKey, openSecret, readKeyring, sealSecret } from '../../src/webhooks/secret-vault.ts'

const endpoint = '0192f0c1-7a3b-7cc2-9f00-3b1c5d2e4f60'
const other = '0192f0c1-7a3b-7cc2-9f00-3b1c5d2e4f61'
const secret = 'whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA='
const k1 = 'k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const k2 = `k2:${Buffer.alloc(32, 7).toString('base64')}`

t.test('opens what it sealed, and what another implementation sealed', async (t) => {
  const ring = readKeyring(k1)
  const sealed = sealSecret(secret, endpoint, ring)
  t.equal(openSecret(sealed, endpoint, ring), secret)
  t.match(sealed, /^k1\.[\w-]+$/)
  // AESGCM of Python's package cryptography.
  const foreign =
    'k1.ZGVmZ2hpamtsbW5vP3OtAxq2F893Jh2pjyIoiiWIRW34Ibcjk4HpCr7w4DDFvwaoL0vcVpKRMH3NJ4K2WmaCSfEIMR2O-nZ7xIWRrf5d'
  t.equal(openSecret(foreign, endpoint, ring), secret)
})

t.test('never seals one secret alike twice', async (t) => {
  const ring = readKeyring(k1)
  const sealed = Array.from({ length: 100 }, () => sealSecret(secret, endpoint, ring))
  t.equal(new Set(sealed).size, sealed.length)
})

t.test('opens a secret for its own endpoint alone', async (t) => {
  const ring = readKeyring(k1)
  const sealed = sealSecret(secret, endpoint, ring)
  t.throws(() => openSecret(sealed, other, ring))
  t.throws(() => openSecret(sealed, '', ring))
})

t.test('opens nothing that was changed at any place, cut off or made up', async (t) => {
  const ring = readKeyring(k1)
  const sealed = sealSecret(secret, endpoint, ring)
  for (let place = 3; place < sealed.length; place++) {
    const changed = sealed.slice(0, place) + (sealed[place] === 'A' ? 'B' : 'A') + sealed.slice(place + 1)
    const isSame = Buffer.from(changed.slice(3), 'base64url').equals(
      Buffer.from(sealed.slice(3), 'base64url'),
    )
    if (!isSame) t.throws(() => openSecret(changed, endpoint, ring), `place ${place}`)
  }
  for (const text of ['', 'k1', 'k1.', 'k1.AAAA', sealed.slice(0, 30), secret, sealed.slice(3)])
    t.throws(() => openSecret(text, endpoint, ring), text)
})

t.test('opens with older keys and seals with the first, so that keys can be rotated', async (t) => {
  const before = sealSecret(secret, endpoint, readKeyring(k1))
  const ring = readKeyring(`${k2}, ${k1}`)
  t.equal(openSecret(before, endpoint, ring), secret)
  t.ok(isSealedWithOldKey(before, ring))
  const after = sealSecret(secret, endpoint, ring)
  t.match(after, /^k2\./)
  t.notOk(isSealedWithOldKey(after, ring))
  t.throws(() => openSecret(before, endpoint, readKeyring(k2)), { message: '"k1", which is not configured' })
  const impostor = readKeyring(k2.replace('k2:', 'k1:'))
  t.throws(() => openSecret(before, endpoint, impostor), 'nor with another key of that name')
})

t.test('refuses keys that are none, without repeating them', async (t) => {
  const material = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
  for (const text of ['', 'k1', material, `:${material}`, `k 1:${material}`, `k1:${material.slice(4)}`])
    t.notMatch(`${t.throws(() => readKeyring(text), text)}`, 'AECAwQ')
  t.throws(() => readKeyring(`${k1},${k1}`), { message: /one name/ })
})
