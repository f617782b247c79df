import { problem } from '../problems/problem.ts'
import type { Answer } from './answer.ts'
import type { Found, Question, Read } from './read.ts'
import { isRetryable, StreamMoved } from './retry.ts'
import type { Append, Write } from './write.ts'

/** What a job makes of what was read: an answer, and what has to be written first. */
export interface Outcome {
  answer: Answer
  write?: Write
}

export interface Job {
  question: Question
  decide: (found: Found | undefined) => Outcome
}

interface Waiting extends Job {
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
  arrival: number
  /** Known once the job has been read. */
  stream?: string
}

export interface QueueOptions {
  read: Read
  append: Append
  /** Jobs in one statement at most; 1 switches grouping off. */
  maxBatch: number
  /** Batches under way at once. */
  maxInFlight: number
  /** Jobs that may wait before newcomers are told to come later. */
  maxWaiting?: number
  /** Called after each batch that wrote something. */
  onWritten: () => void
}

/**
 * The group writer. What waits when a batch returns is the next batch: under load many dispatches share one read and
 * one write, and a lone one waits for nothing. Two jobs of one stream are never under way together. A job whose
 * stream moved, and every job of a batch that failed, is tried again alone, so one bad row harms no other.
 */
export const createQueue = ({
  read,
  append,
  maxBatch,
  maxInFlight,
  maxWaiting = 5000,
  onWritten,
}: QueueOptions) => {
  let waiting: Waiting[] = []
  let arrivals = 0
  let inFlight = 0
  let isDue = false
  const busy = new Set<string>()

  const takeBatch = (): Waiting[] => {
    const batch: Waiting[] = []
    const streams = new Set<string>()
    const rest: Waiting[] = []
    for (const job of waiting) {
      const isFree = !job.stream || !(busy.has(job.stream) || streams.has(job.stream))
      if (batch.length === maxBatch || !isFree) rest.push(job)
      else {
        batch.push(job)
        if (job.stream) streams.add(job.stream)
      }
    }
    waiting = rest
    return batch
  }

  /** Reads and writes one job by itself, again and again while its stream moves under it. */
  const runAlone = async (job: Waiting) => {
    for (let tries = 1; ; tries++)
      try {
        const [found] = await read([job.question])
        const { answer, write } = job.decide(found)
        if (write && !(await append([write])).has(write.decision.before.id)) throw new StreamMoved()
        return job.resolve(answer)
      } catch (error) {
        if (!isRetryable(error)) return job.reject(error)
        if (tries === 20) return job.reject(problem('overloaded', { headers: { 'retry-after': '1' } }))
      }
  }

  const runBatch = async (batch: Waiting[]) => {
    const claimed: string[] = []
    const decided: { job: Waiting; answer: Answer; write: Write }[] = []
    const alone: Waiting[] = []
    const postponed: Waiting[] = []
    try {
      const found = await read(batch.map((job) => job.question))
      for (const [place, job] of batch.entries()) {
        job.stream = found[place]?.stream.id
        if (job.stream && busy.has(job.stream)) {
          postponed.push(job)
          continue
        }
        try {
          const { answer, write } = job.decide(found[place])
          if (!write) job.resolve(answer)
          else {
            decided.push({ job, answer, write })
            claimed.push(write.decision.before.id)
            busy.add(write.decision.before.id)
          }
        } catch (error) {
          job.reject(error)
        }
      }
      // Each in its old place: a stream in demand is served in turn.
      if (postponed.length > 0)
        waiting = [...postponed, ...waiting].sort((one, other) => one.arrival - other.arrival)
      if (decided.length > 0) {
        const written = await append(decided.map(({ write }) => write))
        for (const { job, answer, write } of decided)
          if (written.has(write.decision.before.id)) job.resolve(answer)
          else alone.push(job)
      }
    } catch {
      // Whatever failed, each job learns its own fate alone.
      alone.push(...(decided.length > 0 ? decided.map(({ job }) => job) : batch))
    }
    for (const job of alone) await runAlone(job)
    for (const stream of claimed) busy.delete(stream)
    if (decided.length > 0 || alone.length > 0) onWritten()
  }

  const pump = () => {
    isDue = false
    while (inFlight < maxInFlight && waiting.length > 0) {
      const batch = takeBatch()
      if (batch.length === 0) return
      inFlight += 1
      void runBatch(batch).finally(() => {
        inFlight -= 1
        schedule()
      })
    }
  }

  // Not at once: whatever else this turn of the event loop brings in belongs to the same batch.
  const schedule = () => {
    if (isDue) return
    isDue = true
    setImmediate(pump)
  }

  return {
    submit: (job: Job): Promise<Answer> => {
      if (waiting.length >= maxWaiting)
        return Promise.reject(problem('overloaded', { headers: { 'retry-after': '1' } }))
      return new Promise((resolve, reject) => {
        waiting.push({ ...job, resolve, reject, arrival: arrivals++ })
        schedule()
      })
    },
    waiting: () => waiting.length,
  }
}
