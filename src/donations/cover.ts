import type { NewDonation } from '../../schemas/donation.ts'
import type { Tx } from '../database/client.ts'
import type { Sender } from '../engine/dispatch.ts'
import { checkDepartments } from '../named.ts'

/** An item of a pledge, with the id that it will have. */
export type Line = NewDonation['items'][number] & { id: string }

/**
 * Reserves what items of a pledge cover of needs, in its transaction; answers the department of each need. Throws where
 * one of them can't be covered so.
 */
export type ReserveNeeds = (
  tx: Tx,
  sender: Sender,
  pledge: {
    donation: string
    recipient: string
    donors: { organization: string; role: 'donor' | 'coordinator' }[]
    items: { place: number; item: string; need: string; equipmentType: string; quantity: number }[]
  },
) => Promise<Map<string, string>>

const listDonors = ({ parties }: NewDonation) =>
  parties.flatMap(({ organization, role }) =>
    role === 'donor' || role === 'coordinator' ? [{ organization, role }] : [],
  )

/** The lines of a pledge once needs are reserved for them: each with the department it is for, where one is known. */
export const coverNeeds = async (
  tx: Tx,
  reserveNeeds: ReserveNeeds,
  sender: Sender,
  {
    donation,
    recipient,
    pledge,
    lines,
  }: { donation: string; recipient: string; pledge: NewDonation; lines: Line[] },
): Promise<Line[]> => {
  const named = lines.flatMap(({ department: id }, place) =>
    id ? [{ id, pointer: `/items/${place}/department` }] : [],
  )
  await checkDepartments(tx, recipient, named)
  const covering = lines.flatMap(({ id, need, equipmentType, quantity }, place) =>
    need ? [{ place, item: id, need, equipmentType, quantity }] : [],
  )
  const places = await reserveNeeds(tx, sender, {
    ...{ donation, recipient, donors: listDonors(pledge), items: covering },
  })
  return lines.map((line) => ({ ...line, department: line.department ?? places.get(line.need ?? '') }))
}
