import { sql } from 'drizzle-orm'
import type { Role } from '../../schemas/roles.ts'
import { utc } from '../database/utc.ts'

/** What of an endpoint does not change with its state, as `endpointDetail` makes it: no secret is in it. */
export interface EndpointDetail {
  url: string
  description: string | null
  types: string[]
  donations: string[] | null
  programmes: string[] | null
  roles: Role[] | null
  headerNames: string[]
  rateLimit: number | null
  isOrdered: boolean
  createdAt: string
  secrets: {
    id: string
    signature: 'v1' | 'v1a'
    publicKey: string | null
    createdAt: string
    expiresAt: string | null
  }[]
}

/** SQL of an `EndpointDetail`, over a row `t` of `workflows`. */
export const endpointDetail = sql`(
  select json_build_object('url', e.url, 'description', e.description, 'types', e.types, 'donations', e.donations,
    'programmes', e.programmes, 'roles', e.roles, 'headerNames', e.header_names, 'rateLimit', e.rate_limit,
    'isOrdered', e.is_ordered, 'createdAt', ${utc(sql`e.created_at`)},
    'secrets', coalesce((select json_agg(json_build_object('id', s.id, 'signature', s.signature,
        'publicKey', s.public_key, 'createdAt', ${utc(sql`s.created_at`)}, 'expiresAt', ${utc(sql`s.expires_at`)})
        order by s.id)
      from endpoint_secrets s where s.endpoint_id = e.id and coalesce(s.expires_at > now(), true)), '[]'))
  from endpoints e where e.id = t.id)`
