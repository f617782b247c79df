import { toSVG } from '@bwip-js/node'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Confirmation, NewConfirmation } from '../../schemas/confirmation.ts'
import { ConfirmationLink, NewConfirmationLink } from '../../schemas/confirmation-link.ts'
import { Id } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import type { Details } from '../engine/read.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { problem } from '../problems/problem.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { type Confirming, confirm } from './confirm.ts'
import { issueLink } from './links.ts'
import { findConfirmation } from './repository.ts'

export interface ConfirmationOptions extends Confirming {
  db: Database
  engine: Engine
  details: Details
  /** The address at which people reach a path of the service. */
  linkTo: (path: string) => string
}

/** Bytes of a confirmation of 500 units with all that was measured on them. */
const bodyLimit = 8_000_000

const tags = ['confirmations']
const params = z.strictObject({ id: Id })

const drawQr = (text: string): string => toSVG({ bcid: 'qrcode', text })

export const confirmationRoutes: FastifyPluginAsyncZod<ConfirmationOptions> = async (app, options) => {
  const { db, engine, details, linkTo } = options

  app.post(
    '/shipments/:id/links',
    {
      schema: {
        operationId: 'issueConfirmationLink',
        summary: 'Make a link by which the hospital confirms a shipment without an account',
        tags,
        params,
        body: NewConfirmationLink,
        response: { 201: ConfirmationLink, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const { id: shipment } = request.params
      let secret: { url: string; qr: string } | undefined
      // What is kept for the same request made again holds no secret: only the first answer shows it.
      const kept = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const { token: made, ...link } = await issueLink(tx, details, sender, shipment, request.body.language)
        const url = linkTo(`/c/${made}`)
        secret = { url, qr: drawQr(url) }
        const headers = { location: `/v1/shipments/${shipment}` }
        return { status: 201, headers, body: JSON.stringify({ ...link, shipment }) }
      })
      if (!secret || kept.headers['idempotency-replayed']) return sendAnswer(reply, kept)
      const body = JSON.stringify({ ...JSON.parse(kept.body), ...secret })
      return sendAnswer(reply, { ...kept, body })
    },
  )

  app.post(
    '/shipments/:id/confirmations',
    {
      bodyLimit,
      schema: {
        operationId: 'confirmShipment',
        summary: 'Confirm what arrived, unit by unit, in one submission',
        tags,
        params,
        body: NewConfirmation,
        response: { 201: Confirmation, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        const made = await confirm(tx, options, sender, request.params.id, request.body)
        const headers = { location: `/v1/confirmations/${made.id}` }
        return { status: 201, headers, body: JSON.stringify(made) }
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/confirmations/:id',
    {
      schema: {
        operationId: 'getConfirmation',
        summary: 'Read a confirmation with the exact text that was confirmed',
        tags,
        params,
        response: { 200: Confirmation, ...problems },
      },
    },
    async (request) => {
      const found = await findConfirmation(db, request.params.id, getPrincipal(request).organization)
      if (!found) throw problem('not-found')
      return found
    },
  )
}
