import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Match, MatchQuery, PledgeMatch } from '../../schemas/match.ts'
import { Id } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import type { Database } from '../database/client.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { getPrincipal } from '../keys/principal.ts'
import { chooseLanguage } from '../problems/language.ts'
import { answerOk, sendAnswer } from '../requests.ts'
import { isShown } from './find.ts'
import { createMatchOffer } from './match.ts'
import { createMatchPledges } from './pledges.ts'
import type { SaySite } from './say-match.ts'

export interface MatchOptions {
  db: Database
  details: Details
  saySite: SaySite
}

const tags = ['needs']
const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) })

export const matchRoutes: FastifyPluginAsyncZod<MatchOptions> = async (app, { db, details, saySite }) => {
  const getView = createGetView(db, 'need', details, isShown)
  const matchOffer = createMatchOffer(db, saySite)
  const matchPledges = createMatchPledges(db, saySite)

  app.get(
    '/matches',
    {
      schema: {
        operationId: 'listMatches',
        summary: 'Find needs that an offer could cover, the best first',
        description:
          'An offer is an item of a donation of the caller, or so many of an equipment type. Of the open needs of that ' +
          'type the most urgent and oldest are scored, and those of the region asked for. What nothing stands in the ' +
          'way of comes before the rest.',
        tags,
        querystring: MatchQuery,
        response: { 200: listOf(Match), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      const language = chooseLanguage(request.headers)
      const items = await matchOffer(request.query, { organization, language })
      return sendAnswer(reply, answerOk({ items }))
    },
  )

  app.get(
    '/needs/:id/matches',
    {
      schema: {
        operationId: 'listNeedMatches',
        summary: 'Find pledges that could cover a need, the best first',
        description:
          'Pledged items of the same type that cover no need yet, of donations that the caller is a party to.',
        tags,
        params: z.strictObject({ id: Id }),
        response: { 200: listOf(PledgeMatch), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { organization } = await getView(id, getPrincipal(request).organization)
      const items = await matchPledges(id, organization, chooseLanguage(request.headers))
      return sendAnswer(reply, answerOk({ items }))
    },
  )
}
