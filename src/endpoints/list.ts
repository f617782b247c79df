import { type SQL, sql } from 'drizzle-orm'
import type { Endpoint } from '../../schemas/endpoint.ts'
import type { Database } from '../database/client.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
import { deadlinesJson, rowJson } from '../engine/read.ts'
import { migrateRow } from '../engine/snapshot.ts'
import type { View } from '../engine/view.ts'
import { endpointDetail } from './detail.ts'
import { toEndpoint } from './resource.ts'

const conditions = {
  state: sql`p.state = ${sql.placeholder('state')}`,
  after: sql`p.stream_id < ${sql.placeholder('after')}::uuid`,
}

const columns = { view: sql<string>`view`.as('view'), detail: sql<string>`detail`.as('detail') }

const prepareList = (db: Database) => (name: string, used: SQL[]) => {
  const listed = db.$with('listed', columns).as(
    sql`select json_build_object('row', ${rowJson('t')}, 'deadlines', ${deadlinesJson('t')}, 'roles', page.roles)::text
          as view, (${endpointDetail})::text as detail
        from (
          select p.stream_id, p.roles from parties p
          where p.organization_id = ${sql.placeholder('organization')}::uuid and p.kind = 'endpoint'
            ${sql.join(used.map((condition) => sql` and ${condition}`))}
          order by p.stream_id desc limit ${sql.placeholder('limit')}
        ) page, lateral (select * from workflows w where w.id = page.stream_id limit 1) t
        order by page.stream_id desc`,
  )
  const { view, detail } = listed
  return db.with(listed).select({ view, detail }).from(listed).prepare(`list_endpoints_${name}`)
}

type Read = Pick<View, 'deadlines' | 'roles' | 'row'>

/** Lists the endpoints of an organization, newest first. */
export const createListEndpoints = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareList(db))
  return async (
    organization: string | undefined,
    { state }: { state?: string },
    { after, limit }: PageQuery,
  ): Promise<Endpoint[]> => {
    if (!organization) return []
    const values = { state, after }
    const rows = await statementFor(values).execute({ ...values, organization, limit })
    return rows.map(({ view, detail }) => {
      const { row, ...rest }: Read = JSON.parse(view)
      return toEndpoint({ ...rest, row: migrateRow(row), rows: [], organization, detail })
    })
  }
}
