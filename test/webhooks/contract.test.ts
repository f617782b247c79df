import t from 'tap'
import { makeDocument } from '../../src/openapi/render.ts'
import { speakAs } from '../support/build.ts'
import { until } from '../support/hooks.ts'
import { inspect } from '../support/inspect.ts'
import { createFindFaults, step } from '../support/openapi.ts'
import { walk } from '../support/walk.ts'
import { openWebhooks, passDeadline, tellEndpoint, untilQuiet } from '../support/webhooks.ts'

// A busy machine takes longer than the runner grants a file that is run alone.
t.setTimeout(180_000)

const signer = { name: 'Ainur Serikkyzy', position: 'Deputy director' }

t.test(
  "each delivery is as the document describes its type, small, and without anybody's name",
  async (t) => {
    const { built, cast, receiver, endpoint } = await openWebhooks(t, { retries: '10ms' })
    const [one, dead] = [await endpoint({ types: ['*'] }), await endpoint({ types: ['donation.*'] })]
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
    await passDeadline(built, dead.id, 'failureNotice')
    await until('the notice came', () => receiver.typesAt(one.path).includes('endpoint.failing'))
    await passDeadline(built, dead.id, 'failureLimit')
    await until('the end came', () => receiver.typesAt(one.path).includes('endpoint.disabled'))
    await tellEndpoint(built, dead, 'endpoint.resumed')
    await tellEndpoint(built, one, 'endpoint.pinged')
    await untilQuiet(built)
    const document = makeDocument(built.app)
    const findFaults = createFindFaults(document, { closed: true })
    const types = [...new Set(receiver.typesAt(one.path))]
    t.ok(types.length > 20, types.join())
    for (const what of ['failing', 'disabled', 'resumed']) t.ok(types.includes(`endpoint.${what}`))
    t.ok(types.includes('endpoint.pinged') && types.includes('delivery.exhausted'))
    for (const { type, body, headers } of receiver.hooks) {
      t.match(type, /^[A-Za-z0-9_.]+$/)
      const place = `#/webhooks/${step(type)}/post/requestBody/content/${step('application/json')}/schema`
      t.strictSame(findFaults(place, JSON.parse(body.toString())), [], type)
      t.equal(headers['content-type'], 'application/json')
      t.ok(body.length < 20_000)
      t.notOk(body.toString().includes('Ainur'), `${type} names nobody`)
    }
  },
)
