import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { Region } from '../../schemas/region.ts'
import { EquippingLevel, NewRegister, Register } from '../../schemas/register.ts'
import type { Database } from '../database/client.ts'
import type { Engine } from '../engine/engine.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { readCursor, sendStretch, toStretch } from '../paging.ts'
import { answerOk, readIdempotency, sendAnswer } from '../requests.ts'
import { createListLevels } from './levels.ts'
import { readRegister, replaceRegister } from './repository.ts'

const tags = ['departments']
const params = z.strictObject({ id: Id })
const filters = z.strictObject({
  by: z.enum(['department', 'hospital', 'region']).default('hospital').describe('What each row is of.'),
  region: Region.optional(),
  hospital: Id.optional(),
  equipmentType: Id.optional().describe('Devices of this type alone.'),
})

/** What departments have, and what share of their norms that is. */
export const registerRoutes: FastifyPluginAsyncZod<{ db: Database; engine: Engine }> = async (
  app,
  { db, engine },
) => {
  const listLevels = createListLevels(db)

  app.post(
    '/departments/:id/register',
    {
      schema: {
        operationId: 'replaceRegister',
        summary: 'Say what a department of the own hospital has, and what its norm asks',
        description: 'Replaces the whole register of the department: what is left out is gone.',
        tags,
        params,
        body: NewRegister,
        response: { 200: Register, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      const { id } = request.params
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        await replaceRegister(tx, organization, id, request.body)
        return answerOk(await readRegister(tx, organization, id))
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/departments/:id/register',
    {
      schema: {
        operationId: 'getRegister',
        summary: 'Read what a department of the own hospital has',
        tags,
        params,
        response: { 200: Register, ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getSender(request)
      return sendAnswer(reply, answerOk(await readRegister(db, organization, request.params.id)))
    },
  )

  app.get(
    '/equipping-levels',
    {
      schema: {
        operationId: 'listEquippingLevels',
        summary: 'Read how much of what the norms ask for is there',
        description:
          'By region and by hospital for everybody; by department for the own hospital alone, and empty for others. ' +
          'Hospitals that registered nothing are in no figure.',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(EquippingLevel), ...problems },
      },
    },
    async (request, reply) => {
      const { limit, cursor, by, ...filter } = request.query
      const { organization } = getPrincipal(request)
      const list = { list: 'equipping-levels', by, ...filter }
      const after = readCursor(cursor, list, by === 'region' ? 'region' : 'id')
      return sendStretch(request, reply, { after, limit, filter: list }, async (page) => {
        const rows = await listLevels(organization, by, filter, { ...page, limit: page.limit + 1 })
        const { items, last } = toStretch(rows, page.limit, ({ place }) => place)
        return { items: items.map(({ level }) => level), last }
      })
    },
  )
}
