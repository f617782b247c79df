import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import t from 'tap'
import * as z from 'zod'

const root = join(import.meta.dirname, '../..')
const Journal = z.object({
  entries: z.array(z.object({ idx: z.int(), when: z.int(), tag: z.string() })),
})
const { entries } = Journal.parse(
  JSON.parse(readFileSync(join(root, 'migrations/meta/_journal.json'), 'utf8')),
)

t.test('says in tables.ts what the migrations make', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-migrations-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(root, 'migrations'), folder, { recursive: true })
  const before = readdirSync(folder)
  // It takes every path for one below the project.
  const out = relative(root, folder)
  const said = execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      ...['generate', '--dialect=postgresql', '--schema=src/database/*tables.ts', `--out=${out}`],
    ],
    { cwd: root, encoding: 'utf8' },
  )
  t.match(said, 'No schema changes')
  t.same(readdirSync(folder), before)
})

t.test('has each migration in its place', async (t) => {
  t.same(
    entries.map(({ idx }) => idx),
    entries.map((_, place) => place),
  )
  t.same(
    readdirSync(join(root, 'migrations')).filter((file) => file.endsWith('.sql')),
    entries.map(({ tag }) => `${tag}.sql`),
  )
  for (const { idx } of entries)
    t.ok(existsSync(join(root, `migrations/meta/${String(idx).padStart(4, '0')}_snapshot.json`)))
})

t.test(
  'stamps each migration later than the one before it, as one with an older stamp would be left out',
  async (t) => {
    const stamps = entries.map(({ when }) => when)
    t.same(
      stamps,
      [...new Set(stamps)].sort((one, other) => one - other),
    )
  },
)
