import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Attachment, MediaType } from '../../schemas/attachment.ts'
import { Id, page, pageQuery, Sha256 } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Engine } from '../engine/engine.ts'
import { fingerprint } from '../engine/idempotency.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { filePatience } from '../patience.ts'
import { problem } from '../problems/problem.ts'
import { answerAt, readIdempotency, sendAnswer } from '../requests.ts'
import { toDisposition } from './file-name.ts'
import { hashBytes } from './hash.ts'
import { receiveFile } from './receive.ts'
import { createListAttachments, findAttachment, isParty } from './repository.ts'
import { FileMissing } from './storage.ts'
import { finishUpload, prepareUpload, type StoreOptions } from './store.ts'

export interface AttachmentOptions extends StoreOptions {
  engine: Engine
}

const tags = ['attachments']
const params = z.strictObject({ id: Id })
const fileParams = z.strictObject({ id: Id, sha256: Sha256 })
const files = Object.fromEntries(MediaType.options.map((type) => [type, { schema: z.any() }]))

/** Files that are held in memory at a time; more senders are asked to come back. */
const mostAtOnce = 24

export const attachmentRoutes: FastifyPluginAsyncZod<AttachmentOptions> = async (app, options) => {
  const { db, storage, engine, onError } = options
  const listAttachments = createListAttachments(db)
  let underWay = 0

  // Of these routes alone: a file is read by its handler, after it was asked who sends it.
  app.removeAllContentTypeParsers()
  await app.register(multipart)
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  const checkParty = async (donation: string, organization: string | undefined) => {
    if (!(await isParty(db, donation, organization))) throw problem('not-found')
  }

  app.post(
    '/donations/:id/attachments',
    {
      config: { patience: filePatience },
      schema: {
        operationId: 'createAttachment',
        summary: 'Attach a photo or document to a donation',
        description: [
          'Takes a JPEG, PNG or WebP of up to 10 MB, 40 megapixels and 12 000 pixels a side, or a PDF of up to 20 MB:',
          'as the body itself, or as the one file of a form. What it is, its bytes decide, not its name or type.',
          'A photo is stored anew from its pixels, upright, without EXIF, place, thumbnail or colour profile.',
          'A PDF is stored as it is; one that is encrypted, runs scripts, starts programs or carries files is refused.',
          'An attachment that no event of the donation names within 24 hours is removed.',
        ].join(' '),
        tags,
        params,
        querystring: z.strictObject({
          name: z.string().max(255).optional().describe("The sender's name for the file, for display."),
        }),
        response: { 201: Attachment, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const { id } = request.params
      const asked = readIdempotency(request)
      await checkParty(id, organization)
      if (underWay >= mostAtOnce) throw problem('overloaded')
      underWay += 1
      try {
        const { bytes, name } = await receiveFile(request, request.query.name)
        const content = { sha256: await hashBytes(bytes), name }
        const print = fingerprint(request.method, request.url, content)
        const upload = { donation: id, by: { organization }, bytes, name }
        const prepared = await prepareUpload(options, upload)
        const answer = await engine.answerOnce({ ...asked, fingerprint: print }, async (tx) => {
          const attachment = await finishUpload(tx, prepared)
          const location = `/v1/donations/${id}/attachments/${attachment.sha256}`
          return answerAt(location, attachment)
        })
        return sendAnswer(reply, answer)
      } finally {
        underWay -= 1
      }
    },
  )

  app.get(
    '/donations/:id/attachments',
    {
      schema: {
        operationId: 'listAttachments',
        summary: 'List what is attached to a donation, newest first',
        tags,
        params,
        querystring: z.strictObject(pageQuery),
        response: { 200: page(Attachment), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await checkParty(id, getPrincipal(request).organization)
      return sendPage(request, reply, 'attachments', (_filter, page) => listAttachments(id, page), {
        donation: id,
      })
    },
  )

  app.get(
    '/donations/:id/attachments/:sha256',
    {
      schema: {
        operationId: 'getAttachment',
        summary: 'Read the bytes of an attachment',
        description: 'They never change, so an answer may be kept for as long as one likes.',
        tags,
        params: fileParams,
        response: { 200: { description: 'The bytes.', content: files }, ...problems },
      },
    },
    async (request, reply) => {
      const { id, sha256 } = request.params
      await checkParty(id, getPrincipal(request).organization)
      const found = await findAttachment(db, id, sha256)
      if (!found) throw problem('not-found')
      const stream = await storage.get(sha256).catch((error: unknown) => {
        // A purge removes the bytes a moment before the row; a file that an event names is not to be missed.
        if (error instanceof FileMissing && !found.referencedAt) throw problem('not-found')
        onError(error)
        throw problem('storage-unavailable')
      })
      return reply
        .headers({
          'content-type': found.mediaType,
          'content-length': found.bytes,
          'content-disposition': toDisposition(found.name),
          'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, max-age=31536000, immutable',
          etag: `"${sha256}"`,
        })
        .send(stream)
    },
  )
}
