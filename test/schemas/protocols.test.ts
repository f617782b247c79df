import { globSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import { Protocol, renderProtocolSchema } from '../../schemas/protocol.ts'
import { defaultProtocol, findProtocol, protocols } from '../../schemas/protocol-catalogue.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const all = protocols.flatMap(({ slug, checks }) => checks.map((check) => ({ slug, check })))
const generic = findProtocol(defaultProtocol)
const incubator = findProtocol('infant-incubator')

const refusals = (change: object) =>
  Protocol.safeParse({ ...generic, ...change }).error?.issues.map(
    (issue) => `${issue.path.join('/')} ${issue.code === 'custom' ? issue.params?.code : issue.code}`,
  )

t.test('the catalogue holds every file, each under the slug and version of its name', async (t) => {
  const files = globSync('schemas/protocols/*').map((path) => path.split('/').at(-1))
  t.strictSame(protocols.map(({ slug, version }) => `${slug}.v${version}.json`).sort(), files.sort())
  for (const slug of ['infant-incubator', 'ophthalmic-camera', 'laser-indirect-ophthalmoscope'])
    t.ok(findProtocol(slug), slug)
  t.ok(findProtocol('lower-limb-exoskeleton'))
})

t.test('finds the newest version, or the one that is asked for', async (t) => {
  t.equal(findProtocol(defaultProtocol)?.version, Math.max(...versionsOf(defaultProtocol)))
  t.equal(findProtocol(defaultProtocol, 1)?.version, 1)
  t.equal(findProtocol(defaultProtocol, 999), undefined)
  t.equal(findProtocol('no-such-protocol'), undefined)
  t.equal(findProtocol('constructor'), undefined)
  const [first] = protocols
  if (!first) return t.fail('no protocol is shipped')
  const among = [2, 10, 9].map((version) => ({ ...first, version }))
  t.equal(findProtocol(first.slug, undefined, among)?.version, 10)
  t.equal(findProtocol(first.slug, 2, among)?.version, 2)
})
const versionsOf = (slug: string) => protocols.filter((one) => one.slug === slug).map((one) => one.version)

t.test('the published JSON Schema is the one the code makes, and takes every protocol', async (t) => {
  t.equal(readFileSync('openapi/protocol.schema.json', 'utf8'), renderProtocolSchema(), 'npm run generate')
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(renderProtocolSchema()))
  for (const path of globSync('schemas/protocols/*')) {
    t.ok(validate(read(path)), `${path}: ${JSON.stringify(validate.errors)}`)
  }
  t.notOk(validate({ ...generic, checks: [] }))
  t.notOk(validate({ ...generic, secret: true }))
})

t.test('no protocol has an id twice, nor one choice an option twice', async (t) => {
  for (const { slug, checks } of protocols) {
    t.equal(new Set(checks.map(({ id }) => id)).size, checks.length, slug)
    for (const check of checks)
      if (check.type === 'choice') {
        t.equal(new Set(check.options.map(({ value }) => value)).size, check.options.length, check.id)
        t.ok(
          check.options.some(({ passes }) => passes) && check.options.some(({ passes }) => !passes),
          `${slug} ${check.id} can be passed and failed`,
        )
      }
  }
})

t.test('every text is there in three languages, each in its own', async (t) => {
  const kazakh = /[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/
  const texts = (value: unknown, at: string): [string, Record<string, string>][] => {
    if (typeof value !== 'object' || value === null) return []
    const { kk, ru, en } = Object.fromEntries(Object.entries(value))
    if (typeof kk === 'string') return [[at, { kk, ru, en }]]
    return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${at}/${key}`))
  }
  const found = protocols.flatMap((protocol) => texts(protocol, protocol.slug))
  t.ok(found.length > 150)
  for (const [at, { kk = '', ru = '', en = '' }] of found) {
    t.match(ru, /[а-яё]/i, `${at} in Russian`)
    t.notMatch(ru, kazakh, `${at} in Russian`)
    t.notMatch(en, /[а-яё]/i, `${at} in English`)
    t.ok(kk !== ru && kk !== en, `${at} in Kazakh`)
  }
  const names = found.filter(([at]) => /\/texts$/.test(at) && !at.includes('options'))
  for (const [at, { kk = '' }] of names) t.match(kk, kazakh, at)
})

t.test('every number with a limit names where it was read; the others are only recorded', async (t) => {
  const limits = all.flatMap(({ slug, check }) =>
    check.type === 'number' && check.limit ? [{ slug, ...check, ...check.limit }] : [],
  )
  for (const { slug, id, source } of limits) t.ok(source?.document, `${slug} ${id}`)
  const incubatorLimits = limits.filter(({ slug }) => slug === 'infant-incubator')
  t.strictSame(
    incubatorLimits.map(({ id, min, max, unit }) => [id, min, max, unit]),
    [
      ['protective-earth-resistance', undefined, 300, 'mOhm'],
      ['air-temperature-deviation', -0.8, 0.8, 'Cel'],
      ['skin-temperature-deviation', -0.3, 0.3, 'Cel'],
      ['temperature-overshoot', undefined, 2, 'Cel'],
      ['humidity-deviation', -10, 10, '%'],
      ['oxygen-deviation', -5, 5, '%'],
      ['alarm-sound-level', undefined, 80, 'dB[SPL]'],
    ],
  )
  const others = limits.filter(({ slug }) => slug !== 'infant-incubator').map(({ id }) => id)
  t.strictSame([...new Set(others)], ['protective-earth-resistance'], 'no other limit was read anywhere')
  for (const { slug, needsInstrument, id } of limits) t.ok(needsInstrument, `${slug} ${id} is measured`)
})

t.test('a unit can be judged with the default protocol by eye and a few questions', async (t) => {
  const required = generic?.checks.filter(({ isRequired }) => isRequired) ?? []
  t.ok(generic && generic.checks.length <= 8)
  t.notOk(
    required.some(
      ({ needsInstrument, needsPhoto, type }) => needsInstrument || needsPhoto || type === 'photo',
    ),
  )
  t.strictSame(
    generic?.checks.filter(({ isSafety }) => isSafety).map(({ id }) => id),
    ['visual-condition', 'protective-earth', 'protective-earth-resistance'],
  )
})

t.test('every protocol has a few required checks of safety, and few checks', async (t) => {
  for (const { slug, checks } of protocols) {
    t.ok(checks.length >= 6 && checks.length <= 15, `${slug}: ${checks.length} checks`)
    t.ok(
      checks.some(({ isSafety, isRequired }) => isSafety && isRequired),
      slug,
    )
    t.ok(checks.filter(({ isSafety }) => isSafety).length <= checks.length / 1.8, slug)
  }
})

t.test('refuses what would not be a protocol', async (t) => {
  const [check] = incubator?.checks.filter(({ type }) => type === 'number') ?? []
  const withCheck = (change: object) => ({ checks: [{ ...check, ...change }] })
  const cases: [string, object, string[]][] = [
    ['no checks', { checks: [] }, ['checks too_small']],
    ['a version of none', { version: 0 }, ['version too_small']],
    ['a slug with a path in it', { slug: '../x' }, ['slug invalid_format']],
    ['a limit without bounds', withCheck({ limit: {} }), ['checks/0/limit limit-empty']],
    ['a limit upside down', withCheck({ limit: { min: 2, max: 1 } }), ['checks/0/limit limit-inverted']],
    [
      'a limit that is no number',
      withCheck({ limit: { max: Number.NaN } }),
      ['checks/0/limit/max invalid_type'],
    ],
    ['a boundless limit', withCheck({ limit: { max: Infinity } }), ['checks/0/limit/max invalid_type']],
    ['a type that is none', withCheck({ type: 'signature' }), ['checks/0/type invalid_union']],
    ['an unknown key', withCheck({ skip: true }), ['checks/0 unrecognized_keys']],
  ]
  for (const [what, change, issues] of cases) t.strictSame(refusals(change), issues, what)
  t.equal(refusals({ checks: [{ ...check, limit: { min: 1, max: 1 } }] }), undefined)
})
