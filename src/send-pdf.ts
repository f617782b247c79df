import type { FastifyReply } from 'fastify'

/** Sends a PDF to be saved: shown by the browser, it could run what a reader of PDF runs. */
export const sendPdf = (reply: FastifyReply, bytes: Uint8Array, name: string) =>
  reply
    .headers({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    })
    .send(Buffer.from(bytes))
