import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import * as z from 'zod'
import { Event } from '../schemas/event.ts'
import { Id } from '../schemas/primitives.ts'
import { collectRoutes } from '../src/openapi/collect.ts'
import { listNamed, withNames } from '../src/openapi/components.ts'
import { json, listOperations, type Media, type Schema } from '../src/openapi/document.ts'
import { renderOpenapi } from '../src/openapi/render.ts'
import { catalogue } from '../src/problems/catalogue.ts'
import { publicEvents, workflows } from '../workflows/catalogue.ts'
import { build, operator } from './support/build.ts'
import { buildUnconnected, createFindFaults, readDocument, step } from './support/openapi.ts'

const { app, close } = await buildUnconnected({ collect: collectRoutes })
t.teardown(close)
const { text, document } = readDocument()
const operations = listOperations(document.paths)
const webhooks = listOperations(document.webhooks)
const findFaults = createFindFaults(document)
const findClosedFaults = createFindFaults(document, { closed: true })

/** Methods and paths of the routes, from the tree that the router prints. */
const listRoutes = () => {
  const trail: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, branch = '', part = '', methods = ''] = /^(.*?── )(\S+)(?: \((.*)\))?$/.exec(line) ?? []
      trail.splice(branch.length / 4 - 1, trail.length, part)
      const path = trail.join('').replace(/:(\w+)/g, '{$1}')
      return methods.split(', ').map((method) => `${method} ${path}`)
    })
    .filter((route) => /^(?!HEAD)\w+ \/v1\//.test(route))
}

const examplesOf = ({ example, examples = {} }: Media) => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).flatMap(({ $ref, value }) => ($ref ? [] : [value])),
]

t.test('the committed document is the one that the routes make, every time', async (t) => {
  const rendered = renderOpenapi(app)
  t.ok(rendered === text, 'run `npm run generate`')
  t.ok(rendered === renderOpenapi(app), 'it does not change from one time to the next')
  const { app: other, close } = await buildUnconnected({ collect: collectRoutes })
  t.ok(rendered === renderOpenapi(other), 'nor from one application to the next')
  await close()
})

t.test('the document is valid OpenAPI 3.1', async (t) => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(JSON.parse(text))
  t.ok(valid, JSON.stringify(errors))
  t.equal(validator.version, '3.1')
})

t.test('every route is documented, and every documented operation answers', async (t) => {
  const documented = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  t.ok(documented.length > 20)
  t.strictSame(documented.toSorted(), listRoutes().toSorted())
  const live = await build(t)
  for (const { method, path } of operations) {
    const url = path.replace('{sequence}', '1').replace(/\{\w+\}/g, '01a83c52-7fbb-7c40-9d2e-40a3f1c2b8e5')
    for (const headers of [{}, { authorization: `Bearer ${operator}` }]) {
      const request = method === 'post' ? { method: 'POST' as const, payload: {} } : {}
      const { statusCode, body } = await live.app.inject({ url, headers, ...request })
      if (!('authorization' in headers)) t.equal(statusCode, 401, `${method} ${path} wants a key`)
      t.not(statusCode, 405, `${path} takes ${method}`)
      t.notMatch(body, 'route-not-found', `${method} ${path} is there`)
    }
  }
})

t.test('every operation says what it does, what it takes and what it answers', async (t) => {
  const tags = document.tags.map(({ name }) => name)
  const ids = [...operations, ...webhooks].map(({ operation }) => operation.operationId)
  t.equal(new Set(ids).size, ids.length, 'no two operations have one id')
  for (const { method, path, operation } of operations) {
    const { operationId, summary, parameters = [], requestBody, responses } = operation
    t.match(
      operationId,
      /^(add|append|change|confirm|create|draft|get|issue|list|make|measure|open|plan|pledge|replace|resend|revoke|rotate|stream|withdraw)([A-Z][a-z]+)+$/,
    )
    t.ok(summary && tags.includes(operation.tags?.[0] ?? ''), `${operationId} has a summary and a section`)
    const referred = parameters.map(({ $ref }) => $ref?.split('/').at(-1))
    const isEvent = method === 'patch' || (method === 'post' && path.endsWith('/events'))
    t.equal(referred.includes('Idempotency-Key'), method !== 'get', `${operationId} and Idempotency-Key`)
    t.equal(referred.includes('If-Match'), isEvent, `${operationId} and If-Match`)
    t.ok(referred.includes('Accept-Language'), `${operationId} takes Accept-Language`)
    for (const parameter of parameters.filter((one) => one.in === 'path'))
      t.ok(parameter.example, `${operationId} has an example of ${parameter.name}`)
    const body = requestBody?.content[json]
    if (body) t.ok(examplesOf(body).length, `${operationId} has a body`)
    else if (requestBody) t.match(operationId, 'createAttachment', 'only a file is sent as anything but JSON')
    for (const [status, { content, description, $ref }] of Object.entries(responses)) {
      t.match(status, /^[245]\d\d$/)
      t.ok($ref || description, `${operationId} says what ${status} is`)
      if (status.startsWith('2'))
        t.ok(
          content?.[json] ? content[json].example : Object.keys(content ?? {}).length > 0,
          `${operationId} has an example of its answer, or answers with a file`,
        )
      else if (!$ref)
        t.ok(content?.['application/problem+json'], `${operationId} answers ${status} with a problem`)
    }
  }
})

t.test('every example is as its schema demands', async (t) => {
  let count = 0
  const check = (place: string, media: Media | undefined, find = findFaults) => {
    for (const example of media ? examplesOf(media) : []) {
      count += 1
      t.strictSame(find(`${place}/schema`, example), [], place)
    }
  }
  for (const [section, listed] of [
    ['paths', operations],
    ['webhooks', webhooks],
  ] as const)
    for (const { path, method, operation } of listed) {
      const place = `#/${section}/${step(path)}/${method}`
      const find = section === 'webhooks' ? findClosedFaults : findFaults
      check(`${place}/requestBody/content/${step(json)}`, operation.requestBody?.content[json], find)
      for (const [status, { content }] of Object.entries(operation.responses))
        check(`${place}/responses/${status}/content/${step(json)}`, content?.[json], findClosedFaults)
      for (const [index, { example }] of (operation.parameters ?? []).entries())
        if (example !== undefined)
          t.strictSame(findFaults(`${place}/parameters/${index}/schema`, example), [], place)
    }
  for (const [slug, { value }] of Object.entries(document.components.examples))
    t.strictSame(findClosedFaults('#/components/schemas/Problem', value), [], slug)
  t.ok(count > 100)
})

t.test('every example of an event begins and ends in a state of its workflow', async (t) => {
  for (const { path: type, operation } of webhooks) {
    const example = operation.requestBody?.content[json]?.example
    const { subject, from, to } = Event.parse(example)
    const { machine } = workflows[subject.kind]
    const states: Record<string, { on: object }> = machine.states
    t.ok(states[to], `${type} ends in ${to}`)
    if (from === null) t.equal(to, machine.config.initial, `${type} begins a ${subject.kind}`)
    else t.ok(states[from], `${type} begins in ${from}`)
    const isSent = publicEvents(subject.kind).some(([name]) => name === type)
    if (isSent) t.ok(type in (states[from ?? '']?.on ?? {}), `a ${subject.kind} takes ${type} in ${from}`)
  }
})

t.test('every problem of the catalogue is documented', async (t) => {
  const introduction = String(document.info.description)
  const missing = Object.keys(catalogue).filter(
    (slug) => !document.components.examples[slug] && !introduction.includes(`\`${slug}\``),
  )
  t.strictSame(missing, [])
})

t.test('bodies of requests are closed, and answers may grow', async (t) => {
  const { schemas } = document.components
  const request = schemas.NewDonation?.properties ?? {}
  t.equal(schemas.NewDonation?.additionalProperties, false)
  t.equal(schemas.DonationAgreedRequest?.additionalProperties, false)
  t.equal(schemas.MoneyInput?.additionalProperties, false)
  t.strictSame(request.title?.type, 'string')
  const open = ['Donation', 'Shipment', 'Unit', 'Event', 'Key', 'MadeKey', 'Organization', 'Money']
  for (const name of open)
    t.notOk(JSON.stringify(schemas[name]).includes('"additionalProperties":false'), name)
})

t.test('each form of an event names its type, which tells the forms apart', async (t) => {
  const { schemas } = document.components
  for (const kind of ['Donation', 'Shipment', 'Unit']) {
    const { oneOf = [], discriminator } = schemas[`${kind}EventRequest`] ?? {}
    t.equal(discriminator?.propertyName, 'type')
    const forms = Object.entries(discriminator?.mapping ?? {})
    t.strictSame(
      oneOf.map(({ $ref }) => $ref),
      forms.map(([, $ref]) => $ref),
    )
    for (const [type, $ref] of forms)
      t.equal(schemas[$ref.split('/').at(-1) ?? '']?.properties?.type?.const, type)
  }
})

t.test('schemas are named while the document is rendered, each once', async (t) => {
  const refer = (): Schema => JSON.parse(JSON.stringify(z.toJSONSchema(z.object({ id: Id }))))
  const before = JSON.stringify(refer())
  t.match(withNames(refer).properties?.id, { $ref: '#/$defs/Id' })
  t.equal(JSON.stringify(refer()), before, 'without a trace afterwards')
  const fail = () => {
    throw new Error('broken')
  }
  t.throws(() => withNames(fail), { message: 'broken' })
  t.equal(JSON.stringify(refer()), before, 'even if rendering fails')
  const [One, Two] = [z.string(), z.number()]
  t.throws(() => listNamed([{ One }, { One: Two }]), { message: 'two schemas are named One' })
  t.throws(() => listNamed([{ One }, { Two: One }]), { message: 'the schema Two is named One as well' })
})
