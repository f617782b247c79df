import { sql } from 'drizzle-orm'
import { utc } from '../database/utc.ts'

/** What of a unit does not change with its state, as `unitDetail` makes it. */
export interface UnitDetail {
  code: string
  shipment: string
  maker: string | null
  model: string | null
  replaces: string | null
  createdAt: string
}

/** SQL of a `UnitDetail`, over a row `t` of `workflows`. */
export const unitDetail = sql`(
  select json_build_object('code', u.code, 'shipment', u.shipment_id, 'maker', u.maker, 'model', u.model,
    'replaces', u.replaces_id,
    'createdAt', ${utc(sql`u.created_at`)})
  from units u where u.id = t.id)`
