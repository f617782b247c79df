import { Worker } from 'node:worker_threads'
import { problem } from '../problems/problem.ts'
import type { DocumentKind, DocumentKinds, RenderedDocument } from './kinds.ts'
import type { WorkerAnswer } from './worker.ts'

export interface RendererOptions {
  /** Milliseconds that a document may wait to be rendered, and that its rendering may take. */
  timeout?: number
  /** Documents that may wait for the one that is being rendered. */
  queueLimit?: number
  script?: URL
}

export interface Renderer {
  renderDocument: <Kind extends DocumentKind>(
    kind: Kind,
    data: DocumentKinds[Kind],
  ) => Promise<RenderedDocument>
  close: () => Promise<void>
}

interface Job {
  order: { kind: DocumentKind; data: DocumentKinds[DocumentKind] }
  resolve: (document: RenderedDocument) => void
  reject: (reason: unknown) => void
  timer?: NodeJS.Timeout
}

// A document of 500 units needs less; more would be a fault that must not take the server along. Much of what is drawn
// is short-lived: room for it spares collecting it over and over.
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }

/** Renders documents in a thread of its own, one after another; the thread starts with the first of them. */
export const createRenderer = ({
  timeout = 15_000,
  queueLimit = 20,
  script = new URL('./worker.ts', import.meta.url),
}: RendererOptions = {}): Renderer => {
  const waiting: Job[] = []
  let running: Job | undefined
  let worker: Worker | undefined
  let isClosed = false

  const settle = (finish: (job: Job) => void) => {
    const job = running
    running = undefined
    if (job) {
      clearTimeout(job.timer)
      finish(job)
    }
    startNext()
  }

  const startWorker = () => {
    // Without the arguments of the process, which may load what is meant for the main thread alone.
    const started = new Worker(script, { env: {}, execArgv: [], resourceLimits })
    const lose = (cause?: unknown) => {
      if (worker !== started) return
      worker = undefined
      settle(({ reject }) => reject(new Error('the thread that renders documents ended', { cause })))
    }
    started.on('error', lose).on('exit', () => lose())
    started.on('message', (answer: WorkerAnswer) => {
      if (worker !== started) return
      settle(({ resolve, reject }) =>
        'failure' in answer ? reject(new Error(answer.failure)) : resolve(answer),
      )
    })
    return started
  }

  const startNext = () => {
    if (running || isClosed) return
    running = waiting.shift()
    // An idle thread does not keep the process alive.
    if (!running) return worker?.unref()
    clearTimeout(running.timer)
    running.timer = setTimeout(giveUp, timeout)
    worker ??= startWorker()
    worker.ref()
    try {
      worker.postMessage(running.order)
    } catch (error) {
      settle(({ reject }) => reject(error))
    }
  }

  const endWorker = async () => {
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }

  const giveUp = () => {
    void endWorker()
    settle(({ reject }) => reject(problem('timed-out')))
  }

  const turnAway = (job: Job) => {
    waiting.splice(waiting.indexOf(job), 1)
    job.reject(problem('overloaded'))
  }

  return {
    renderDocument: (kind, data) =>
      new Promise((resolve, reject) => {
        if (isClosed || waiting.length >= queueLimit) {
          reject(problem('overloaded'))
          return
        }
        const job: Job = { order: { kind, data }, resolve, reject }
        job.timer = setTimeout(() => turnAway(job), timeout)
        waiting.push(job)
        startNext()
      }),
    close: async () => {
      isClosed = true
      for (const job of [...(running ? [running] : []), ...waiting.splice(0)]) {
        clearTimeout(job.timer)
        job.reject(problem('overloaded'))
      }
      running = undefined
      await endWorker()
    },
  }
}
