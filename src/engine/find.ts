import { type SQL, sql } from 'drizzle-orm'
import type { Kind } from '../../schemas/event.ts'
import type { Database, Tx } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { visibleTo } from '../database/visible.ts'
import { problem } from '../problems/problem.ts'
import { type Details, deadlinesJson, rowJson } from './read.ts'
import { migrateRow } from './snapshot.ts'
import type { View } from './view.ts'

type Read = Pick<View, 'deadlines' | 'roles' | 'row'>

/**
 * Reads one resource of a kind as an organization sees it; a problem where there is none that it may see. `isShown` says
 * of a row `t` that every organization sees it, without a role in it.
 */
export const createGetView = (db: Database | Tx, kind: Kind, details: Details, isShown?: SQL) => {
  const organization = sql`${sql.placeholder('organization')}::uuid`
  const statement = prepareStatement<{ view: string; detail: string }>(
    db,
    `get_${kind}`,
    sql`select json_build_object('row', ${rowJson('t')}, 'deadlines', ${deadlinesJson('t')},
        'roles', coalesce((select to_json(p.roles) from parties p
          where p.stream_id = t.stream_id and p.organization_id = ${organization}), '[]')
      )::text as view, (${details[kind]})::text as detail
      from workflows t
      where t.id = ${sql.placeholder('id')}::uuid and t.kind = ${sql.raw(`'${kind}'`)}
        and (${visibleTo(organization, sql`t.stream_id`)}${isShown ? sql` or ${isShown}` : sql``})`,
  )
  return async (id: string, organization: string | undefined): Promise<View> => {
    const [answer] = organization ? await statement.execute({ id, organization }) : []
    if (!answer || !organization) throw problem('not-found')
    const { row, ...rest }: Read = JSON.parse(answer.view)
    return { ...rest, row: migrateRow(row), rows: [], organization, detail: answer.detail }
  }
}
