import { randomUUID } from 'node:crypto'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { NewDonation } from '../../schemas/donation.ts'
import { details } from '../../src/details.ts'
import { insertDonation, readClock } from '../../src/donations/repository.ts'
import { createReserveNeeds } from '../../src/needs/reserve.ts'
import { openStream } from '../../src/open-stream.ts'
import { build, speakAs } from '../support/build.ts'
import { pledgeOne } from '../support/pending.ts'
import { follow, listen } from '../support/reader.ts'
import { makeCast, newDonation } from '../support/walk.ts'

t.setTimeout(90_000)

const reserveNeeds = createReserveNeeds(details)

t.test(
  'shows what a slow transaction commits late once and in order, to whoever waits or follows',
  async (t) => {
    const built = await build(t, { background: true })
    const cast = await makeCast(built)
    const url = await listen(built)
    const { get } = speakAs(built, cast.donor)
    const filter = 'type=donation.pledged&role=donor'
    const followed = await follow(t, `${url}/v1/events/stream?${filter}`, cast.donor)
    await followed.next()

    const written = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const late = uuidv7()
    const slow = built.db.transaction(async (tx) => {
      const pledge = NewDonation.parse(newDonation(cast))
      const sender = { organization: cast.donor.id, key: randomUUID() }
      const input = await insertDonation(tx, { id: late, pledge, sender, reserveNeeds })
      await openStream(tx, sender, await readClock(tx), {
        ...{ id: late, kind: 'donation', state: 'pledged', type: 'donation.pledged', data: pledge, input },
        roles: input.parties,
      })
      written.resolve()
      await release.promise
    })
    await written.promise

    // What others commit meanwhile is published past it, and readers come by.
    const early = [await pledgeOne(built, cast), await pledgeOne(built, cast)]
    const seen: string[] = []
    let cursor = ''
    const readOn = async () => {
      const { body } = await get(`/v1/events?wait=25&limit=1&${filter}${cursor && `&cursor=${cursor}`}`)
      for (const { stream } of body.items) seen.push(stream)
      cursor = body.next
    }
    while (seen.length < 2) await readOn()
    t.same(seen, early)
    const waits = readOn()
    const streamed = [await followed.nextEvent(), await followed.nextEvent()]
    t.same(
      streamed.map((one) => one?.event.stream),
      early,
    )

    release.resolve()
    await slow
    await waits
    const last = await pledgeOne(built, cast)
    while (seen.length < 4) await readOn()
    t.same(seen, [...early, late, last], 'who waited goes on with what was late')
    streamed.push(await followed.nextEvent(), await followed.nextEvent())
    t.same(
      streamed.map((one) => one?.event.stream),
      seen,
      'and so does who follows',
    )
    const page = (await get(`/v1/events?limit=100&${filter}`)).body.items
    t.same(
      page.map(({ stream }: { stream: string }) => stream),
      seen,
      'in the order of the feed',
    )
  },
)
