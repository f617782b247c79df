import { buffer } from 'node:stream/consumers'
import { judge } from './judge.ts'

/**
 * Entry of the process that looks into files of strangers: one file comes in, and its verdict goes out as a line of
 * JSON, followed by the bytes to store where they are not those that came in. `judging.ts` starts it.
 */
const verdict = await judge(await buffer(process.stdin))
if ('accepted' in verdict) {
  const { bytes, ...accepted } = verdict.accepted
  process.stdout.write(`${JSON.stringify({ accepted })}\n`)
  if (accepted.mediaType !== 'application/pdf') process.stdout.write(bytes)
} else process.stdout.write(`${JSON.stringify(verdict)}\n`)
