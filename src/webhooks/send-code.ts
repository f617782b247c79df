import { errors } from 'undici'
import { type EgressCode, EgressError } from './egress-error.ts'

/** What came of an attempt, in a word that the log of deliveries keeps. */
export type SendCode =
  | EgressCode
  /** 2xx. */
  | 'delivered'
  /** 410: the receiver wants no more. */
  | 'gone'
  /** 3xx: never followed. */
  | 'redirected'
  /** Any other status. */
  | 'refused'
  /** No status within the deadline. */
  | 'answer-late'
  /** A status, but not the end of the answer within the deadline. */
  | 'answer-slow'
  /** The connection ended before the answer did. */
  | 'connection-closed'
  /** More headers than are read. */
  | 'headers-too-large'
  /** What came is no HTTP. */
  | 'answer-malformed'
  /** This service can't decrypt what it signs with. */
  | 'secret-unreadable'
  /** What was to be sent is no HTTP, such as a header with a line break. */
  | 'request-invalid'

export type Outcome = 'delivered' | 'failed' | 'gone'

/** Names a failure after a connection stood. */
export const toSendCode = (error: unknown): SendCode => {
  if (error instanceof EgressError) return error.code
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'headers-too-large'
  if (code === 'UND_ERR_INVALID_ARG') return 'request-invalid'
  if (error instanceof errors.HTTPParserError || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return 'answer-malformed'
  // An interim answer where none was asked for: the library ends the connection itself.
  if (error instanceof Error && /^bad (response|upgrade)$/.test(error.message)) return 'answer-malformed'
  return code.startsWith('ERR_SSL') ? 'tls-failed' : 'connection-closed'
}

/** The contract: 2xx is delivered, 410 ends it for good, everything else failed. */
export const judgeStatus = (status: number): { outcome: Outcome; code: SendCode } => {
  if (status >= 200 && status < 300) return { outcome: 'delivered', code: 'delivered' }
  if (status === 410) return { outcome: 'gone', code: 'gone' }
  return { outcome: 'failed', code: status >= 300 && status < 400 ? 'redirected' : 'refused' }
}
