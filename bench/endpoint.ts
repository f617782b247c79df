import { v7 as uuidv7 } from 'uuid'
import { makeSecret } from '../src/webhooks/secret.ts'
import { readKeyring, sealSecret } from '../src/webhooks/secret-vault.ts'
import type { Lab } from './lab.ts'

const secretKeys = `bench:${Buffer.alloc(32, 1).toString('base64')}`

/** The settings of a service that delivers to receivers on this machine. */
export const deliveringTo = (ports: number[]) =>
  JSON.stringify({
    BESIK_SECRET_KEYS: secretKeys,
    BESIK_WEBHOOK_ALLOW_CIDRS: '127.0.0.0/8',
    BESIK_WEBHOOK_PORTS: ports.join(','),
    BESIK_WEBHOOK_ALLOW_HTTP: 'on',
  })

interface Partner {
  host?: string
  port: number
  state?: string
  types?: string[]
}

/** Gives the donor of the measured donations an endpoint at a port of this machine. */
export const makeEndpoint = async (
  { sql }: Pick<Lab, 'sql'>,
  { host = '127.0.0.1', port, state = 'active', types = ['*'] }: Partner,
) => {
  const id = uuidv7()
  const sealed = sealSecret(makeSecret(), id, readKeyring(secretKeys))
  const [owner] = await sql`select id from bench_organizations where n = 1`
  const context = { zone: 'UTC', parties: { [owner?.id]: ['owner'] }, lastAt: {} }
  await sql`insert into endpoints (id, organization_id, url, types)
    values (${id}, ${owner?.id}, ${`http://${host}:${port}/hooks/besik`}, ${types})`
  await sql`insert into endpoint_secrets (id, endpoint_id, signature, sealed) values (${uuidv7()}, ${id}, 'v1', ${sealed})`
  await sql`insert into parties (stream_id, organization_id, kind, state, roles)
    values (${id}, ${owner?.id}, 'endpoint', ${state}, array['owner'])`
  await sql`insert into workflows (id, kind, stream_id, state, version, machine_version, context, updated_at, sequence, hash)
    values (${id}, 'endpoint', ${id}, ${state}, 1, 1, ${sql.json(context)}, now(), 0, repeat('0', 64))`
  return id
}
