import { filePatience } from './patience.ts'

/**
 * Bounds of a request. Node looks for senders of slow headers only every `connectionsCheckingInterval`, and lets headers
 * take as long as `headersTimeout`, 60 s unless said otherwise; slow bodies are cut by `patience.ts`, route by route.
 */
export const limits = {
  /** Bytes of a body: a packing list of 500 units takes a fifth of it. */
  bodyLimit: 512 * 1024,
  /** Milliseconds for the whole request to come in, where it brings a file. */
  requestTimeout: filePatience,
  keepAliveTimeout: 72_000,
  /** Milliseconds without a byte in either direction after which a connection ends: its reader does not read. */
  connectionTimeout: 90_000,
  forceCloseConnections: 'idle' as const,
  routerOptions: { maxParamLength: 200 },
  http: { headersTimeout: 5000, connectionsCheckingInterval: 2000, maxHeaderSize: 16_384 },
}
