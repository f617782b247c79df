import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

/** Keys that encrypt secrets at rest. The first one encrypts; the others still open what they closed. */
export interface Keyring {
  current: string
  keys: ReadonlyMap<string, KeyObject>
}

const cipher = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

const readKey = (entry: string): [string, KeyObject] => {
  const [, id, encoded = ''] = /^([\w-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/.exec(entry.trim()) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (!id || bytes.length !== 32)
    throw new Error('a key is written as its name, a colon and 32 bytes in base64')
  return [id, createSecretKey(bytes)]
}

/** Reads `name:base64,older:base64`; throws, without repeating it, where that is no key. */
export const readKeyring = (text: string): Keyring => {
  const entries = text.split(',').map(readKey)
  const [[current] = ['']] = entries
  const keys = new Map(entries)
  if (keys.size !== entries.length) throw new Error('two keys have one name')
  return { current, keys }
}

/**
 * Encrypts a secret for one endpoint. Its id is authenticated along with it, so that whoever can write to the database
 * cannot have one endpoint signed with another's secret.
 */
export const sealSecret = (secret: string, endpoint: string, { current, keys }: Keyring): string => {
  const key = keys.get(current)
  if (!key) throw new Error('the keyring lacks its current key')
  const iv = randomBytes(ivLength)
  const sealing = createCipheriv(cipher, key, iv, { authTagLength: tagLength }).setAAD(Buffer.from(endpoint))
  const closed = Buffer.concat([iv, sealing.update(secret, 'utf8'), sealing.final(), sealing.getAuthTag()])
  return `${current}.${closed.toString('base64url')}`
}

/** Decrypts what `sealSecret` made; throws where key, endpoint or text are not the same. */
export const openSecret = (sealed: string, endpoint: string, { keys }: Keyring): string => {
  const [id = '', encoded = ''] = sealed.split('.')
  const key = keys.get(id)
  if (!key) throw new Error(`the secret was encrypted with the key "${id}", which is not configured`)
  const bytes = Buffer.from(encoded, 'base64url')
  if (bytes.length < ivLength + tagLength) throw new Error('the encrypted secret is cut off')
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivLength), { authTagLength: tagLength })
  opening.setAAD(Buffer.from(endpoint)).setAuthTag(bytes.subarray(-tagLength))
  return opening.update(bytes.subarray(ivLength, -tagLength), undefined, 'utf8') + opening.final('utf8')
}

/** Whether a secret was encrypted with an older key, and wants to be sealed anew. */
export const isSealedWithOldKey = (sealed: string, { current }: Keyring): boolean =>
  !sealed.startsWith(`${current}.`)
