import { type SQL, sql } from 'drizzle-orm'
import type { ProgrammeSummary } from '../../schemas/programme.ts'
import type { Database } from '../database/client.ts'
import { createListOwn, type ListOwn } from '../database/list.ts'
import { prepareStatement } from '../database/statement.ts'
import { aboutFields } from './detail.ts'

export interface ProgrammeFilter {
  state?: string
  slug?: string
}

const conditions = {
  state: sql`p.state = ${sql.placeholder('state')}`,
  slug: sql`p.stream_id = (select id from programmes where slug = ${sql.placeholder('slug')})`,
  after: sql`p.stream_id < ${sql.placeholder('after')}::uuid`,
}

const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<{ line: string }>(
    db,
    `list_programmes_${name}`,
    sql`select json_build_object('id', n.id, 'state', page.state, ${aboutFields})::text as line
        from (
          select p.stream_id, p.state from parties p
          where p.organization_id = ${sql.placeholder('organization')}::uuid and p.kind = 'programme'
            ${sql.join(used.map((condition) => sql` and ${condition}`))}
          order by p.stream_id desc limit ${sql.placeholder('limit')}
        ) page,
        lateral (select * from programmes n where n.id = page.stream_id limit 1) n,
        lateral (select * from organizations o where o.id = n.owner_id limit 1) o
        order by page.stream_id desc`,
  )

type Line = Omit<ProgrammeSummary, 'memorandum'> & { memorandum: string | null }

const toSummary = ({ line }: { line: string }): ProgrammeSummary => {
  const { memorandum, ...rest }: Line = JSON.parse(line)
  return { ...rest, memorandum: memorandum ?? undefined }
}

/** Lists the programmes that an organization is a party to, newest first. */
export const createListProgrammes = (db: Database): ListOwn<ProgrammeFilter, ProgrammeSummary> =>
  createListOwn(conditions, prepareList(db), toSummary)
