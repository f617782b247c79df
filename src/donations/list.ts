import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { DonationSummary, Slots } from '../../schemas/donation.ts'
import type { Role } from '../../schemas/roles.ts'
import { sumSlots } from '../../workflows/slots.ts'
import type { Database } from '../database/client.ts'
import { donations, workflows } from '../database/tables.ts'
import { type PageQuery, prepareVariants } from '../database/variants.ts'
import { visibleTo } from '../database/visible.ts'

export interface DonationFilter {
  state?: string
  role?: Role
  code?: string
}

type Summary = z.infer<typeof DonationSummary>

const conditions = {
  state: sql`${eq(workflows.state, sql.placeholder('state'))}`,
  code: sql`${eq(donations.code, sql.placeholder('code'))}`,
  role: sql`exists (select 1 from parties r where r.stream_id = ${workflows.id}
    and r.organization_id = ${sql.placeholder('organization')}::uuid and ${sql.placeholder('role')} = any (r.roles))`,
  after: sql`${lt(workflows.id, sql.placeholder('after'))}`,
}

const recipient = sql<string>`(select json_build_object('id', o.id, 'kind', o.kind, 'name', o.name)::text
  from parties p join organizations o on o.id = p.organization_id
  where p.stream_id = ${workflows.id} and 'recipient' = any (p.roles) limit 1)`

const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  db
    .select({
      id: workflows.id,
      code: donations.code,
      title: donations.title,
      state: workflows.state,
      items: sql<string>`${workflows.context}->>'items'`,
      recipient,
      createdAt: donations.createdAt,
    })
    .from(workflows)
    .innerJoin(donations, eq(donations.id, workflows.id))
    .where(
      and(
        eq(workflows.kind, 'donation'),
        visibleTo(sql`${sql.placeholder('organization')}::uuid`, sql`${workflows.id}`),
        ...used,
      ),
    )
    .orderBy(desc(workflows.id))
    .limit(sql.placeholder('limit'))
    .prepare(`list_donations_${name}`)

interface ListedRow extends Pick<Summary, 'id' | 'code' | 'title' | 'state'> {
  /** JSON text of the slots by item, and of the recipient's summary. */
  items: string
  recipient: string
  createdAt: Date
}

const toSummary = ({ items, recipient, createdAt, ...row }: ListedRow): Summary => {
  const slots: Record<string, Slots> = JSON.parse(items)
  const units = sumSlots(Object.values(slots))
  return {
    ...row,
    recipient: JSON.parse(recipient),
    quantity: Object.values(units).reduce((sum, count) => sum + count, 0),
    accepted: units.accepted + units.inService,
    createdAt: createdAt.toISOString(),
  }
}

/** Lists the donations an organization is a party to, newest first. */
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
