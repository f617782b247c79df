import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { EquipmentType, NewEquipmentType } from '../../schemas/equipment-type.ts'
import { Id, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { findProtocol } from '../../schemas/protocol-catalogue.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { sendPage } from '../paging.ts'
import { problem } from '../problems/problem.ts'
import { answerAt, readIdempotency, sendAnswer } from '../requests.ts'
import { createGetEquipmentType, createListEquipmentTypes, insertEquipmentType } from './repository.ts'

const tags = ['equipment-types']
const filters = z.strictObject({ slug: NewEquipmentType.shape.slug.optional() })

export const equipmentTypeRoutes: FastifyPluginAsyncZod<{ db: Database; engine: Engine }> = async (
  app,
  { db, engine },
) => {
  const getEquipmentType = createGetEquipmentType(db)
  const listEquipmentTypes = createListEquipmentTypes(db)

  app.post(
    '/equipment-types',
    {
      config: { operator: true },
      schema: {
        operationId: 'createEquipmentType',
        summary: 'Add a kind of equipment to the catalogue',
        tags,
        body: NewEquipmentType,
        response: { 201: EquipmentType, ...problems },
      },
    },
    async (request, reply) => {
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        if (!findProtocol(request.body.protocol)) throw problem('unknown-protocol', { pointer: '/protocol' })
        const type = await insertEquipmentType(tx, request.body)
        if (!type) throw problem('slug-taken')
        return answerAt(`/v1/equipment-types/${type.id}`, type)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/equipment-types',
    {
      schema: {
        operationId: 'listEquipmentTypes',
        summary: 'List the catalogue of equipment',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(EquipmentType), ...problems },
      },
    },
    async (request, reply) =>
      sendPage(request, reply, 'equipment-types', (filter, page) => listEquipmentTypes(filter, page)),
  )

  app.get(
    '/equipment-types/:id',
    {
      schema: {
        operationId: 'getEquipmentType',
        summary: 'Read a kind of equipment',
        tags,
        params: z.strictObject({ id: Id }),
        response: { 200: EquipmentType, ...problems },
      },
    },
    async (request) => getEquipmentType(request.params.id),
  )
}
