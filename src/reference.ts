import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Fastify, { type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'

/** What the page may do: run its own script, and talk to this service. Nothing it shows comes from anywhere else. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    // The viewer makes its style sheet while it runs.
    styleSrc: ["'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

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
}

const setup = `Scalar.createApiReference('#app', ${JSON.stringify(configuration)})\n`

const page = (version: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Besik API reference</title>
<div id="app"></div>
<noscript>The reference needs JavaScript. The document behind it is <a href="/openapi.json">openapi.json</a>.</noscript>
<script src="/docs/viewer.js?${version}"></script>
<script src="/docs/setup.js?${version}"></script>
</html>
`

interface Packed {
  plain: Buffer
  packed: Buffer
}

const pack = async (plain: Buffer): Promise<Packed> => ({ plain, packed: await promisify(gzip)(plain) })

/** The viewer's script, which its package hands out only through routes of a plugin. */
const readViewer = async () => {
  const { default: viewer } = await import('@scalar/fastify-api-reference')
  const inner = Fastify()
  await inner.register(viewer, { routePrefix: '/', configuration: { url: configuration.url } })
  const { rawPayload } = await inner.inject('/js/scalar.js')
  await inner.close()
  return pack(rawPayload)
}

const once = <Value>(make: () => Promise<Value>) => {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}

const send = (request: FastifyRequest, reply: FastifyReply, type: string, { plain, packed }: Packed) => {
  const isPacked = new Negotiator(request).encoding(['gzip', 'identity']) === 'gzip'
  if (isPacked) reply.header('content-encoding', 'gzip')
  return reply
    .header('vary', 'accept-encoding')
    .type(type)
    .send(isPacked ? packed : plain)
}

/** Serves the OpenAPI document, and a page to read it and try it out on. */
export const referenceRoutes: FastifyPluginAsync<{ render: () => string }> = async (app, { render }) => {
  // The viewer takes tens of megabytes and a fifth of a second to load: only who reads the page pays for it.
  const getViewer = once(readViewer)
  const getDocument = once(() => pack(Buffer.from(render())))
  const getPage = once(async () => {
    const { plain } = await getViewer()
    return page(createHash('sha256').update(plain).update(setup).digest('base64url').slice(0, 12))
  })
  const options = { logLevel: 'warn' as const, schema: { hide: true } }
  const kept = 'public, max-age=31536000, immutable'

  app.get('/openapi.json', options, async (request, reply) =>
    send(request, reply, 'application/json; charset=utf-8', await getDocument()),
  )
  app.get('/docs', { ...options, helmet: { contentSecurityPolicy } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(await getPage()),
  )
  app.get('/docs/', options, (_request, reply) => reply.redirect('/docs', 301))
  app.get('/docs/viewer.js', options, async (request, reply) =>
    send(request, reply.header('cache-control', kept), 'text/javascript; charset=utf-8', await getViewer()),
  )
  app.get('/docs/setup.js', options, (_request, reply) =>
    reply.header('cache-control', kept).type('text/javascript; charset=utf-8').send(setup),
  )
}
