import type * as z from 'zod'
import { Endpoint, MadeEndpoint, type NewEndpoint } from '../../schemas/endpoint.ts'
import type { Client } from '../demo/client.ts'
import { Deviation } from '../demo/deviation.ts'

/** Registers a URL at the service; answers the endpoint's id and the secret, which is told this once. */
export const register = async (client: Client, key: string, endpoint: z.input<typeof NewEndpoint>) => {
  const { body } = await client.obtain('/v1/endpoints', MadeEndpoint, { key, body: endpoint })
  if (!body.secret) throw new Deviation('An endpoint was made, and its secret was not told.')
  return { id: body.id, secret: body.secret }
}

/** Sends an event to an endpoint as it stands now: a ping, or its removal. */
export const sendToEndpoint = async (client: Client, key: string, id: string, type: string) => {
  const path = `/v1/endpoints/${id}`
  const { headers } = await client.obtain(path, Endpoint, { key })
  await client.obtain(`${path}/events`, Endpoint, {
    key,
    ifMatch: headers.get('etag') ?? '',
    body: { type },
  })
}
