import type { Objection } from './egress-rules.ts'

/** Why no connection came about, in a word that the log of deliveries keeps. */
export type EgressCode =
  | Objection
  | 'dns-not-found'
  | 'dns-timeout'
  | 'dns-failed'
  | 'connect-refused'
  | 'connect-timeout'
  | 'connect-failed'
  | 'certificate-invalid'
  | 'tls-failed'

/** A connection that was refused or failed. Its message names no address: what a name leads to inside is nobody's. */
export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly code: EgressCode

  constructor(code: EgressCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const certificate = /CERT|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$/

/** Names a failure between the first packet and the end of the TLS handshake. */
export const toConnectError = (error: unknown, protocol: string): EgressError => {
  if (error instanceof EgressError) return error
  const code = codeOf(error)
  const options = { cause: error }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return new EgressError('connect-timeout', options)
  if (code === 'ECONNREFUSED') return new EgressError('connect-refused', options)
  if (protocol !== 'https:' || /^E(HOST|NET)/.test(code)) return new EgressError('connect-failed', options)
  return new EgressError(certificate.test(code) ? 'certificate-invalid' : 'tls-failed', options)
}

/** Names a failure of a resolver. */
export const toDnsError = (error: unknown): EgressError => {
  if (error instanceof EgressError) return error
  const code = codeOf(error)
  if (code === 'ENOTFOUND' || code === 'ENODATA') return new EgressError('dns-not-found', { cause: error })
  return new EgressError(code === 'ETIMEOUT' ? 'dns-timeout' : 'dns-failed', { cause: error })
}
