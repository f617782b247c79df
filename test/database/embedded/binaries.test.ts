import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { getPackage, prepareBinaries } from '../../../src/database/embedded/binaries.ts'
import { choosePlaces } from '../../../src/database/embedded/places.ts'

// Copying the package can take long on a machine that runs every test at once.
t.setTimeout(180_000)

const isRoot = process.getuid?.() === 0

function makePlaces(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), 'besik-binaries-'))
  chmodSync(folder, 0o711)
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const places = choosePlaces(folder, () => {})
  return { folder, places: { ...places, copies: folder } }
}

/** The package as npm unpacks it when install scripts are off: without its links. */
function unpack(folder: string): string {
  const source = join(folder, 'package', 'linux-x64')
  mkdirSync(join(folder, 'package'))
  execFileSync('cp', ['-RP', getPackage(), source])
  for (const name of readdirSync(join(source, 'native', 'lib'), { withFileTypes: true })) {
    if (name.isSymbolicLink()) rmSync(join(source, 'native', 'lib', name.name))
  }
  return source
}

t.test('restores the links of libraries in the package itself', async (t) => {
  const { folder, places } = makePlaces(t)
  const source = unpack(folder)
  const { initdb } = await prepareBinaries(source, places)
  t.equal(initdb, join(source, 'native', 'bin', 'initdb'))
  t.match(execFileSync(initdb, ['--version'], { encoding: 'utf8' }), /^initdb \(PostgreSQL\) 18/)
})

t.test('runs from a copy when the package is closed to its user', async (t) => {
  const { folder, places } = makePlaces(t)
  const source = unpack(folder)
  // Root is shut out as the database's user, an ordinary user because the links can't be made.
  chmodSync(isRoot ? join(folder, 'package') : join(source, 'native', 'lib'), isRoot ? 0o700 : 0o500)
  const copies = await Promise.all([prepareBinaries(source, places), prepareBinaries(source, places)])
  for (const { postgres } of copies) {
    t.match(postgres, /postgres-linux-x64-18[^/]*\/native\/bin\/postgres$/)
    t.match(
      execFileSync(postgres, ['--version'], { ...places.user, cwd: '/', encoding: 'utf8' }),
      /PostgreSQL\) 18/,
    )
  }
  chmodSync(isRoot ? join(folder, 'package') : join(source, 'native', 'lib'), 0o700)
  t.equal(readdirSync(folder).length, 2, 'nothing but the package and its copy is left')
})

t.test('says what to do when the binaries do not run', async (t) => {
  const { folder, places } = makePlaces(t)
  const source = unpack(folder)
  rmSync(join(source, 'native', 'lib', 'libicuuc.so.60.2'))
  await t.rejects(prepareBinaries(source, places), { message: /libicuuc.*: set DATABASE_URL to the address/ })
})

t.test('says what to do on a platform without binaries', async (t) => {
  t.throws(() => getPackage('sunos-sparc'), {
    message: /^There is no embedded PostgreSQL for sunos-sparc .*DATABASE_URL/,
  })
  t.ok(existsSync(join(getPackage(), 'native', 'bin', 'postgres')))
})
