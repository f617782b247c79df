import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import { Donation, DonationSummary, NewDonation } from '../../schemas/donation.ts'
import { Code, line, page, pageQuery } from '../../schemas/primitives.ts'
import { problems } from '../../schemas/problem.ts'
import { ProgrammeSlug } from '../../schemas/programme-slug.ts'
import { Role } from '../../schemas/roles.ts'
import type { Tx } from '../database/client.ts'
import { createGetView } from '../engine/find.ts'
import { getPrincipal, getSender } from '../keys/principal.ts'
import { getOrganizations } from '../named.ts'
import { openStream } from '../open-stream.ts'
import { sendPage } from '../paging.ts'
import { readIdempotency, sendAnswer } from '../requests.ts'
import { addResourceRoutes, answerWith, type RouteOptions } from '../resource-routes.ts'
import type { ReserveNeeds } from './cover.ts'
import { createListDonations } from './list.ts'
import { checkPledge } from './pledge.ts'
import { insertDonation, readClock } from './repository.ts'
import { toDonation } from './resource.ts'

const tags = ['donations']
const filters = z.strictObject({
  state: line(40).optional(),
  role: Role.optional(),
  code: Code.optional(),
  programme: ProgrammeSlug.optional(),
})

export interface DonationOptions extends RouteOptions {
  reserveNeeds: ReserveNeeds
  /** Throws where the sender may not pledge under the campaign that it names. */
  checkProgramme: (tx: Tx, slug: string | undefined, sender: string) => Promise<void>
  /** Throws where a contract of the donation can't rest on the memorandum that it names. */
  checkMemorandum: (named: { memorandum: string; donation: string; organization: string }) => Promise<void>
}

export const donationRoutes: FastifyPluginAsyncZod<DonationOptions> = async (app, options) => {
  const { db, engine, details, checkProgramme, checkMemorandum, reserveNeeds } = options
  const listDonations = createListDonations(db)

  app.post(
    '/donations',
    {
      schema: {
        operationId: 'pledgeDonation',
        summary: 'Pledge a donation',
        tags,
        body: NewDonation,
        response: { 201: Donation, ...problems },
      },
    },
    async (request, reply) => {
      const sender = getSender(request)
      const pledge = request.body
      checkPledge(pledge, sender.organization)
      const answer = await engine.answerOnce(readIdempotency(request), async (tx) => {
        await checkProgramme(tx, pledge.programme, sender.organization)
        const id = uuidv7()
        const input = await insertDonation(tx, { id, pledge, sender, reserveNeeds })
        await openStream(tx, sender, await readClock(tx), {
          ...{ id, kind: 'donation', state: 'pledged', type: 'donation.pledged', data: pledge, input },
          roles: input.parties,
          shareOf: (party) => pledge.parties.find((one) => one.organization === party && one.share)?.share,
        })
        const view = await createGetView(tx, 'donation', details)(id, sender.organization)
        return answerWith(201, toDonation(view), view, `/v1/donations/${id}`)
      })
      return sendAnswer(reply, answer)
    },
  )

  app.get(
    '/donations',
    {
      schema: {
        operationId: 'listDonations',
        summary: 'List the donations the caller is a party to, newest first',
        tags,
        querystring: z.strictObject({ ...pageQuery, ...filters.shape }),
        response: { 200: page(DonationSummary), ...problems },
      },
    },
    async (request, reply) => {
      const { organization } = getPrincipal(request)
      return sendPage(request, reply, 'donations', (filter, page) =>
        listDonations(organization, filter, page),
      )
    },
  )

  addResourceRoutes(app, {
    ...options,
    kind: 'donation',
    plural: 'donations',
    schema: Donation,
    toResource: toDonation,
    prepare: async ({ type, data: { organization, memorandum } }, donation, sender) => {
      if (type === 'contract.drafted' && typeof memorandum === 'string')
        await checkMemorandum({ memorandum, donation, organization: sender.organization })
      return type === 'party.added' && typeof organization === 'string'
        ? getOrganizations(db, [{ id: organization, pointer: '/data/organization' }])
        : undefined
    },
  })
}
