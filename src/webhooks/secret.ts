import type { KeyObject } from 'node:crypto'
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto'

/** A secret that signs, ready for use: `v1` is shared with the receiver, of `v1a` it knows the public half alone. */
export interface SigningKey {
  version: 'v1' | 'v1a'
  key: KeyObject
}

// What stands before the bare bytes of an ed25519 key in its standard envelopes, PKCS #8 and SPKI (RFC 8410).
const privateEnvelope = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicEnvelope = Buffer.from('302a300506032b6570032100', 'hex')

const readBytes = (text: string, prefix: string): Buffer => {
  const bytes = Buffer.from(text.slice(prefix.length), 'base64')
  // Node reads past whatever is no base64, so what it read is compared with what was written.
  if (!text.startsWith(prefix) || bytes.toString('base64') !== text.slice(prefix.length))
    throw new Error(`the secret is not ${prefix} and base64`)
  return bytes
}

/** Makes a secret to share with one receiver: 32 random bytes, as Standard Webhooks writes them. */
export const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

const toPublicBytes = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(publicEnvelope.length)

/** Makes an ed25519 pair. The private half is seed and public key, which is what other senders write and read too. */
export const makeKeyPair = (): { privateKey: string; publicKey: string } => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(privateEnvelope.length)
  const open = toPublicBytes(privateKey)
  return {
    privateKey: `whsk_${Buffer.concat([seed, open]).toString('base64')}`,
    publicKey: `whpk_${open.toString('base64')}`,
  }
}

const parsePrivate = (text: string): KeyObject => {
  const bytes = readBytes(text, 'whsk_')
  if (bytes.length !== 32 && bytes.length !== 64) throw new Error('the private key has 32 or 64 bytes')
  const key = createPrivateKey({
    key: Buffer.concat([privateEnvelope, bytes.subarray(0, 32)]),
    format: 'der',
    type: 'pkcs8',
  })
  if (bytes.length === 64 && !toPublicBytes(key).equals(bytes.subarray(32)))
    throw new Error('the two halves of the private key do not belong together')
  return key
}

const parseShared = (text: string): KeyObject => {
  const bytes = readBytes(text, 'whsec_')
  if (bytes.length < 24 || bytes.length > 64) throw new Error('the secret has 24 to 64 bytes')
  return createSecretKey(bytes)
}

/** Reads `whsec_…` or `whsk_…`; throws, without repeating it, where it is neither. */
export const parseSecret = (text: string): SigningKey =>
  text.startsWith('whsk_')
    ? { version: 'v1a', key: parsePrivate(text) }
    : { version: 'v1', key: parseShared(text) }

/** The public half to publish, `whpk_…`. */
export const toPublicKey = (privateKey: string): string =>
  `whpk_${toPublicBytes(parsePrivate(privateKey)).toString('base64')}`

/** Reads `whpk_…`, with which a receiver verifies. */
export const parsePublicKey = (text: string): KeyObject => {
  const bytes = readBytes(text, 'whpk_')
  if (bytes.length !== 32) throw new Error('the public key has 32 bytes')
  return createPublicKey({ key: Buffer.concat([publicEnvelope, bytes]), format: 'der', type: 'spki' })
}
