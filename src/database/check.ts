import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'

/** What the application's role may do that it should not: each a sentence for the operator. */
export const findExcessRights = async (db: Database): Promise<string[]> => {
  const [role] = await db.execute<{
    name: string
    superuser: boolean
    bypass: boolean
    owner: boolean
    rewrites: boolean
  }>(
    sql`select current_user as name, rolsuper as superuser, rolbypassrls as bypass,
          exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and pg_has_role(pg_roles.oid, c.relowner, 'MEMBER')) as owner,
          has_table_privilege('events', 'DELETE, TRUNCATE')
            or has_any_column_privilege('events', 'UPDATE') as rewrites
        from pg_roles where rolname = current_user`,
  )
  if (!role) return ['The database does not know the role it was entered as.']
  const name = `The database role "${role.name}"`
  return [
    ...(role.superuser ? [`${name} is a superuser: it can do anything, whatever its rights.`] : []),
    ...(role.bypass && !role.superuser ? [`${name} bypasses row security.`] : []),
    ...(role.owner && !role.superuser
      ? [`${name} owns tables, or can act as their owner: it can alter and drop them.`]
      : []),
    ...(role.rewrites && !role.superuser ? [`${name} can rewrite the event log.`] : []),
  ]
}
