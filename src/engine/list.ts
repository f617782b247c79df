import { type SQL, sql } from 'drizzle-orm'
import type { LoneKind } from '../../schemas/event.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
import { type Details, deadlinesJson, rowJson } from './read.ts'
import { migrateRow } from './snapshot.ts'
import type { View } from './view.ts'

const conditions = {
  state: sql`p.state = ${sql.placeholder('state')}`,
  after: sql`p.stream_id < ${sql.placeholder('after')}::uuid`,
}

const prepareList = (db: Database, kind: LoneKind, detail: SQL) => (name: string, used: SQL[]) =>
  prepareStatement<{ view: string; detail: string }>(
    db,
    `list_${kind}_${name}`,
    sql`select json_build_object('row', ${rowJson('t')}, 'deadlines', ${deadlinesJson('t')}, 'roles', page.roles)::text
          as view, (${detail})::text as detail
        from (
          select p.stream_id, p.roles from parties p
          where p.organization_id = ${sql.placeholder('organization')}::uuid and p.kind = ${sql.raw(`'${kind}'`)}
            ${sql.join(used.map((condition) => sql` and ${condition}`))}
          order by p.stream_id desc limit ${sql.placeholder('limit')}
        ) page, lateral (select * from workflows w where w.id = page.stream_id limit 1) t
        order by page.stream_id desc`,
  )

type Read = Pick<View, 'deadlines' | 'roles' | 'row'>

/**
 * Lists the streams of a kind that an organization is a party to, newest first, each as it sees it. `more` holds further
 * conditions on its rows `p` of `parties`, by the name of their filter.
 */
export const createListViews = (
  db: Database,
  kind: LoneKind,
  details: Pick<Details, LoneKind>,
  more: Record<string, SQL> = {},
) => {
  const statementFor = prepareVariants({ ...more, ...conditions }, prepareList(db, kind, details[kind]))
  return async (
    organization: string | undefined,
    filter: Record<string, string | undefined>,
    { after, limit }: PageQuery,
  ): Promise<View[]> => {
    if (!organization) return []
    const values = { ...filter, after }
    const rows = await statementFor(values).execute({ ...values, organization, limit })
    return rows.map(({ view, detail }) => {
      const { row, ...rest }: Read = JSON.parse(view)
      return { ...rest, row: migrateRow(row), rows: [], organization, detail }
    })
  }
}
