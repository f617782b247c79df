import t from 'tap'
import { speakAs } from '../support/build.ts'
import { until } from '../support/hooks.ts'
import { pledgeOne } from '../support/pending.ts'
import { listDeliveries, openWebhooks, tellEndpoint, untilQuiet } from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

t.test('the log tells of each attempt what its receiver can find in its own', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  receiver.change((_, nth) => (nth < 2 ? { status: 503, body: 'try <b>later</b>\n' } : 204))
  const { id, path } = await endpoint()
  await pledgeOne(built, cast)
  await untilQuiet(built)
  const [first] = receiver.at(path)
  const { body } = await speakAs(built, cast.donor).get(`/v1/endpoints/${id}/deliveries/${first?.id}`)
  const sent = receiver.at(path).map(({ headers }) => headers['besik-request-id'])
  t.match(body, {
    state: 'delivered',
    attempts: 2,
    log: [
      { number: 2, requestId: sent[1], status: 204, code: 'delivered', says: String },
      { number: 1, requestId: sent[0], status: 503, code: 'refused', excerpt: 'try ‹b›later‹/b›' },
    ],
  })
})

t.test('what was given up is listed, and sent again one by one, with its whole schedule', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { answer: () => 500, retries: '10ms' })
  const { id, path } = await endpoint()
  await pledgeOne(built, cast)
  await pledgeOne(built, cast)
  await untilQuiet(built)
  const donor = speakAs(built, cast.donor)
  const listDead = async (): Promise<{ id: string }[]> =>
    (await donor.get(`/v1/endpoints/${id}/deliveries?state=exhausted`)).body.items
  const dead = await listDead()
  t.equal(dead.length, 2)
  await donor.post(`/v1/endpoints/${id}/deliveries/${dead[0]?.id}/resends`, {})
  await receiver.untilCount(path, 6)
  await untilQuiet(built)
  receiver.change(() => 204)
  await donor.post(`/v1/endpoints/${id}/deliveries/${dead[0]?.id}/resends`, {})
  await receiver.untilCount(path, 7)
  await untilQuiet(built)
  t.strictSame(
    (await listDead()).map((one) => one.id),
    [dead[1]?.id],
  )
  t.strictSame(
    receiver
      .at(path)
      .map((hook) => hook.id)
      .filter((one) => one === dead[0]?.id).length,
    5,
    'two tries, two more, and the one that arrived',
  )
})

t.test('nobody reads or resends deliveries of another organization', async (t) => {
  const { built, cast, endpoint } = await openWebhooks(t)
  const { id } = await endpoint()
  await pledgeOne(built, cast)
  await untilQuiet(built)
  const [row] = await listDeliveries(built, id)
  const stranger = speakAs(built, cast.recipient)
  const at = `/v1/endpoints/${id}/deliveries`
  t.equal((await stranger.get(at)).status, 404)
  t.equal((await stranger.get(`${at}/${row?.eventId}`)).status, 404)
  t.equal((await stranger.post(`${at}/${row?.eventId}/resends`, {})).status, 404)
  t.match(await listDeliveries(built, id), [{ state: 'delivered', attempts: 1 }])
})

t.test('what a removed endpoint was owed is cancelled, in mid-retry as well', async (t) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t, { answer: () => 500, retries: '1h' })
  const one = await endpoint()
  await pledgeOne(built, cast)
  await receiver.untilCount(one.path, 1)
  await tellEndpoint(built, one, 'endpoint.removed')
  await until('it is cancelled', async () =>
    (await listDeliveries(built, one.id)).every(({ state }) => state === 'cancelled'),
  )
  const [row] = await listDeliveries(built, one.id)
  const url = `/v1/endpoints/${one.id}/deliveries/${row?.eventId}/resends`
  t.equal((await speakAs(built, cast.donor).post(url, {})).status, 409)
  await untilQuiet(built)
  t.equal(receiver.at(one.path).length, 1)
})
