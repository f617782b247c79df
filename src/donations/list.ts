import { type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { DonationSummary, Slots } from '../../schemas/donation.ts'
import type { Role } from '../../schemas/roles.ts'
import { sumSlots } from '../../workflows/slots.ts'
import type { Database } from '../database/client.ts'
import { createListOwn, type ListOwn } from '../database/list.ts'
import { prepareStatement } from '../database/statement.ts'
import { utc } from '../database/utc.ts'

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

// The page is cut from the index first, and each of its rows looked up by key: `lateral` with a limit leaves the planner
// no other way. Told to join, it may walk every donation there is to find those of an organization that has few.
const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  prepareStatement<{ summary: string }>(
    db,
    `list_donations_${name}`,
    sql`select json_build_object('id', d.id, 'code', d.code, 'title', d.title, 'programme', d.programme,
          'state', t.state, 'recipient', (select json_build_object('id', o.id, 'kind', o.kind, 'name', o.name)
            from parties r join organizations o on o.id = r.organization_id
            where r.stream_id = page.stream_id and 'recipient' = any (r.roles) limit 1),
          'createdAt', ${utc(sql`d.created_at`)}, 'items', t.context->'items')::text as summary
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

interface Listed extends Omit<Summary, 'programme' | 'quantity' | 'accepted'> {
  programme: string | null
  items: Record<string, Slots>
}

const toSummary = ({ summary }: { summary: string }): Summary => {
  const { items, programme, ...row }: Listed = JSON.parse(summary)
  const units = sumSlots(Object.values(items))
  return {
    ...row,
    programme: programme ?? undefined,
    quantity: Object.values(units).reduce((sum, count) => sum + count, 0),
    accepted: units.accepted + units.inService,
  }
}

/**
 * Lists the donations an organization is a party to, newest first. The rule of `visibleTo`, walked from the other end:
 * along the organization's own rows of `parties`.
 */
export const createListDonations = (db: Database): ListOwn<DonationFilter, Summary> =>
  createListOwn(conditions, prepareList(db), toSummary)
