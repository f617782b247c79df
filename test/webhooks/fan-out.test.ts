import { eq } from 'drizzle-orm'
import t from 'tap'
import { donations } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { pledgeOne } from '../support/pending.ts'
import { walk } from '../support/walk.ts'
import { listDeliveries, openWebhooks, stateOf, tellEndpoint, untilQuiet } from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

t.test('every endpoint of every party gets each event once, as timeline shows it', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const parties = [cast.donor, cast.donor, cast.recipient, cast.supplier, cast.authority]
  const all = await Promise.all(parties.map((of) => endpoint({ of, types: ['*'] })))
  const { path, donor } = await walk(built, cast, { until: 'contracted' })
  await untilQuiet(built)
  const timeline = await donor.get(`${path}/events?limit=100`)
  const texts = await Promise.all(
    timeline.body.items.map(async ({ sequence }: { sequence: number }) => {
      const headers = { authorization: `Bearer ${cast.donor.key}` }
      return (await built.app.inject({ url: `${path}/events/${sequence}`, headers })).body
    }),
  )
  t.ok(texts.length > 4)
  for (const one of all) {
    const hooks = receiver.at(one.path)
    // Of the donation: its organization's other endpoints tell of themselves too.
    const bodies = hooks
      .filter(({ type }) => !type.startsWith('endpoint.'))
      .map(({ body }) => body.toString())
    t.strictSame(bodies.sort(), [...texts].sort())
    t.ok(
      hooks.every(({ id, body }) => JSON.parse(body.toString()).id === id),
      'its id is that of the event',
    )
  }
})

t.test('the feed shows the very bytes of a webhook', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const { path } = await endpoint()
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 1)
  const url = '/v1/events?limit=100'
  const headers = { authorization: `Bearer ${cast.donor.key}` }
  const { body, statusCode } = await built.app.inject({ url, headers })
  t.equal(statusCode, 200)
  const [hook] = receiver.at(path)
  t.ok(hook && body.includes(hook.body.toString()))
})

t.test('an endpoint gets the types of event it asks for, and no others', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const wanted = {
    all: ['*'],
    noun: ['contract.*'],
    one: ['donation.agreed'],
    two: ['donation.agreed', 'unit.*'],
  }
  const ends = {
    all: await endpoint({ of: cast.recipient, types: wanted.all }),
    noun: await endpoint({ types: wanted.noun }),
    one: await endpoint({ types: wanted.one }),
    two: await endpoint({ types: wanted.two, of: cast.supplier }),
  }
  await walk(built, cast, { until: 'planned' })
  await untilQuiet(built)
  const all = receiver.typesAt(ends.all.path)
  const of = (...patterns: RegExp[]) => all.filter((type) => patterns.some((one) => one.test(type))).sort()
  t.ok(all.includes('shipment.planned') && all.includes('donation.contracted'))
  t.strictSame(receiver.typesAt(ends.noun.path).sort(), of(/^contract\./))
  t.strictSame(receiver.typesAt(ends.one.path), ['donation.agreed'])
  t.strictSame(receiver.typesAt(ends.two.path).sort(), of(/^donation\.agreed$/, /^unit\./))
})

t.test('an endpoint can be narrowed to donations, programmes and roles, and to all three', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const one = await pledgeOne(built, cast)
  const two = await pledgeOne(built, cast)
  await built.db.update(donations).set({ programme: 'weight-of-life' }).where(eq(donations.id, two))
  await untilQuiet(built)
  const programmes = ['weight-of-life']
  const ends = {
    one: await endpoint({ donations: [one] }),
    programme: await endpoint({ programmes }),
    donor: await endpoint({ roles: ['donor'] }),
    partner: await endpoint({ roles: ['partner', 'recipient'] }),
    none: await endpoint({ donations: [one], programmes }),
    all: await endpoint({ donations: [two], programmes, roles: ['donor', 'partner'] }),
  }
  const hospital = speakAs(built, cast.recipient)
  for (const id of [one, two])
    t.equal((await hospital.send(`/v1/donations/${id}`, 'donation.agreed')).status, 201)
  await untilQuiet(built)
  const streamsAt = ({ path }: { path: string }) =>
    receiver
      .at(path)
      .map(({ body }) => String(JSON.parse(body.toString()).stream))
      .sort()
  t.strictSame(streamsAt(ends.one), [one])
  t.strictSame(streamsAt(ends.programme), [two])
  t.strictSame(streamsAt(ends.donor), [one, two].sort())
  t.strictSame(streamsAt(ends.partner), [])
  t.strictSame(streamsAt(ends.none), [])
  t.strictSame(streamsAt(ends.all), [two])
})

t.test('who is no party of a donation gets nothing of it', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const stranger = await endpoint({ of: await built.makeOrganization(), types: ['*'] })
  const donation = await pledgeOne(built, cast)
  const nosy = await endpoint({
    of: await built.makeOrganization(),
    types: ['*'],
    donations: [donation],
    isUnchecked: true,
  })
  await endpoint()
  t.equal(
    (await speakAs(built, cast.recipient).send(`/v1/donations/${donation}`, 'donation.agreed')).status,
    201,
  )
  await untilQuiet(built)
  t.strictSame([...receiver.at(stranger.path), ...receiver.at(nosy.path)], [])
  t.ok(receiver.hooks.length > 0)
})

t.test('a ping takes the path of a delivery, and reaches its own endpoint alone', async (t) => {
  const { built, receiver, endpoint } = await openWebhooks(t, { answer: (_, nth) => (nth < 2 ? 503 : 204) })
  const pinged = await endpoint({ types: ['unit.accepted'], roles: ['partner'] })
  const others = await Promise.all([endpoint({ types: ['endpoint.*'] }), endpoint({ types: ['*'] })])
  await tellEndpoint(built, pinged, 'endpoint.pinged')
  await receiver.untilCount(pinged.path, 2)
  await untilQuiet(built)
  t.strictSame(receiver.typesAt(pinged.path), ['endpoint.pinged', 'endpoint.pinged'])
  t.match(await listDeliveries(built, pinged.id), [
    { type: 'endpoint.pinged', state: 'delivered', attempts: 2 },
  ])
  for (const { path } of others) t.notOk(receiver.typesAt(path).includes('endpoint.pinged'))
})

t.test(
  "what happens to an endpoint reaches the organization's other endpoints, and nobody else",
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t)
    const watching = await endpoint({ types: ['endpoint.*'], roles: ['partner'], programmes: ['none'] })
    const uninterested = await endpoint({ types: ['unit.*'] })
    const foreign = await endpoint({ of: cast.recipient, types: ['*'] })
    const paused = await endpoint({ types: ['*'] })
    await tellEndpoint(built, paused, 'endpoint.paused')
    await untilQuiet(built)
    t.equal(receiver.typesAt(watching.path).filter((type) => type === 'endpoint.paused').length, 1)
    t.strictSame(receiver.typesAt(uninterested.path), [])
    t.strictSame(receiver.typesAt(foreign.path), [])
    t.notOk(
      (await listDeliveries(built, paused.id)).some(({ type }) => type === 'endpoint.paused'),
      'nor itself',
    )
  },
)

t.test('an endpoint that was removed gets nothing more', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const [gone, kept] = [await endpoint(), await endpoint()]
  await tellEndpoint(built, gone, 'endpoint.removed')
  t.equal(await stateOf(built, gone.id), 'removed')
  await pledgeOne(built, cast)
  await untilQuiet(built)
  t.strictSame([receiver.at(gone.path).length, receiver.at(kept.path).length], [0, 1])
  t.strictSame(await listDeliveries(built, gone.id), [])
})
