import { sql } from 'drizzle-orm'
import { type Dossier, toDocumentState } from '../../schemas/dossier.ts'
import { toLocalDay } from '../../schemas/local-day.ts'
import type { Shipment } from '../../schemas/shipment.ts'
import type { Database } from '../database/client.ts'
import { prepareStatement } from '../database/statement.ts'
import { shipments } from '../database/tables.ts'
import { utc } from '../database/utc.ts'
import { createGetView } from '../engine/find.ts'
import type { Details } from '../engine/read.ts'
import { getContext } from '../engine/snapshot.ts'
import { measureCustoms } from './clock.ts'
import { originOf } from './origin.ts'

type Terms = Pick<Shipment, 'incoterm' | 'incotermPlace'>

const prepareOrigin = (db: Database) =>
  prepareStatement<{ origin: string | null; now: string }>(
    db,
    'dossier_origin',
    sql`select ${originOf} as origin, ${utc(sql`now()`)} as now
      from ${shipments} s where s.id = ${sql.placeholder('id')}::uuid`,
  )

/** Reads the dossier of a shipment as an organization sees it; a problem where it sees none. */
export const createGetDossier = (db: Database, details: Details) => {
  const getView = createGetView(db, 'shipment', details)
  const originStatement = prepareOrigin(db)
  return async (id: string, organization: string | undefined): Promise<Dossier> => {
    const { row, detail } = await getView(id, organization)
    const [found] = await originStatement.execute({ id })
    if (!found) throw new Error(`the workflow ${id} has no shipment`)
    const context = getContext('shipment', row)
    const { incoterm, incotermPlace }: Terms = JSON.parse(detail)
    const { zone, documents = [], declaration } = context
    const on = toLocalDay(found.now, zone)
    return {
      shipment: row.id,
      donation: row.streamId,
      incoterm,
      incotermPlace,
      origin: found.origin ?? undefined,
      on,
      timeZone: zone,
      documents: documents.map((one) => ({ ...one, state: toDocumentState(one, on) })),
      declaration,
      ...measureCustoms(context, found.now),
    }
  }
}
