import type { Test } from 'tap'
import type { Event } from '../../schemas/event.ts'
import type { Built, Organization } from './build.ts'

/** A message of a stream of server-sent events. */
export interface Message {
  id?: string
  event?: string
  data?: string
  comment?: string
}

const parse = (block: string): Message => {
  const message: Message = {}
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([a-z]*): ?(.*)$/.exec(line) ?? []
    if (name === '') message.comment = value
    if (name === 'id' || name === 'event' || name === 'data') message[name] = value
  }
  return message
}

/** Lets an application be reached over a socket; answers where. */
export const listen = async ({ app }: Pick<Built, 'app'>): Promise<string> =>
  app.listen({ port: 0, host: '127.0.0.1' })

/** Follows a stream over a socket as a screen would, and gives out its messages one by one. */
export const follow = async (
  t: Test,
  url: string,
  { key }: Pick<Organization, 'key'>,
  headers: Record<string, string> = {},
) => {
  const abort = new AbortController()
  t.teardown(() => abort.abort())
  const authorization = `Bearer ${key}`
  const response = await fetch(url, { headers: { authorization, ...headers }, signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('the answer has no body')
  let text = ''
  /** The next message, or undefined at the end of the stream. */
  const next = async (): Promise<Message | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const message = parse(text.slice(0, end))
        text = text.slice(end + 2)
        return message
      }
      const { value, done } = await reader.read()
      if (done) return undefined
      text += value
    }
  }
  /** The next event, whatever else comes before it. */
  const nextEvent = async (): Promise<
    { id: string; type: string; text: string; event: Event } | undefined
  > => {
    for (;;) {
      const message = await next()
      if (!message) return undefined
      const { id = '', event = '', data } = message
      if (data !== undefined) return { id, type: event, text: data, event: JSON.parse(data) }
    }
  }
  return { response, next, nextEvent, stop: () => abort.abort() }
}
