import t from 'tap'
import { speakAs } from '../support/build.ts'
import { passTime } from '../support/deadlines.ts'
import { findHookFaults, startHooks, until } from '../support/hooks.ts'
import { inspect } from '../support/inspect.ts'
import { readDocument } from '../support/openapi.ts'
import { walk } from '../support/walk.ts'
import { openWebhooks, tellEndpoint, untilQuiet } from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const signer = { name: 'Ainur Serikkyzy', position: 'Deputy director' }

t.test(
  "each delivery is as the document describes its type, small, and without anybody's name",
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms' })
    // Of one type, since each failure beyond twenty makes a pause twice as long as the last.
    const [one, dead] = [await endpoint({ types: ['*'] }), await endpoint({ types: ['donation.pledged'] })]
    receiver.change(({ path }) => (path === dead.path ? 500 : 204))
    await walk(built, cast, { until: 'accepted' })
    const { shipment, units } = await walk(built, cast, { until: 'arrived' })
    const confirmed = await speakAs(built, cast.recipient).post(`${shipment}/confirmations`, {
      language: 'ru',
      signer,
      receipt: { packages: 1, sealsIntact: true },
      decisions: units.map((unit) => ({ unit, outcome: 'accepted', inspection: inspect() })),
    })
    t.equal(confirmed.status, 201)
    await untilQuiet(built)
    await passTime(built.db, dead.id, 'failureNotice')
    await until('the notice came', () => receiver.typesAt(one.path).includes('endpoint.failing'))
    await passTime(built.db, dead.id, 'failureLimit')
    await until('the end came', () => receiver.typesAt(one.path).includes('endpoint.disabled'))
    await tellEndpoint(built, dead, 'endpoint.resumed')
    await tellEndpoint(built, one, 'endpoint.pinged')
    await untilQuiet(built)
    const types = [...new Set(receiver.typesAt(one.path))]
    t.ok(types.length > 20, types.join())
    for (const what of ['failing', 'disabled', 'resumed']) t.ok(types.includes(`endpoint.${what}`))
    t.ok(types.includes('endpoint.pinged') && types.includes('delivery.exhausted'))
    for (const hook of receiver.hooks) {
      const { type, body, headers } = hook
      t.match(type, /^[A-Za-z0-9_.]+$/)
      t.strictSame(findHookFaults(hook), [], type)
      t.equal(headers['content-type'], 'application/json')
      t.ok(body.length < 20_000)
      t.notOk(body.toString().includes('Ainur'), `${type} names nobody`)
    }
  },
)

t.test('a test fails that was sent what the document does not describe', async (t) => {
  const { webhooks } = JSON.parse(readDocument().text)
  const { example } = webhooks['donation.pledged'].post.requestBody.content['application/json']
  const { hash: _, ...unhashed } = example
  const sent = async (body: string, headers: Record<string, string> = { 'webhook-id': example.id }) => {
    const ends: (() => unknown)[] = []
    const { port } = await startHooks({ teardown: (end) => void ends.push(end) })
    await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })
    return () => ends.forEach((end) => void end())
  }
  t.doesNotThrow(await sent(JSON.stringify(example)))
  t.throws(await sent(JSON.stringify(unhashed)), /donation\.pledged: .*hash/)
  t.throws(await sent(JSON.stringify({ ...example, donorName: 'Ainur' })), /donation\.pledged: .*donorName/)
  t.throws(await sent(JSON.stringify({ ...example, type: 'donation.imagined' })), /donation\.imagined/)
  for (const body of ['{"type":', '{}', 'null']) t.throws(await sent(body), /no webhook/)
  t.doesNotThrow(await sent('{}', {}), 'a request that is no delivery')
})
