import t from 'tap'
import type { Event } from '../../schemas/event.ts'
import { deliveries } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { publishAll } from '../support/publish.ts'
import { newDonation } from '../support/walk.ts'
import { openCampaign } from './scene.ts'

const url = 'https://93.184.216.34/besik'

t.test('a campaign asked for by its slug is told of itself, in the feed and to endpoints', async (t) => {
  const { built, cast, funder, make, runner } = await openCampaign(t)
  const partner = speakAs(built, funder)
  const listen = async (programmes: string[]) => {
    const made = await partner.post('/v1/endpoints', { url, types: ['*'], programmes })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return String(made.body.id)
  }
  const [own, other] = [await listen(['weight-of-life']), await listen(['sight-of-life'])]
  const first = await make()
  const second = await make({ slug: 'sight-of-life' })
  await runner.send(first.path, 'programme.started')
  const pledged = await runner.post('/v1/donations', { ...newDonation(cast), programme: 'weight-of-life' })
  t.equal(pledged.status, 201)
  await publishAll(built.db)

  const read = async (who: typeof runner, query: string) => {
    const { body } = await who.get(`/v1/events?limit=100&${query}`)
    return body.items.map(({ type, stream }: Event) => [type, stream])
  }
  const of = first.id
  t.same(await read(partner, 'programme=weight-of-life'), [
    ['programme.planned', of],
    ['programme.started', of],
  ])
  t.same(await read(partner, 'programme=sight-of-life'), [['programme.planned', second.id]])
  t.same(await read(partner, 'programme=gift-of-life'), [])
  t.same(await read(runner, 'programme=weight-of-life&type=donation.*,programme.started'), [
    ['programme.started', of],
    ['donation.pledged', pledged.body.id],
  ])

  const owed = await built.db.select().from(deliveries)
  const typesOf = (endpoint: string) =>
    owed.flatMap(({ endpointId, type, streamId }) =>
      endpointId === endpoint && !type.startsWith('endpoint.') ? [[type, streamId]] : [],
    )
  t.same(typesOf(own).sort(), [
    ['programme.planned', of],
    ['programme.started', of],
  ])
  t.same(typesOf(other), [['programme.planned', second.id]])
})
