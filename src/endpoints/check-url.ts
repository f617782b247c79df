import { isIP } from 'node:net'
import { fromRefusal } from '../problems/problem.ts'
import { type EgressCode, EgressError } from '../webhooks/egress-error.ts'
import { findVetted, type LookupOptions } from '../webhooks/egress-lookup.ts'
import { checkUrl } from '../webhooks/egress-url.ts'

const slugs: Partial<Record<EgressCode, string>> = {
  'address-forbidden': 'endpoint-url-not-public',
  'own-address': 'endpoint-url-own',
  'scheme-forbidden': 'endpoint-url-not-https',
}

/**
 * Throws where webhooks are not sent to this URL, by its text or by where its name leads now. It is asked for the
 * owner's sake, who learns of a slip at once: each connection is vetted anew where it is made.
 */
export const checkReachable = async (text: string, options: LookupOptions): Promise<void> => {
  const { url, refusal } = checkUrl(text, options.rules)
  if (refusal) throw fromRefusal(refusal)
  const { protocol, port } = url
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(hostname)) return
  const target = { protocol, hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) }
  try {
    await findVetted(target, options)
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    throw fromRefusal({ problem: slugs[error.code] ?? 'endpoint-host-unknown', pointer: '/url' })
  }
}
