import { type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { DonationSummary, Slots } from '../../schemas/donation.ts'
import type { Role } from '../../schemas/roles.ts'
import { sumSlots } from '../../workflows/slots.ts'
import type { Database } from '../database/client.ts'
import { utc } from '../database/utc.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'

export interface DonationFilter {
  state?: string
  role?: Role
  code?: string
  programme?: string
}

type Summary = z.infer<typeof DonationSummary>

const conditions = {
  state: sql`p.state = ${sql.placeholder('state')}`,
  role: sql`${sql.placeholder('role')} = any (p.roles)`,
  code: sql`p.stream_id = (select id from donations where code = ${sql.placeholder('code')})`,
  // The campaign's donations are found first, and those of the organization among them by key: asked row by row, a
  // campaign without any would walk every donation that the organization has.
  programme: sql`p.stream_id = any (array(
    select id from donations where programme = ${sql.placeholder('programme')}))`,
  after: sql`p.stream_id < ${sql.placeholder('after')}::uuid`,
}

const text = (name: string) => sql<string>`${sql.identifier(name)}`.as(name)
const columns = {
  id: text('id'),
  code: text('code'),
  title: text('title'),
  programme: sql<string | null>`programme`.as('programme'),
  state: text('state'),
  items: text('items'),
  recipient: text('recipient'),
  createdAt: text('created_at'),
}

// The page is cut from the index first, and each of its rows looked up by key: `lateral` with a limit leaves the planner
// no other way. Told to join, it may walk every donation there is to find those of an organization that has few.
const prepareList = (db: Database) => (name: string, used: SQL[]) => {
  const listed = db.$with('listed', columns).as(
    sql`select page.stream_id as id, d.code, d.title, d.programme, t.state, t.context->>'items' as items,
          (select json_build_object('id', o.id, 'kind', o.kind, 'name', o.name)::text
            from parties r join organizations o on o.id = r.organization_id
            where r.stream_id = page.stream_id and 'recipient' = any (r.roles) limit 1) as recipient,
          ${utc(sql`d.created_at`)} as created_at
        from (
          select p.stream_id from parties p
          where p.organization_id = ${sql.placeholder('organization')}::uuid and p.kind = 'donation'
            ${sql.join(used.map((condition) => sql` and ${condition}`))}
          order by p.stream_id desc limit ${sql.placeholder('limit')}
        ) page,
        lateral (select * from workflows w where w.id = page.stream_id limit 1) t,
        lateral (select * from donations d where d.id = page.stream_id limit 1) d
        order by page.stream_id desc`,
  )
  const { id, code, title, programme, state, items, recipient, createdAt } = listed
  return db
    .with(listed)
    .select({ id, code, title, programme, state, items, recipient, createdAt })
    .from(listed)
    .prepare(`list_donations_${name}`)
}

interface ListedRow extends Pick<Summary, 'id' | 'code' | 'title' | 'state'> {
  /** JSON text of the slots by item, and of the recipient's summary. */
  items: string
  recipient: string
  createdAt: string
  programme: string | null
}

const toSummary = ({ items, recipient, programme, ...row }: ListedRow): Summary => {
  const slots: Record<string, Slots> = JSON.parse(items)
  const units = sumSlots(Object.values(slots))
  return {
    ...row,
    programme: programme ?? undefined,
    recipient: JSON.parse(recipient),
    quantity: Object.values(units).reduce((sum, count) => sum + count, 0),
    accepted: units.accepted + units.inService,
  }
}

/**
 * Lists the donations an organization is a party to, newest first. The rule of `visibleTo`, walked from the other end:
 * along the organization's own rows of `parties`.
 */
export const createListDonations = (db: Database) => {
  const statementFor = prepareVariants(conditions, prepareList(db))
  return async (
    organization: string | undefined,
    filter: DonationFilter,
    { after, limit }: PageQuery,
  ): Promise<Summary[]> => {
    if (!organization) return []
    const values = { ...filter, after }
    const rows = await statementFor(values).execute({ ...values, organization, limit })
    return rows.map(toSummary)
  }
}
