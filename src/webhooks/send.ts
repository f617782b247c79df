import type { Agent, Dispatcher } from 'undici'
import { excerptSource, makeExcerpt } from './excerpt.ts'
import { parseRetryAfter } from './retry-after.ts'
import { judgeStatus, type Outcome, type SendCode, toSendCode } from './send-code.ts'
import { toHeaderList } from './send-headers.ts'

export interface Sending {
  agent: Agent
  url: URL
  /** The signature, and what the endpoint wants besides. */
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** Milliseconds for everything, the last byte of the answer included. */
  deadline?: number
}

export interface Attempt {
  status?: number
  outcome: Outcome
  code: SendCode
  /** Milliseconds it took. */
  ms: number
  /** Milliseconds that a failing receiver asks to be left alone for. */
  retryAfter?: number
  /** Of a failing receiver's answer. */
  excerpt?: string
}

/** Bytes of an answer that are read; then its status counts and the connection is dropped. */
const mostBytes = 16_384
const mostInterim = 16

/**
 * Makes one attempt and tells what came of it; never throws. An answer counts once it is complete, or once as much of it
 * has come as is ever read: a receiver that says 200 and then breaks off may well have failed. Redirects are not
 * followed and nothing is decompressed.
 *
 * It stands on `dispatch` of the agent rather than on `request`, because an answer is only counted here, never
 * buffered, because interim answers are seen, and because an attempt that is late while it still waits for a connection
 * can be reported at once and is then never sent.
 */
export const send = ({ agent, url, headers, body, deadline = 15_000 }: Sending): Promise<Attempt> =>
  new Promise((resolve) => {
    const start = performance.now()
    const kept: Buffer[] = []
    let bytes = 0
    let interim = 0
    let status: number | undefined
    let retryAfter: number | undefined
    let isReadable = false
    let isSettled = false
    let controller: Dispatcher.DispatchController | undefined

    const settle = (outcome: Outcome, code: SendCode) => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      const attempt: Attempt = { outcome, code, ms: Math.round(performance.now() - start) }
      if (status !== undefined) attempt.status = status
      if (outcome !== 'delivered') {
        if (retryAfter !== undefined) attempt.retryAfter = retryAfter
        const excerpt = isReadable ? makeExcerpt(Buffer.concat(kept)) : undefined
        if (excerpt) attempt.excerpt = excerpt
      }
      resolve(attempt)
    }
    const settleByStatus = () => {
      if (status === undefined) return settle('failed', 'answer-malformed')
      const { outcome, code } = judgeStatus(status)
      settle(outcome, code)
    }
    // Gone is gone, however badly it is said.
    const fail = (code: SendCode) => (status === 410 ? settleByStatus() : settle('failed', code))
    const drop = () => controller?.abort(new Error('the attempt is over'))

    const timer = setTimeout(() => {
      const code = status === undefined ? 'answer-late' : 'answer-slow'
      fail(controller ? code : 'connect-timeout')
      drop()
    }, deadline)

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (given) => {
        controller = given
        if (isSettled) drop()
      },
      onResponseStart: (_, code, received) => {
        if (code < 200) {
          interim += 1
          if (interim <= mostInterim) return
          settle('failed', 'answer-malformed')
          return drop()
        }
        status = code
        retryAfter = parseRetryAfter(received['retry-after'], Date.now())
        isReadable = /^(identity)?$/i.test(String(received['content-encoding'] ?? ''))
      },
      onResponseData: (_, chunk) => {
        // A copy: the bytes lie in the buffer of the connection, which is used again.
        if (bytes < excerptSource) kept.push(Buffer.from(chunk.subarray(0, excerptSource - bytes)))
        bytes += chunk.length
        if (bytes < mostBytes) return
        settleByStatus()
        drop()
      },
      onResponseEnd: settleByStatus,
      onResponseError: (_, error) => fail(toSendCode(error)),
    }
    const request: Dispatcher.DispatchOptions = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: toHeaderList(headers),
      body,
    }
    try {
      agent.dispatch(request, handler)
    } catch (error) {
      settle('failed', toSendCode(error))
    }
  })
