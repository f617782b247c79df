/** An answer as it goes over the wire, and as it is kept for the same request made again. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Who asks, under which `Idempotency-Key`, and the SHA-256 of what is asked. */
export interface Request {
  /** The organization, or the operator's key. */
  principalId: string
  key: string
  fingerprint: string
}
