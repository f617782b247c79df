import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Id, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { NewProgramme, Programme, ProgrammeSummary, Progress } from '../../schemas/programme.ts'
import { ProgrammeSlug } from '../../schemas/programme-slug.ts'
import { createGetView } from '../engine/find.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { sendPage } from '../paging.ts'
import { answerOk, readIdempotency, sendAnswer } from '../requests.ts'
import { addResourceRoutes, type RouteOptions } from '../resource-routes.ts'
import { createReadCounts } from './counts.ts'
import { createProgramme } from './create.ts'
import { createListProgrammes } from './list.ts'
import { checkPlan } from './plan.ts'
import { toProgress } from './progress.ts'
import { createFindNamed } from './registry.ts'
import { toProgramme } from './resource.ts'

const tags = ['programmes']

export const programmeRoutes: FastifyPluginAsyncZod<RouteOptions> = async (app, options) => {
  const { db, engine, details } = options
  const listProgrammes = createListProgrammes(db)
  const getView = createGetView(db, 'programme', details)
  const readCounts = createReadCounts(db)

  app.post(
    '/programmes',
    {
      schema: {
        operationId: 'createProgramme',
        summary: 'Plan a programme',
        tags,
        body: NewProgramme,
        response: { 201: Programme, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const plan = request.body
      checkPlan(plan)
      const answer = await engine.answerOnce(readIdempotency(request), (tx) =>
        createProgramme(tx, details, sender, plan),
      )
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/programmes',
    {
      schema: {
        operationId: 'listProgrammes',
        summary: 'List the programmes the caller is a party to, newest first',
        tags,
        querystring: z.strictObject({
          ...pageQuery,
          state: line(40).optional(),
          slug: ProgrammeSlug.optional(),
        }),
        response: { 200: page(ProgrammeSummary), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'programmes', (filter, page) =>
        listProgrammes(organization, filter, page),
      )
    },
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'programme',
    plural: 'programmes',
    schema: Programme,
    toResource: toProgramme,
    prepare: createFindNamed(db),
  })

  app.get(
    '/programmes/:id/progress',
    {
      schema: {
        operationId: 'getProgrammeProgress',
        summary: 'Read where a programme stands',
        tags,
        params: z.strictObject({ id: Id }),
        response: { 200: Progress, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const view = await getView(id, getPrincipal(request).organization)
      const progress = toProgress(view, await readCounts(id))
      return sendAnswer(reply, answerOk(progress))
    },
  )
}
