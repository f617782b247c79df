import { sql } from 'drizzle-orm'
import { NewDeclaration, NewDocument } from '../../schemas/dossier.ts'
import type { Database, Tx } from '../database/client.ts'
import type { FindMissing } from '../inspection-photos.ts'
import { problem } from '../problems/problem.ts'

interface CheckOptions {
  db: Database
  findMissing: FindMissing
}

const checkAttachment = async (
  { db, findMissing }: CheckOptions,
  shipment: string,
  { attachment }: NewDocument,
) => {
  if (attachment === undefined) return
  const [found] = await db.execute<{ donation: string }>(
    sql`select donation_id as donation from shipments where id = ${shipment}`,
  )
  if (!found) return
  const missing = await findMissing(db, found.donation, [attachment])
  if (missing.length > 0)
    throw problem('attachment-unknown', {
      errors: [{ pointer: '/data/attachment', code: 'attachment-unknown' }],
    })
}

/** Throws where a permit went with another shipment; that of one which never left, or came back, is not used up. */
export const checkLeave = async (tx: Tx, shipment: string, data: unknown) => {
  const { kind, number } = NewDocument.parse(data)
  if (kind !== 'importPermit' && kind !== 'exemption') return
  const [other] = await tx.execute(sql`
    select 1 from shipments s
    join shipments o on o.donation_id = s.donation_id and o.id <> s.id
    join workflows w on w.id = o.id and w.state not in ('cancelled', 'returned')
    cross join lateral jsonb_array_elements(coalesce(w.context->'documents', '[]')) d
    where s.id = ${shipment} and d->>'kind' = ${kind} and d->>'number' = ${number} and d->'withdrawnAt' is null
    limit 1`)
  if (other) throw problem('document-used-elsewhere', { pointer: '/data/number' })
}

const checkItems = async ({ db }: CheckOptions, shipment: string, { lines }: NewDeclaration) => {
  const rows = await db.execute<{ item: string; count: number }>(
    sql`select item_id as item, count(*)::int as count from units where shipment_id = ${shipment} group by item_id`,
  )
  const carried = new Map(rows.map(({ item, count }) => [item, count]))
  const declared = new Map<string, number>()
  for (const [place, { item, quantity = 0 }] of lines.entries()) {
    const count = carried.get(item)
    if (count === undefined)
      throw problem('declared-item-not-in-shipment', { pointer: `/data/lines/${place}/item` })
    const sum = (declared.get(item) ?? 0) + quantity
    if (sum > count)
      throw problem('declared-quantity-exceeded', {
        pointer: `/data/lines/${place}/quantity`,
        values: { count },
      })
    declared.set(item, sum)
  }
}

/** Throws where a paper of a shipment names what is not there: a file, or an item. */
export const createCheckDossier =
  (options: CheckOptions) =>
  async (
    { type, data }: { type: string; data: Record<string, unknown> },
    shipment: string,
  ): Promise<undefined> => {
    if (type === 'document.recorded') await checkAttachment(options, shipment, NewDocument.parse(data))
    if (type === 'customs.declared') await checkItems(options, shipment, NewDeclaration.parse(data))
  }
