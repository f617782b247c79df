import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { chooseLanguage } from './language.ts'
import { type Problem, problem } from './problem.ts'
import { problemHeaders, renderProblem } from './render.ts'

const findClientProblem = (code: string | undefined): Problem => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem('request-timeout')
  if (code === 'HPE_HEADER_OVERFLOW') return problem('header-fields-too-large')
  return problem('malformed-request')
}

/** The headers were never parsed, but what came of them may still name the language. */
const readLanguage = (packet: unknown) => {
  const text = Buffer.isBuffer(packet) ? packet.toString('latin1') : ''
  return chooseLanguage({ 'accept-language': /\naccept-language:([^\r\n]{1,200})/i.exec(text)?.[1] ?? '' })
}

// Node keeps the answer that is under way on the socket. Once that has begun, more text would only corrupt it.
const isAnswering = (socket: Socket): boolean => Reflect.get(socket, '_httpMessage')?.headersSent === true

/** Answers what Node's HTTP parser refused, before there was a request, and closes the connection. */
export const answerClientError = (error: Error & { code?: string; rawPacket?: unknown }, socket: Socket) => {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) return void socket.destroy()
  const found = findClientProblem(error.code)
  const language = readLanguage(error.rawPacket)
  const body = renderProblem(found, language, { requestId: randomUUID() })
  const text = JSON.stringify(body)
  const headers = {
    ...problemHeaders(found, language),
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}\r\n${lines.join('')}\r\n`
  socket.end(head + text, () => socket.destroy())
}
