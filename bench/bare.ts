import Fastify from 'fastify'
import postgres from 'postgres'
import type { Floor } from './read.ts'

// The floor of reading: a route that runs the same statement and answers the same bytes, and does nothing else.
const [host = '', port = '5432', database = '', given = ''] = process.argv.slice(2)
const floors: Floor[] = JSON.parse(given)
const sql = postgres({
  host,
  port: Number(port),
  database,
  username: 'besik_app',
  max: 10,
  fetch_types: false,
})
const app = Fastify()
for (const [place, { statement, parameters, body }] of floors.entries())
  app.get<{ Params: { id: string } }>(`/${place}/:id`, async ({ params }, reply) => {
    const values = parameters.map((value) => (value === ':id' ? params.id : value))
    await sql.unsafe(statement, values, { prepare: true })
    return reply.type('application/json; charset=utf-8').send(body)
  })
const url = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
process.send?.({ port: Number(url.port) })
