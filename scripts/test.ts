import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dropDatabases, makePrefix, startTestServer } from '../test/support/server.ts'

/**
 * `npm test [-- file or tap option ...]`: runs the tests on one PostgreSQL that lives as long as the run, or on the
 * one that BESIK_TEST_DATABASE_URL (a superuser's) names. The last line counts assertions.
 */
const tap = 'node_modules/.bin/tap'
const recording = '.tap/last-run.tap'
const args = process.argv.slice(2)
let child: ChildProcess | undefined
let isInterrupted = false

// Ctrl-C reaches tap too; this process stays, to clean up after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    isInterrupted = true
    child?.kill()
  })
}

process.chdir(`${import.meta.dirname}/..`)
buildTap()
rmSync(recording, { force: true })
const isPassed = await runOnServer(process.env.BESIK_TEST_DATABASE_URL)
const { pass, fail, skip, todo } = readCounts()
const isGood = isPassed && fail === 0
if (!isGood) console.log(readFailures())
// A run that broke off failed, whatever it had counted by then. Tap may have left the cursor within a line.
if (skip + todo > 0) console.log(`\n${skip + todo} skipped`)
console.log(`\n${pass} passed, ${isGood ? 0 : Math.max(fail, 1)} failed`)
process.exitCode = isGood ? 0 : 1

/** Tap compiles the plugins it is told to use into itself. Left to do that in a run, it fails the run. */
function buildTap() {
  const { stdout } = spawnSync(process.execPath, [tap, 'versions'], { encoding: 'utf8' })
  if (existsSync('.tap/plugins') && !stdout.includes('@tapjs/typescript')) return
  console.log('Building tap without its TypeScript plugin, once.')
  const { status } = spawnSync(process.execPath, [tap, 'build'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('`tap build` failed.')
}

async function runOnServer(given: string | undefined): Promise<boolean> {
  const server = given ? undefined : await startTestServer()
  const url = given ?? server?.url ?? ''
  const prefix = makePrefix()
  try {
    return !isInterrupted && (await runTap({ BESIK_TEST_DATABASE_URL: url, BESIK_TEST_RUN: prefix }))
  } finally {
    await dropDatabases(url, prefix)
    await server?.stop()
  }
}

async function runTap(env: Record<string, string>): Promise<boolean> {
  const isReported = process.stdout.isTTY || args.some((arg) => /^(-R|--reporter)/.test(arg))
  const options = [`--output-file=${recording}`, ...(isReported ? [] : ['--reporter=min'])]
  child = spawn(process.execPath, [tap, 'run', ...options, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const [status] = await once(child, 'exit')
  return status === 0
}

function readRecording(): string {
  return existsSync(recording) ? readFileSync(recording, 'utf8') : ''
}

/** What failed, innermost first, with what tap says of it: a reporter may drop a failure that is no assertion's. */
function readFailures(): string {
  const failures = readRecording().matchAll(/^ *not ok .*(?:\n +---\n(?: .*\n|\n)*? *\.\.\.$)?/gm)
  return Array.from(failures, ([text]) => text.split('\n').slice(0, 40).join('\n')).join('\n')
}

function readCounts() {
  const summary = Array.from(readRecording().matchAll(/^# \{ (.*) \}$/gm)).at(-1)?.[1] ?? ''
  const read = (name: string) => Number(summary.match(new RegExp(`\\b${name}: (\\d+)`))?.[1] ?? 0)
  return { pass: read('pass'), fail: read('fail'), skip: read('skip'), todo: read('todo') }
}
