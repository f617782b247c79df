import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { createFindFaults, readDocument, step } from './openapi.ts'

/** A request as a receiver got it. */
export interface Hook {
  path: string
  id: string
  type: string
  headers: IncomingHttpHeaders
  body: Buffer
  /** Milliseconds since 1970. */
  at: number
}

/** A status, an answer with more to it, or nothing for as long as the receiver lives. */
export type Reply =
  | number
  | 'hang'
  | { status: number; headers?: Record<string, string>; body?: string | Buffer }
/** What a receiver answers; `nth` counts requests with the same path and id, from 1. */
export type AnswerHook = (hook: Hook, nth: number) => Reply | Promise<Reply>

/** Waits until something is so; says what, where it never is. */
export const until = async <Result>(
  what: string,
  look: () => Result | Promise<Result>,
  seconds = 30,
): Promise<NonNullable<Result>> => {
  for (const end = Date.now() + seconds * 1000; ; await sleep(10)) {
    const found = await look()
    if (found) return found as NonNullable<Result>
    if (Date.now() > end) throw new Error(`in vain was waited until ${what}`)
  }
}

const parse = (body: Buffer): { type?: string } => {
  try {
    return JSON.parse(body.toString()) ?? {}
  } catch {
    // Kept all the same: the contract has no such delivery, and says so in the end.
    return {}
  }
}

const readContract = () => {
  const { document } = readDocument()
  const types = new Set(Object.keys(document.webhooks ?? {}))
  // No webhook refers to a path, and to read them all takes longer than all the rest.
  return { types, findFaults: createFindFaults({ ...document, paths: {} }, { closed: true }) }
}
let contract: ReturnType<typeof readContract> | undefined

/** Says what in a delivery is not as the committed document describes its type. */
export const findHookFaults = ({ body }: Pick<Hook, 'body'>): string[] => {
  contract ??= readContract()
  const { type = '' } = parse(body)
  if (!contract.types.has(type)) return [`the document has no webhook ${type}: ${body}`]
  const place = `#/webhooks/${step(type)}/post/requestBody/content/${step('application/json')}/schema`
  return contract.findFaults(place, parse(body)).map((fault) => `${type}: ${fault}`)
}

/**
 * A receiver that keeps what it got, on a port of its own. A test of which any delivery was not as the document
 * describes it fails in the end.
 */
export const startHooks = async (
  t: Pick<Test, 'teardown'>,
  { answer = () => 204 }: { answer?: AnswerHook } = {},
) => {
  const hooks: Hook[] = []
  const sockets = new Set<Socket>()
  let script = answer
  let connections = 0
  let open = 0
  const server = createServer(async (request, response) => {
    open += 1
    response.on('close', () => {
      open -= 1
    })
    try {
      const body = Buffer.concat(await request.toArray())
      const { url: path = '', headers } = request
      const hook = {
        path,
        id: String(headers['webhook-id']),
        type: parse(body).type ?? '',
        headers,
        body,
        at: Date.now(),
      }
      hooks.push(hook)
      const reply = await script(hook, hooks.filter((one) => one.path === path && one.id === hook.id).length)
      if (reply === 'hang') return
      const whole = typeof reply === 'number' ? { status: reply } : reply
      response.writeHead(whole.status, whole.headers)
      response.end(whole.body)
    } catch {
      // A sender that went away.
    }
  })
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const stop = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  t.teardown(() => {
    stop()
    // Not as they come: many a test looks at when. What has no id is no delivery, but a request of the test's own.
    const faults = hooks.filter(({ headers }) => headers['webhook-id']).flatMap(findHookFaults)
    if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'))
  })
  const at = (path: string) => hooks.filter((hook) => hook.path === path)
  return {
    port,
    hooks,
    /** What came at a path. */
    at,
    typesAt: (path: string) => at(path).map(({ type }) => type),
    countOpen: () => open,
    countConnections: () => connections,
    /** Answers otherwise from now on. */
    change: (to: AnswerHook) => {
      script = to
    },
    stop,
    /** Waits for so many requests at a path. */
    untilCount: (path: string, count: number) =>
      until(`${count} requests came at ${path}, not ${at(path).length}`, () => at(path).length >= count),
  }
}
export type Hooks = Awaited<ReturnType<typeof startHooks>>
