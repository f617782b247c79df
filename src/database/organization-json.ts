import { type SQL, sql } from 'drizzle-orm'

/** JSON of the organization that `alias` names. */
export const organizationJson = (alias: string): SQL => {
  const at = (column: string) => sql.raw(`${alias}.${column}`)
  return sql`json_build_object('id', ${at('id')}, 'kind', ${at('kind')}, 'name', ${at('name')})`
}
