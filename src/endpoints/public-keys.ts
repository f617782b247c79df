import { sql } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { utc } from '../database/utc.ts'

interface PublicKey {
  id: string
  publicKey: string
  createdAt: string
  expiresAt?: string
}

/** The public keys that deliveries to an endpoint may be signed with just now, oldest first. */
export const listPublicKeys = async (db: Database, endpoint: string): Promise<PublicKey[]> => {
  const [row] = await db.execute<{ keys: string }>(sql`
    select coalesce(json_agg(json_strip_nulls(json_build_object('id', s.id, 'publicKey', s.public_key,
      'createdAt', ${utc(sql`s.created_at`)}, 'expiresAt', ${utc(sql`s.expires_at`)})) order by s.id), '[]')::text as keys
    from endpoint_secrets s join workflows w on w.id = s.endpoint_id
    where s.endpoint_id = ${endpoint}::uuid and s.public_key is not null and w.state <> 'removed'
      and coalesce(s.expires_at > now(), true)`)
  return JSON.parse(row?.keys ?? '[]')
}
