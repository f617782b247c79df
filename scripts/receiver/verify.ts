import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'

/** The message as it came. */
export interface Message {
  id: string
  timestamp: string
  signature: string
  body: Buffer
}

/** Seconds by which the clocks of sender and receiver may differ. */
const tolerance = 300

const decode = (secret: string): Buffer => Buffer.from(secret.slice(secret.indexOf('_') + 1), 'base64')

const isShared = (key: Buffer, signed: Buffer, given: Buffer): boolean => {
  const right = createHmac('sha256', key).update(signed).digest()
  return given.length === right.length && timingSafeEqual(given, right)
}

const isOwned = (key: Buffer, signed: Buffer, given: Buffer): boolean => {
  const x = key.toString('base64url')
  return verify(
    null,
    signed,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    given,
  )
}

/** Refuses what is neither `whsec_…` nor `whpk_…`. */
export const checkSecret = (secret: string): string => {
  const [, prefix, encoded = ''] = /^(whsec|whpk)_([\w+/]+={0,2})$/.exec(secret) ?? []
  const { length } = Buffer.from(encoded, 'base64')
  if (prefix === 'whsec' ? length >= 24 && length <= 64 : prefix === 'whpk' && length === 32) return secret
  throw new Error('A secret begins with whsec_, a public key with whpk_, and base64 follows.')
}

/**
 * Why a message is not to be trusted; undefined where it is. It knows Standard Webhooks and nothing of the service's own
 * code, so that it is a witness.
 */
export const findFault = (
  { id, timestamp, signature, body }: Message,
  secrets: readonly string[],
  now = Date.now(),
): string | undefined => {
  if (!id || !timestamp || !signature) return 'it is not signed'
  if (!/^\d+$/.test(timestamp)) return 'its timestamp is no number'
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const isGenuine = signature.split(' ').some((one) => {
    const [version, encoded = ''] = one.split(',')
    const given = Buffer.from(encoded, 'base64')
    return secrets.some((secret) => {
      if (secret.startsWith('whpk_')) return version === 'v1a' && isOwned(decode(secret), signed, given)
      return version === 'v1' && isShared(decode(secret), signed, given)
    })
  })
  if (!isGenuine) return 'it was not signed with this secret'
  const age = Math.round(now / 1000 - Number(timestamp))
  if (Math.abs(age) <= tolerance) return
  return `it was signed ${Math.abs(age)} seconds ${age > 0 ? 'ago' : 'ahead'}`
}
