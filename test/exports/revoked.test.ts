import Fastify from 'fastify'
import t from 'tap'
import * as z from 'zod'
import { page } from '../../schemas/primitives.ts'
import { sendStretch } from '../../src/paging.ts'
import { problem } from '../../src/problems/problem.ts'

t.test('an export ends with the key that asked for it', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  let read = 0
  const readRows = async () => {
    read += 1
    const items = Array.from({ length: 500 }, (_, n) => ({ n }))
    return { items, last: read < 20 ? 'more' : undefined }
  }
  app.decorate('authenticate', async () => {
    if (read === 3) throw problem('key-revoked')
  })
  app.setSerializerCompiler(() => JSON.stringify)
  app.get('/rows', { schema: { response: { 200: page(z.object({ n: z.number() })) } } }, (request, reply) =>
    sendStretch(request, reply, { after: undefined, limit: 10, filter: { list: 'rows' } }, readRows),
  )
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const response = await fetch(`${url}/rows`, { headers: { accept: 'text/csv' } })
  t.equal(response.status, 200)
  await t.rejects(response.text(), 'it breaks off, rather than end as if it were whole')
  t.equal(read, 3)
})
