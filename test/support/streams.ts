import type { LightMyRequestResponse } from 'fastify'

/** Whether an answer may never end, and is to be asked for as a stream. */
export const isEndless = (path: string): boolean => path === '/v1/events/stream'

/**
 * Reads what was asked for as a stream to its end, or what never ends until so many events came, and goes away.
 */
export const readStream = async (response: LightMyRequestResponse, events: number): Promise<string> => {
  const isEvents = String(response.headers['content-type']).startsWith('text/event-stream')
  let text = ''
  for await (const chunk of response.stream()) {
    text += String(chunk)
    if (isEvents && (text.match(/^data: /gm) ?? []).length >= events) break
  }
  response.raw.res.destroy()
  return text
}
