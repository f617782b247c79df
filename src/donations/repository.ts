import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { makeCode } from '../../schemas/code.ts'
import type { NewDonation } from '../../schemas/donation.ts'
import type { Role } from '../../schemas/roles.ts'
import type { Tx } from '../database/client.ts'
import { donations, items } from '../database/tables.ts'
import { utc } from '../database/utc.ts'
import type { Sender } from '../engine/dispatch.ts'
import { checkEquipmentTypes, getOrganizations } from '../named.ts'
import { coverNeeds, type Line, type ReserveNeeds } from './cover.ts'

/** Roles of a pledge's parties by organization. */
export const rolesByParty = (pledge: Pick<NewDonation, 'parties'>): Record<string, Role[]> => {
  const roles: Record<string, Role[]> = {}
  for (const { organization, role } of pledge.parties)
    roles[organization] = [...(roles[organization] ?? []), role]
  return roles
}

/** What the workflow remembers of the needs that are covered; nothing where there are none. */
const listCovered = (id: string, lines: Line[]) => {
  const covered = lines.flatMap(({ id: item, need }) => (need ? [[item, need] as const] : []))
  return covered.length > 0 ? { id, needs: Object.fromEntries(covered) } : {}
}

/** Stores what of a pledge does not change with state; answers what its workflow begins with. */
export const insertDonation = async (
  tx: Tx,
  {
    id,
    pledge,
    sender,
    reserveNeeds,
  }: { id: string; pledge: NewDonation; sender: Sender; reserveNeeds: ReserveNeeds },
) => {
  const known = await getOrganizations(
    tx,
    pledge.parties.map(({ organization }, n) => ({
      id: organization,
      pointer: `/parties/${n}/organization`,
    })),
  )
  await checkEquipmentTypes(
    tx,
    pledge.items.map(({ equipmentType }, n) => ({ id: equipmentType, pointer: `/items/${n}/equipmentType` })),
  )
  const roles = rolesByParty(pledge)
  const recipient = pledge.parties.find(({ role }) => role === 'recipient')?.organization ?? ''
  const { title, reference, programme } = pledge
  await tx.insert(donations).values({ id, code: makeCode('D', id), title, reference, programme })
  const lines = await coverNeeds(tx, reserveNeeds, sender, {
    ...{ donation: id, recipient, pledge },
    lines: pledge.items.map((item) => ({ ...item, id: uuidv7() })),
  })
  await tx.insert(items).values(
    lines.map(({ id: itemId, equipmentType, department, need, quantity, description, unitValue }, place) => ({
      id: itemId,
      donationId: id,
      place,
      equipmentTypeId: equipmentType,
      departmentId: department,
      needId: need,
      quantity,
      description,
      unitAmount: unitValue?.amount,
      currency: unitValue?.currency,
    })),
  )
  return {
    zone: pledge.timeZone ?? known.get(recipient)?.timeZone ?? 'UTC',
    policy: pledge.policy,
    parties: roles,
    items: Object.fromEntries(lines.map(({ id: itemId, quantity }) => [itemId, quantity])),
    ...listCovered(id, lines),
  }
}

/** The database's clock, RFC 3339 in UTC. */
export const readClock = async (tx: Tx): Promise<string> => {
  const [clock] = await tx.execute<{ now: string }>(sql`select ${utc(sql`now()`)} as now`)
  if (!clock) throw new Error('the database did not tell the time')
  return clock.now
}
