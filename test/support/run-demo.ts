import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { choosePlaces } from '../../src/database/embedded/places.ts'

const root = join(import.meta.dirname, '../..')

interface Options {
  args?: string[]
  environment?: Record<string, string>
  /** Called with all that was said so far, each time more is said. */
  onSaid?: (said: string, kill: (signal: NodeJS.Signals) => void) => void
}

/** A folder for the demo's data, which all runs of a file share: making a cluster takes a second. */
export const openDemo = (file: Test) => {
  const folder = mkdtempSync(join(tmpdir(), 'besik-demo-'))
  chmodSync(folder, 0o711)
  const { dataDirectory } = choosePlaces(folder, () => {})
  file.teardown(() => {
    for (const path of [folder, dirname(dataDirectory)]) rmSync(path, { recursive: true, force: true })
  })

  /** Runs the demo as a person would, and answers what came of it. */
  const runDemo = async (t: Test, { args = ['--exit'], environment = {}, onSaid }: Options = {}) => {
    const child = spawn(process.execPath, ['scripts/demo.ts', ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, BESIK_DATA_DIR: folder, PORT: '0', CHROMIUM: 'none', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    t.teardown(() => child.kill('SIGKILL'))
    const said = { out: '', error: '' }
    child.stdout.on('data', (data) => {
      said.out += data
      onSaid?.(said.out, (signal) => child.kill(signal))
    })
    child.stderr.on('data', (data) => {
      said.error += data
    })
    const [status] = await once(child, 'close')
    return { status, ...said }
  }

  return { folder, dataDirectory, runDemo }
}
