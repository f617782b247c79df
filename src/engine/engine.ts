import type { SQL } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import type { Answer, Request } from './answer.ts'
import { createFireDue } from './deadlines.ts'
import { type Dispatch, decideDispatch, toQuestion } from './dispatch.ts'
import { dispatchAlone } from './dispatch-alone.ts'
import { createAnswerOnce, createInProgress, findAnswer, purgeAnswers } from './idempotency.ts'
import { startLoop } from './loop.ts'
import { createPublish, type Published } from './publisher.ts'
import { createQueue } from './queue.ts'
import { createRead, type Details } from './read.ts'
import { createAppend } from './write.ts'

export interface EngineOptions {
  db: Database
  details: Details
  /** What published events bring about besides their place in the feed; see `createPublish`. */
  fanOut: SQL
  /** Whether concurrent dispatches share statements. */
  groupWriter: boolean
  onError: (error: unknown) => void
}

/** The only code that runs machines: what is dispatched here is durable when it is answered. */
export const createEngine = ({ db, details, fanOut, groupWriter, onError }: EngineOptions) => {
  const inProgress = createInProgress()
  let poke = () => {}
  let pokeTimers = () => {}
  const listeners = new Set<(published: Published) => void>()
  const publish = createPublish(db, fanOut)
  const publishOnce = async () => {
    const published = await publish()
    if (published.events > 0) for (const tell of listeners) tell(published)
    // What is committed meanwhile makes itself heard.
    return published.hasMore ? 1 : 0
  }
  const queue = createQueue({
    read: createRead(db, details),
    append: createAppend(db),
    ...(groupWriter ? { maxBatch: 64, maxInFlight: 3 } : { maxBatch: 1, maxInFlight: 32 }),
    onWritten: () => poke(),
  })
  const inTransaction = createAnswerOnce(db, inProgress)
  const answerOnce: typeof inTransaction = async (...args) => {
    const answer = await inTransaction(...args)
    poke()
    return answer
  }
  return {
    /** Sends one event; answers what `reply` made of the resource after it. */
    dispatch: (dispatch: Dispatch): Promise<Answer> =>
      dispatch.check
        ? answerOnce(dispatch.request, (tx) => dispatchAlone(tx, details, dispatch))
        : inProgress(dispatch.request, () =>
            queue.submit({
              question: toQuestion(dispatch),
              decide: (found) => decideDispatch(dispatch, found),
            }),
          ),
    /** Does what is not an event, such as making a resource, in one transaction with the record of its answer. */
    answerOnce,
    /** The answer to a request that is made again, before what it takes is done for nothing. */
    findAnswer: (request: Request) => findAnswer(db, request),
    waiting: queue.waiting,
    /** Calls back after each round that published something here; a hint, since other nodes publish as well. */
    onPublished: (listener: (published: Published) => void) => void listeners.add(listener),
    /** Looks for deadlines that have fallen due now rather than soon. */
    pokeDeadlines: () => pokeTimers(),
    /** Starts what runs in the background: publishing, deadlines, forgetting old answers. */
    start: () => {
      // A round that waited for a busy machine is no reason to let what was committed meanwhile wait three times as long.
      const publishing = { every: 250, share: 0.25, longestRest: 20 }
      const publisher = startLoop({ work: publishOnce, ...publishing, onError })
      const timers = startLoop({ work: createFireDue(db, details, onError), every: 1000, onError })
      const purge = startLoop({ work: () => purgeAnswers(db, 7).then(() => 0), every: 3_600_000, onError })
      poke = publisher.poke
      pokeTimers = timers.poke
      return { stop: () => Promise.all([publisher.stop(), timers.stop(), purge.stop()]).then(() => {}) }
    },
  }
}
export type Engine = ReturnType<typeof createEngine>
