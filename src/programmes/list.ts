import { type SQL, sql } from 'drizzle-orm'
import type { ProgrammeSummary } from '../../schemas/programme.ts'
import type { Database } from '../database/client.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
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

const prepareList = (db: Database) => (name: string, used: SQL[]) => {
  const listed = db.$with('listed', { line: sql<string>`line`.as('line') }).as(
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
  return db.with(listed).select({ line: listed.line }).from(listed).prepare(`list_programmes_${name}`)
}

type Line = Omit<ProgrammeSummary, 'memorandum'> & { memorandum: string | null }

const toSummary = (text: string): ProgrammeSummary => {
  const line: Line = JSON.parse(text)
  return { ...line, memorandum: line.memorandum ?? undefined }
}

/** Lists the programmes that an organization is a party to, newest first. */
export const createListProgrammes = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareList(db))
  return async (
    organization: string | undefined,
    filter: ProgrammeFilter,
    { after, limit }: PageQuery,
  ): Promise<ProgrammeSummary[]> => {
    if (!organization) return []
    const values = { ...filter, after }
    const rows = await statementFor(values).execute({ ...values, organization, limit })
    return rows.map(({ line }) => toSummary(line))
  }
}
