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
import { answerAt, readIdempotency, sendAnswer } from '../requests.ts'
import { answerShowing } from '../secret-answer.ts'
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
      const answer = await answerShowing(engine, readIdempotency(request), async (tx) => {
        const { token: made, ...link } = await issueLink(tx, details, sender, shipment, request.body.language)
        const url = linkTo(`/c/${made}`)
        return {
          answer: answerAt(`/v1/shipments/${shipment}`, { ...link, shipment }),
          shown: { url, qr: drawQr(url) },
        }
      })
      return sendAnswer(reply, answer)
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
        return answerAt(`/v1/confirmations/${made.id}`, made)
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
