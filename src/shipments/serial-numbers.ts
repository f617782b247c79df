import { sql } from 'drizzle-orm'
import * as z from 'zod'
import type { NewShipment } from '../../schemas/shipment.ts'
import type { Tx } from '../database/client.ts'
import { problem } from '../problems/problem.ts'

const Packing = z.object({
  packages: z.array(z.object({ units: z.array(z.object({ serialNumber: z.string() })) })),
})

interface Given {
  serialNumber: string
  pointer: string
}

/** Throws where a unit of the donation has one of them, but for those of the shipment itself and those that go. */
const checkFree = async (tx: Tx, donationOrShipment: string, given: Given[], going: string[] = []) => {
  const numbers = JSON.stringify(given.map(({ serialNumber }) => serialNumber))
  const taken = await tx.execute<{ number: string }>(sql`
    select w.context->>'serialNumber' as number from workflows s
    join workflows w on w.stream_id = s.stream_id and w.kind = 'unit' and w.parent_id <> s.id
    where s.id = ${donationOrShipment}
      and w.context->>'serialNumber' in (select jsonb_array_elements_text(${numbers}::jsonb))
      and w.id not in (select jsonb_array_elements_text(${JSON.stringify(going)}::jsonb)::uuid)
      and w.state not in ('cancelled', 'returned', 'replaced', 'disposed', 'lost')`)
  if (taken.length === 0) return
  const known = new Set(taken.map(({ number }) => number))
  throw problem('serial-number-taken', {
    errors: given.flatMap(({ serialNumber, pointer }) => (known.has(serialNumber) ? [{ pointer }] : [])),
  })
}

/** Throws where a packing list names a serial number that a unit of another shipment of the donation has. */
export const checkPacked = (tx: Tx, shipment: string, data: unknown) =>
  checkFree(
    tx,
    shipment,
    Packing.parse(data).packages.flatMap(({ units }, place) =>
      units.map(({ serialNumber }, row) => ({
        serialNumber,
        pointer: `/data/packages/${place}/units/${row}/serialNumber`,
      })),
    ),
  )

/** Throws where a plan names a serial number twice, or one that a unit of the donation has. */
export const checkPlanned = async (tx: Tx, donation: string, { units }: NewShipment) => {
  const given = units.flatMap(({ serialNumber }, place) =>
    serialNumber === undefined ? [] : [{ serialNumber, pointer: `/units/${place}/serialNumber` }],
  )
  if (given.length === 0) return
  const seen = new Set<string>()
  for (const { serialNumber, pointer } of given) {
    if (seen.has(serialNumber)) throw problem('duplicate-entry', { pointer })
    seen.add(serialNumber)
  }
  await checkFree(
    tx,
    donation,
    given,
    units.flatMap(({ replaces }) => replaces ?? []),
  )
}
