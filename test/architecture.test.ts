import { basename } from 'node:path'
import t from 'tap'
import { findCycles, type Import, readSource, readSources } from './support/sources.ts'

const product = readSources('{schemas,workflows,src}/**/*.ts')
const surroundings = readSources('{test,scripts,bench}/**/*.ts')

/** Puts the parts together, and so may import every one of them. */
const composition = /^src\/(app|details|notifying|papers|server|service)\.ts$/
/** What each feature stands on. `src/*.ts` that compose nothing are shared by the features. */
const ground =
  /^(schemas|workflows|src\/(database|engine|exports|pages|problems))\/|^src\/keys\/principal\.ts$|^src\/[^/]+$/

interface Border {
  from: RegExp
  to: RegExp
  /** What may be imported besides, as types. */
  types?: RegExp
}

/** Who may import which of our files: the first line that matches the importing file counts. */
const borders: Border[] = [
  { from: /^schemas\//, to: /^schemas\// },
  { from: /^workflows\//, to: /^(schemas|workflows)\// },
  { from: /^src\/database\//, to: /^src\/database\//, types: /^schemas\/|^src\/config\.ts$/ },
  { from: /^src\/problems\//, to: /^(schemas|src\/problems)\//, types: /^workflows\// },
  { from: /^src\/engine\//, to: /^(schemas|workflows|src\/(database|engine|problems))\// },
  { from: /^src\/endpoints\//, to: new RegExp(`${ground.source}|^src\\/webhooks\\/`) },
  // What makes the OpenAPI document is run beforehand: the service reads what it made.
  { from: composition, to: /^(schemas|workflows|src)\/(?!openapi\/)/ },
  { from: /^src\//, to: ground },
]

/** Which packages stay within which files. */
const packages = [
  { name: /^xstate/, within: /^workflows\/|^src\/engine\/(snapshot|decide)\.ts$/ },
  { name: /^(drizzle-orm|postgres)\b/, within: /^src\/(?!.*\broutes\.ts$)/ },
  { name: /^@?fastify/, within: /^src\/(?!engine\/|database\/)/ },
  { name: /^node:/, within: /^src\// },
  { name: /^(?!zod$)/, within: /^(workflows|src)\// },
]

function isForbidden({ from, to, onlyTypes }: Import): boolean {
  if (!/^(src|schemas|workflows|test|scripts|bench)\//.test(to))
    return packages.some(({ name, within }) => name.test(to) && !within.test(from))
  const border = borders.find((each) => each.from.test(from))
  const isOwn = /^src\/[^/]+\//.exec(from)?.[0]
  if (!composition.test(from) && composition.test(to)) return true
  if (isOwn && to.startsWith(isOwn)) return false
  return !(border?.to.test(to) || (onlyTypes && border?.types?.test(to)))
}

t.test('each file imports only what its place allows', async (t) => {
  const forbidden = product.flatMap(({ imports }) => imports.filter(isForbidden))
  t.strictSame(
    forbidden.map(({ from, to }) => `${from} imports ${to}`),
    [],
  )
})

t.test('the borders hold against imports across them', async (t) => {
  const crossings = {
    'schemas/donation.ts': ['../workflows/donation.ts', 'xstate'],
    'workflows/donation.ts': ['../src/engine/dispatch.ts', 'node:crypto', 'drizzle-orm'],
    'src/database/tables.ts': ['../../schemas/donation.ts', '../engine/dispatch.ts'],
    'src/engine/dispatch.ts': ['../donations/repository.ts', '../keys/principal.ts', 'fastify', 'xstate'],
    'src/donations/routes.ts': ['../shipments/repository.ts', '../app.ts', '../../test/a.ts', 'drizzle-orm'],
    'src/problems/problem.ts': ['../engine/dispatch.ts', '../../scripts/demo.ts'],
    'src/app.ts': ['./openapi/render.ts', '../scripts/demo.ts'],
    'src/paging.ts': ['./donations/routes.ts', './details.ts'],
  }
  for (const [path, targets] of Object.entries(crossings)) {
    for (const target of targets)
      t.match(readSource(path, `import { a } from '${target}'`).imports.filter(isForbidden), [{ from: path }])
  }
})

t.test('nothing imports itself in a circle', async (t) => {
  t.strictSame(findCycles([...product, ...surroundings]), [])
  const ring = [readSource('src/a.ts', `import './b.ts'`), readSource('src/b.ts', `import './a.ts'`)]
  t.strictSame(findCycles(ring), [['src/a.ts', 'src/b.ts']])
})

t.test('workflows know no clock and no chance', async (t) => {
  const impure = /\bnew Date\b|\bDate\.|\bMath\.random\b|\bprocess\.|\bsetTimeout\b|\binvoke\s*:|\bspawn\w*\(/
  const workflows = product.filter(({ path }) => path.startsWith('workflows/'))
  t.strictSame(
    workflows.filter(({ text }) => impure.test(text)).map(({ path }) => path),
    [],
  )
})

t.test('only the configuration reads the environment', async (t) => {
  const readers = product.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path)
  t.strictSame(readers, ['src/config.ts'])
})

t.test('values are cast where a snapshot is restored, and nowhere else', async (t) => {
  const files = [...product, ...surroundings].filter(({ path }) => !path.startsWith('test/support/'))
  const casting = files.filter(({ casts }) => casts > 0).map(({ path, casts }) => `${path}: ${casts}`)
  t.strictSame(
    casting.filter((line) => !line.startsWith('src/engine/snapshot.ts')),
    [],
  )
})

t.test('classes are errors', async (t) => {
  const classes = [...product, ...surroundings].flatMap(({ path, classes }) =>
    classes.map((base) => [path, base]),
  )
  t.strictSame(
    classes.filter(([, base]) => !base?.endsWith('Error')),
    [],
  )
})

t.test('files have names that say what is in them', async (t) => {
  const empty = /^(index|utils?|helpers?|common|misc|managers?)\b/
  const named = [...product, ...surroundings].filter(({ path }) => empty.test(basename(path)))
  t.strictSame(
    named.map(({ path }) => path),
    [],
  )
})

t.test('files are short', async (t) => {
  const measured = [...product, ...surroundings].filter(
    ({ path }) => !/\.test\.ts$|\.generated\.|^src\/database\/tables\.ts$/.test(path),
  )
  const long = measured.map(({ path, text }) => `${path}: ${text.split('\n').length - 1}`)
  t.strictSame(
    long.filter((line) => Number(line.split(': ')[1]) > 300),
    [],
  )
})
