import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import viewer from '@scalar/fastify-api-reference'
import Fastify from 'fastify'

// Runs as a thread of its own, which gives back the tens of megabytes that the package takes to load. It hands out its
// script only through the routes of a plugin.
const app = Fastify()
await app.register(viewer, { routePrefix: '/', configuration: { url: '/openapi.json' } })
const { rawPayload } = await app.inject('/js/scalar.js')
parentPort?.postMessage(gzipSync(rawPayload))
