/**
 * Bounds of a request: a sender of slow headers or of a slow body is cut within 15 s. Node looks for such senders only
 * every `connectionsCheckingInterval`, and lets headers take as long as `headersTimeout`, 60 s unless said otherwise.
 */
export const limits = {
  /** Bytes of a body: a packing list of 500 units takes a fifth of it. */
  bodyLimit: 512 * 1024,
  /** Milliseconds for the whole request to come in. */
  requestTimeout: 10_000,
  keepAliveTimeout: 72_000,
  forceCloseConnections: 'idle' as const,
  routerOptions: { maxParamLength: 200 },
  http: { headersTimeout: 5000, connectionsCheckingInterval: 2000, maxHeaderSize: 16_384 },
}
