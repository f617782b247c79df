import { createHmac, sign as signAsymmetric } from 'node:crypto'
import type { SigningKey } from './secret.ts'

export interface Signing {
  /** Of the event for this endpoint, the same in every attempt. */
  id: string
  /** Seconds since 1970, of the attempt. */
  timestamp: number
  /** The very bytes that are sent. */
  body: Buffer
  /** Every secret that is live: while one replaces another, both. */
  secrets: readonly SigningKey[]
}

// `type`, not `interface`: what is spread among other headers needs an index signature.
export type SignatureHeaders = {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/**
 * Signs one attempt as Standard Webhooks 1.0.0 demands. A full stop in the id would let the parts of the signed text be
 * cut elsewhere, so ids have none.
 */
export const sign = ({ id, timestamp, body, secrets }: Signing): SignatureHeaders => {
  if (!/^[\w-]{1,256}$/.test(id)) throw new Error('the id of a webhook is made of letters, digits, _ and -')
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) throw new Error('the timestamp is in whole seconds')
  if (secrets.length === 0) throw new Error('a webhook is signed with at least one secret')
  const head = `${id}.${timestamp}.`
  const signatures = secrets.map(({ version, key }) =>
    version === 'v1'
      ? `v1,${createHmac('sha256', key).update(head).update(body).digest('base64')}`
      : `v1a,${signAsymmetric(null, Buffer.concat([Buffer.from(head), body]), key).toString('base64')}`,
  )
  return { 'webhook-id': id, 'webhook-timestamp': `${timestamp}`, 'webhook-signature': signatures.join(' ') }
}
