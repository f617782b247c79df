import { hash } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { gunzip, gzip } from 'node:zlib'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'

/** What the page may do: run its own scripts, and talk to this service. Nothing it shows comes from anywhere else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The viewer makes its style sheet while it runs.
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Of the viewer's features those that need no other server; it would ask its maker's for fonts, an agent and more. */
const configuration = {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
  persistAuth: false,
  defaultOpenFirstTag: false,
  documentDownloadType: 'json',
  orderSchemaPropertiesBy: 'preserve',
  orderRequiredPropertiesFirst: false,
  // A section is focused only by a link that leads to it; the ring around all of it runs off the screen.
  customCss: 'section.section:focus-visible { outline: none }',
}

const setup = `Scalar.createApiReference('#app', ${JSON.stringify(configuration)})\n`

const page = (version: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Besik API reference</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 5a7 7 0 0 0 14 0z' fill='%23069061'/%3E%3C/svg%3E">
<div id="app"></div>
<noscript>The reference needs JavaScript. The document behind it is <a href="/openapi.json">openapi.json</a>.</noscript>
<script src="/docs/viewer.js?${version}"></script>
<script src="/docs/setup.js?${version}"></script>
</html>
`

/** The document as it is generated and committed: to make it anew would keep all its examples in memory. */
const readDocument = async () =>
  promisify(gzip)(await readFile(new URL('../openapi/openapi.json', import.meta.url)))

/** The viewer's script. To load it takes a fifth of a second, for which nobody else shall wait. */
const readViewer = async (): Promise<Buffer> => {
  const worker = new Worker(new URL('./reference-viewer.ts', import.meta.url), { execArgv: [] })
  const [packed]: Uint8Array[] = await once(worker, 'message')
  return Buffer.from(packed ?? [])
}

/** Makes something the first time it is wanted, or the next time where that failed. */
const keep = <Value>(make: () => Promise<Value>) => {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make().catch((error) => {
      made = undefined
      throw error
    })
    return made
  }
}

/** What is kept packed, and unpacked once for all who do not take it so: a copy for each would take memory without end. */
const keepBoth = (make: () => Promise<Buffer>) => {
  const packed = keep(make)
  return { packed, plain: keep(async () => promisify(gunzip)(await packed())) }
}

const send = async (
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  { packed, plain }: ReturnType<typeof keepBoth>,
) => {
  reply.header('vary', 'accept-encoding').type(type)
  const isTaken = new Negotiator(request).encoding(['gzip', 'identity']) === 'gzip'
  return isTaken ? reply.header('content-encoding', 'gzip').send(await packed()) : reply.send(await plain())
}

/** Serves the OpenAPI document, and a page to read it and try it out on. */
export const referenceRoutes: FastifyPluginAsync = async (app) => {
  // Only who reads the page pays for it.
  const viewer = keepBoth(readViewer)
  const document = keepBoth(readDocument)
  const getPage = keep(async () =>
    page(
      hash('sha256', Buffer.concat([await viewer.packed(), Buffer.from(setup)]), 'base64url').slice(0, 12),
    ),
  )
  const options = { logLevel: 'warn' as const, schema: { hide: true } }
  const kept = 'public, max-age=31536000, immutable'

  app.get('/openapi.json', options, async (request, reply) =>
    send(request, reply, 'application/json; charset=utf-8', document),
  )
  app.get('/docs', options, async (_request, reply) =>
    reply
      .header('content-security-policy', policy)
      .type('text/html; charset=utf-8')
      .send(await getPage()),
  )
  app.get('/docs/', options, (_request, reply) => reply.redirect('/docs', 301))
  app.get('/docs/viewer.js', options, async (request, reply) =>
    send(request, reply.header('cache-control', kept), 'text/javascript; charset=utf-8', viewer),
  )
  app.get('/docs/setup.js', options, (_request, reply) =>
    reply.header('cache-control', kept).type('text/javascript; charset=utf-8').send(setup),
  )
}
