import { sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Tx } from '../database/client.ts'
import { problem } from '../problems/problem.ts'

const Packing = z.object({
  packages: z.array(z.object({ units: z.array(z.object({ serialNumber: z.string() })) })),
})

/** Throws where a packing list names a serial number that a unit of another shipment of the donation has. */
export const checkSerialNumbers = async (tx: Tx, shipment: string, data: unknown) => {
  const { packages } = Packing.parse(data)
  const numbers = packages.flatMap(({ units }) => units.map(({ serialNumber }) => serialNumber))
  const taken = await tx.execute<{ number: string }>(sql`
    select w.context->>'serialNumber' as number from workflows s
    join workflows w on w.stream_id = s.stream_id and w.kind = 'unit' and w.parent_id <> s.id
    where s.id = ${shipment}
      and w.context->>'serialNumber' in (select jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))
      and w.state not in ('cancelled', 'returned', 'replaced', 'disposed', 'lost')`)
  if (taken.length === 0) return
  const known = new Set(taken.map(({ number }) => number))
  throw problem('serial-number-taken', {
    errors: packages.flatMap(({ units }, place) =>
      units.flatMap(({ serialNumber }, row) =>
        known.has(serialNumber) ? [{ pointer: `/data/packages/${place}/units/${row}/serialNumber` }] : [],
      ),
    ),
  })
}
