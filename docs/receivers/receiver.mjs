import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace('whsec_', ''), 'base64')
const seen = new Set() // Keep it in your database: memory forgets.

const server = createServer(async (request, response) => {
  const answer = (status) => response.writeHead(status).end()
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given = '' } = request.headers
  if (!(request.headers['content-length'] <= 100_000)) return answer(413)
  const body = Buffer.concat(await request.toArray().catch(() => []))
  const mac = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64')
  const right = Buffer.from(`v1,${mac}`)
  const isRight = (one) => one.length === right.length && timingSafeEqual(one, right)
  if (!given.split(' ').some((one) => isRight(Buffer.from(one, 'latin1')))) return answer(401)
  if (Math.abs(Date.now() / 1000 - at) > 300) return answer(401)
  if (!seen.has(id)) console.log(JSON.parse(body).type, id) // Store the event; work on it after the answer.
  seen.add(id)
  answer(204)
})

server.listen(process.env.PORT ?? 8080, '127.0.0.1', () => console.log('listening on', server.address().port))
