import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '..')
const pages = globSync(['*.md', 'docs/**/*.md', 'workflows/*.md'], { cwd: root })
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** What is shown as code holds no links. */
const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')

/** The names that a page's headings can be linked by. */
function findAnchors(path: string): string[] {
  const headings = withoutCode(read(path).replaceAll('`', '')).matchAll(/^#+ (.+)$/gm)
  return Array.from(headings, ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function isBroken(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const target = file ? join(dirname(page), file) : page
  if (relative(root, join(root, target)).startsWith('..') || !existsSync(join(root, target))) return true
  return anchor !== undefined && !findAnchors(target).includes(anchor)
}

t.test('the pages that a newcomer looks for are there', async (t) => {
  const wanted = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'workflows/README.md']
  t.strictSame(
    wanted.filter((path) => !pages.includes(path)),
    [],
  )
  t.ok(read('README.md').split('\n').length <= 121, 'the README has at most 120 lines')
})

t.test('each link within the project leads somewhere', async (t) => {
  const broken = pages.flatMap((page) =>
    Array.from(withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && isBroken(page, link))
      .map((link) => `${page}: ${link}`),
  )
  t.strictSame(broken, [])
})

t.test('each file that a page names is there', async (t) => {
  const ours = /`((?:src|schemas|workflows|test|scripts|bench|docs|migrations|openapi)\/[\w./-]+)`/g
  const missing = pages.flatMap((page) =>
    Array.from(read(page).matchAll(ours), ([, path = '']) => path)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`),
  )
  t.strictSame(missing, [])
})

t.test('each npm command that a page names exists', async (t) => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
  const missing = pages.flatMap((page) =>
    Array.from(read(page).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g))
      .map(([, run, short]) => run ?? short ?? '')
      .filter((name) => !scripts[name])
      .map((name) => `${page}: ${name}`),
  )
  t.strictSame(missing, [])
})

t.test('a container starts what `npm start` does', async (t) => {
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(read('Dockerfile')) ?? []
  t.equal(JSON.parse(command).join(' '), JSON.parse(read('package.json')).scripts.start)
})

t.test('nothing names a path of one machine or a package registry', async (t) => {
  const local = /(?<![\w.])\/(?:work|root|home|Users|mnt)\/|\/\/registry\./
  const code = '{.ci,bench,docs,migrations,openapi,schemas,scripts,src,test,workflows}/**/*'
  const files = globSync([code, '*.*', 'Dockerfile', '.dockerignore', '.npmrc', '.taprc'], {
    cwd: root,
    withFileTypes: true,
  }).filter((entry) => entry.isFile())
  const paths = files.map(({ parentPath, name }) => relative(root, join(parentPath, name)))
  t.strictSame(
    paths.filter((path) => local.test(read(path))),
    [],
  )
})
