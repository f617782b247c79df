import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import t from 'tap'
import { leadTo } from './support/lead.ts'
import { startNode, waitUntilReady } from './support/nodes.ts'
import { useDatabase } from './support/postgres.ts'

t.setTimeout(180_000)

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')

/** Files and folders of ours that the image gets, by where they go. */
const listCopies = (): [from: string, to: string][] =>
  Array.from(read('Dockerfile').matchAll(/^COPY (.+) (\S+)$/gm), ([, sources = '', to = '']) =>
    sources.split(' ').map((from): [string, string] => [from, to.endsWith('/') ? to + basename(from) : to]),
  ).flat()

t.test('a container is handed all that it copies', async (t) => {
  const handed = read('.dockerignore')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
  t.strictSame(
    listCopies()
      .map(([from]) => from)
      .sort(),
    handed.sort(),
  )
})

t.test('what a container copies is enough to serve', async (t) => {
  const folder = t.testdir()
  for (const [from, to] of listCopies()) {
    mkdirSync(dirname(join(folder, to)), { recursive: true })
    cpSync(join(root, from), join(folder, to), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const { application, owner } = await useDatabase(t)
  const node = await startNode(
    {
      BESIK_MODE: 'production',
      DATABASE_URL: await leadTo(t, application),
      BESIK_OWNER_DATABASE_URL: await leadTo(t, owner),
      BESIK_PUBLIC_URL: 'https://besik.example',
      BESIK_ATTACHMENTS_DIR: join(folder, 'files'),
    },
    folder,
  )
  t.teardown(node.kill)
  await waitUntilReady(node)
  // What is read from the disk only once somebody asks for it.
  for (const path of ['/openapi.json', '/docs', '/docs/viewer.js'])
    t.equal((await fetch(`${node.url}${path}`)).status, 200, path)
  t.equal(await node.stop(), 0)
})
