import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Problem, problem } from '../problems/problem.ts'
import type { Accepted, Refusal } from './verdict.ts'

const entry = fileURLToPath(new URL('./judge-process.ts', import.meta.url))

/** Milliseconds after which a file that is still looked into is given up; the largest photo takes two seconds. */
const patience = 10_000
/** Files looked into at a time: each may take a quarter of a gigabyte. */
const most = 2
/** Files that may wait for that; beyond, the sender is asked to come back. */
const longestQueue = 32

/**
 * A process of its own for each file: a decoder that a hostile file makes crash, hang or swell takes nothing else
 * with it, and neither does its memory stay. It is given no environment, so that no secret is within its reach.
 */
const runProcess = async (bytes: Buffer): Promise<Buffer | undefined> => {
  const child = spawn(process.execPath, ['--max-old-space-size=384', entry], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: patience,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // It may end before it has read everything; its exit code tells of that.
  child.stdin.on('error', () => {})
  child.stdin.end(bytes)
  const [output, code] = await Promise.all([buffer(child.stdout), ended])
  return code === 0 ? output : undefined
}

const isPdf = (bytes: Buffer) => bytes.toString('latin1', 0, 5) === '%PDF-'

/** Looks into one file; throws the problem it is refused with. */
const judgeApart = async (bytes: Buffer): Promise<Accepted> => {
  const output = await runProcess(bytes)
  if (!output) throw problem(isPdf(bytes) ? 'document-unreadable' : 'photo-unreadable')
  const line = output.indexOf('\n')
  const verdict: { accepted: Omit<Accepted, 'bytes'> } | { refusal: Refusal } = JSON.parse(
    output.toString('utf8', 0, line),
  )
  if ('accepted' in verdict) {
    const { accepted } = verdict
    return {
      ...accepted,
      bytes: accepted.mediaType === 'application/pdf' ? bytes : output.subarray(line + 1),
    }
  }
  const { problem: slug, ...options } = verdict.refusal
  throw new Problem(slug, options)
}

/** Looks into files, few at a time. */
export const createJudging = () => {
  let running = 0
  const waiting: (() => void)[] = []
  return async (bytes: Buffer): Promise<Accepted> => {
    if (running >= most) {
      if (waiting.length >= longestQueue) throw problem('overloaded')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await judgeApart(bytes)
    } finally {
      // A place goes straight to the next in the queue, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
export type Judging = ReturnType<typeof createJudging>
