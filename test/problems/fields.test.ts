import t from 'tap'
import * as z from 'zod'
import { NewAct } from '../../schemas/act.ts'
import { Share } from '../../schemas/donation.ts'
import { Mains } from '../../schemas/equipment-type.ts'
import { HsCode } from '../../schemas/hs-code.ts'
import { NewOrganization } from '../../schemas/organization.ts'
import {
  CalendarDay,
  Currency,
  GivenTimestamp,
  Id,
  line,
  Timestamp,
  TimeZone,
  WebAddress,
} from '../../schemas/primitives.ts'
import { Limit } from '../../schemas/protocol.ts'
import { Udi } from '../../schemas/udi.ts'
import { fieldTexts } from '../../src/problems/field-texts.ts'
import { findFaults, toPointer } from '../../src/problems/fields.ts'

const faultsOf = (schema: z.ZodType, input: unknown, place: 'body' | 'query' | 'header' = 'body') =>
  findFaults(z.safeParse(schema, input).error?.issues ?? [], input, place)

const brief = (schema: z.ZodType, input: unknown) =>
  faultsOf(schema, input).map(({ pointer, code }) => `${pointer} ${code}`)

t.test('names what is wrong with a field, and the limit', async (t) => {
  const cases: [z.ZodType, unknown, string, Record<string, unknown>?][] = [
    [z.string(), 1, 'not-text'],
    [z.number(), '1', 'not-a-number'],
    [z.coerce.number(), 'many', 'not-a-number'],
    [z.int(), 1.5, 'not-an-integer'],
    [z.boolean(), 'yes', 'not-a-boolean'],
    [z.array(z.string()), {}, 'not-a-list'],
    [z.object({}), [], 'not-an-object'],
    [z.object({}), null, 'not-an-object'],
    [z.date(), 'x', 'wrong-type'],
    [z.string(), undefined, 'required'],
    [line(3), ' ', 'too-short', { limit: '1' }],
    [line(3), 'long', 'too-long', { limit: '3' }],
    [z.array(z.string()).min(2), ['a'], 'too-few', { limit: '2' }],
    [z.array(z.string()).max(1), ['a', 'b'], 'too-many', { limit: '1' }],
    [z.int().min(1), 0, 'too-small', { limit: '1' }],
    [z.int().max(1000), 1001, 'too-big', { limit: '1000' }],
    [z.number().gt(0), 0, 'not-above', { limit: '0' }],
    [z.number().lt(5), 5, 'not-below', { limit: '5' }],
    [z.number().multipleOf(0.01), 0.001, 'not-a-multiple', { step: 0.01 }],
    [z.enum(['air', 'sea']), 'rail', 'not-one-of', { options: ['air', 'sea'] }],
    [z.union([z.literal(50), z.literal(60)]), 55, 'not-one-of', { options: ['50', '60'] }],
    [Id, 'x', 'not-an-id'],
    [Timestamp, '2022-10-20', 'not-an-instant'],
    [CalendarDay, '2022-02-31', 'not-a-day'],
    [z.string().regex(/^[A-Z]{2}$/), 'kz', 'wrong-pattern', { pattern: '/^[A-Z]{2}$/' }],
    [line(9), 'a\u202Eb', 'unsafe-characters'],
    [line(60), 'Patient 990101300122', 'identity-number'],
    [NewAct.shape.languages, ['kk', 'kk'], 'repeated'],
    [Limit, {}, 'limit-empty'],
    [Limit, { min: 2, max: 1 }, 'limit-inverted'],
    [HsCode, '770100', 'hs-code'],
    [Udi, 'INC-22-0417', 'udi-malformed'],
    [Udi, '(7253)SMITH', 'udi-unknown-ai'],
    [Udi, '(21)123456789012345678901', 'udi-too-long'],
    [Udi, '(17)261301', 'udi-wrong-date'],
    [Udi, '(21)A(21)B', 'udi-repeated-ai'],
    [Udi, '(21)A(235)B', 'udi-excluded-ai'],
    [Udi, '(21)A', 'udi-no-device-identifier'],
    [Currency, 'QQQ', 'unknown-currency'],
    [TimeZone, 'Asia/Besik', 'unknown-time-zone'],
    [z.string().refine(() => false), 'x', 'invalid'],
    [z.email(), 'x', 'invalid'],
  ]
  for (const [schema, input, code, values] of cases)
    t.match(
      faultsOf(z.object({ field: schema }), { field: input }),
      [{ pointer: '/field', code, values }],
      code,
    )
  const covered = new Set(cases.map(([, , code]) => code))
  const elsewhere = ['unknown-field', 'check-digit']
  t.same(
    Object.keys(fieldTexts).filter((code) => !covered.has(code)),
    elsewhere,
    'every text but those of the tests below has its case',
  )
})

t.test('points to the field, however deep', async (t) => {
  const body = { kind: 'club', name: 'A', country: 'KZ', identifiers: [{ system: 'KZ-BIN', value: '1' }] }
  t.same(brief(NewOrganization, body), ['/identifiers/0/value check-digit'])
  t.same(brief(z.array(z.object({ a: z.array(z.int()) })), [{ a: [1, 'x'] }]), ['/0/a/1 not-a-number'])
  t.same(brief(z.string(), 5), [' not-text'], 'and to the whole body with an empty pointer')
})

t.test('escapes what a JSON pointer must', async (t) => {
  t.equal(toPointer(['a/b', 'm~n', 0, '']), '/a~1b/m~0n/0/')
  t.same(brief(z.strictObject({}), { 'a/~b': 1 }), ['/a~1~0b unknown-field'])
  t.same(brief(z.object({ 'x/y': z.object({ z: z.int() }) }), { 'x/y': { z: '' } }), ['/x~1y/z not-a-number'])
})

t.test('takes an instant of any year but the first thousand, to the nanosecond', async (t) => {
  for (const instant of [
    '1000-01-01T00:00:00Z',
    '2022-10-20T09:00:00.123456789Z',
    '9999-12-31T23:59:59.999Z',
  ])
    t.same(brief(GivenTimestamp, instant), [], instant)
  for (const instant of ['0000-01-01T00:00:00Z', '0999-12-31T23:59:59Z'])
    t.same(brief(GivenTimestamp, instant), [' not-an-instant'], instant)
  t.same(brief(GivenTimestamp, `2022-10-20T09:00:00.${'1'.repeat(200)}Z`), [' too-long'])
})

t.test('refuses in a Digital Link what would make it read differently, behind its query too', async (t) => {
  const link = 'https://id.gs1.org/01/07898000000013/21/R-1?x='
  t.same(brief(Udi, `${link}y`), [])
  for (const unsafe of ['\ud800', 'a\0b', '\u202e'])
    t.same(brief(Udi, link + unsafe), [' unsafe-characters'], JSON.stringify(unsafe))
})

t.test('takes for the address of a page only one that a browser opens as a page', async (t) => {
  t.same(brief(WebAddress, 'https://www.iso.org/standard/62506.html?lang=ru#scope'), [])
  t.same(brief(WebAddress, 'http://example.org/'), [])
  t.same(brief(WebAddress, 'javascript:alert(1)'), [' invalid'])
  for (const unsafe of ['\ud800', '\0', '\u202e'])
    t.same(
      brief(WebAddress, `https://example.org/?x=${unsafe}y`),
      [' unsafe-characters'],
      JSON.stringify(unsafe),
    )
  t.same(brief(WebAddress, `https://example.org/${'x'.repeat(1980)}`), [' too-long'])
})

t.test('gives every unknown key an entry, beside the other faults', async (t) => {
  t.same(brief(z.strictObject({ a: z.int() }), { a: 'x', b: 1, c: 2 }), [
    '/a not-a-number',
    '/b unknown-field',
    '/c unknown-field',
  ])
})

t.test('tells a missing field from one that is null', async (t) => {
  t.same(brief(z.object({ a: z.string(), b: z.enum(['x', 'y']) }), {}), ['/a required', '/b required'])
  t.same(brief(z.object({ a: z.string() }), { a: null }), ['/a not-text'])
  t.same(brief(z.object({ m: Mains }), { m: { voltage: 220 } }), ['/m/frequency required'])
})

t.test('reports the closest branch of a union', async (t) => {
  t.same(brief(z.object({ share: Share }), { share: { percent: 0 } }), ['/share/percent not-above'])
  t.same(brief(z.object({ share: Share }), { share: { percent: 'half' } }), ['/share/percent not-a-number'])
  t.same(brief(z.object({ share: Share }), { share: { money: { amount: 1, currency: 'tenge' } } }), [
    '/share/money/currency wrong-pattern',
    '/share/money/currency unknown-currency',
  ])
  t.same(brief(z.object({ share: Share }), { share: 7 }), ['/share not-an-object'])
})

t.test('reports the branch that the discriminator chose, or the choice it had', async (t) => {
  const schema = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('a'), n: z.int() }),
    z.strictObject({ type: z.literal('b') }),
  ])
  t.same(brief(schema, { type: 'a', n: 1.5, m: 1 }), ['/n not-an-integer', '/m unknown-field'])
  t.match(faultsOf(schema, { type: 'c' }), [
    { pointer: '/type', code: 'not-one-of', values: { options: ['a', 'b'] } },
  ])
  t.same(brief(schema, {}), ['/type required'])
})

t.test('names parameters and headers in the place of a pointer', async (t) => {
  t.strictSame(faultsOf(z.object({ limit: z.coerce.number().max(100) }), { limit: '101' }, 'query'), [
    { in: 'query', name: 'limit', code: 'too-big', values: { limit: '100' } },
  ])
  t.match(faultsOf(z.object({ 'if-match': z.string() }), {}, 'header'), [
    { in: 'header', name: 'if-match', code: 'required' },
  ])
})

t.test(
  'tells what is wrong with a part of a parameter with commas, rather than that it is missing',
  async (t) => {
    const split = (given: unknown) => [given].flat().flatMap((one) => String(one).split(','))
    const schema = z.object({ parts: z.preprocess(split, z.array(z.string().regex(/^a$/)).min(1)) })
    for (const parts of ['b', 'a,b', ['a,a', 'b'], ''])
      t.match(faultsOf(schema, { parts }, 'query'), [{ in: 'query', name: 'parts', code: 'wrong-pattern' }])
  },
)

t.test('never repeats a value that was sent', async (t) => {
  const secret = 'Aigerim 990101300123'
  const schema = z.object({
    a: z.int(),
    b: z.enum(['x']),
    c: z.uuid(),
    d: z.string().max(2),
    e: Share,
    f: z.string().regex(/^x$/),
    g: z.literal(['x', 'y']),
    h: z.record(z.string().max(1), z.int()),
  })
  const body = Object.fromEntries([...'abcdefg'].map((key) => [key, secret]))
  const faults = faultsOf(schema, { ...body, h: { a: secret } })
  t.equal(faults.length, 8)
  t.notMatch(JSON.stringify(faults), /Aigerim/)
})

t.test('an answer stays short whatever was sent', async (t) => {
  const keys = Object.fromEntries(Array.from({ length: 9000 }, (_, place) => [`key${place}`, 1]))
  t.equal(faultsOf(z.strictObject({}), keys).length, 50)
  t.equal(faultsOf(z.array(z.int()), Array(9000).fill('x')).length, 50)
  t.same(brief(z.object({ a: z.strictObject({}) }), { a: { ['k'.repeat(9000)]: 1 } }), ['/a unknown-field'])
})
