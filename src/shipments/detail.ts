import { sql } from 'drizzle-orm'
import type { Shipment } from '../../schemas/shipment.ts'
import { utc } from '../database/utc.ts'

/** What of a shipment does not change with its state, as `shipmentDetail` makes it, and its units as they stand. */
export interface ShipmentDetail {
  code: string
  reference: string | null
  incoterm: Shipment['incoterm']
  incotermPlace: string
  origin: string | null
  createdAt: string
  units: { id: string; code: string; item: string; state: string; serialNumber: string | null }[]
}

/** SQL of a `ShipmentDetail`, over a row `t` of `workflows`. */
export const shipmentDetail = sql`(
  select json_build_object('code', s.code, 'reference', s.reference, 'incoterm', s.incoterm,
    'incotermPlace', s.incoterm_place, 'origin', s.origin,
    'createdAt', ${utc(sql`s.created_at`)},
    'units', (select coalesce(json_agg(json_build_object('id', u.id, 'code', u.code, 'item', u.item_id,
        'state', w.state, 'serialNumber', w.context->>'serialNumber') order by u.id), '[]')
      from units u join workflows w on w.id = u.id where u.shipment_id = s.id))
  from shipments s where s.id = t.id)`
