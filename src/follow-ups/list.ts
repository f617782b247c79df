import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { OpenFollowUp } from '../../schemas/follow-up.ts'
import type { Database } from '../database/client.ts'
import { openFollowUps } from '../database/field-tables.ts'
import { createListOwn, type ListOwn } from '../database/list.ts'
import { equipmentTypes, items, parties, units, workflows } from '../database/tables.ts'
import { utc } from '../database/utc.ts'

const conditions = {
  state: sql`${eq(openFollowUps.state, sql.placeholder('state'))}`,
  donation: sql`${eq(openFollowUps.donationId, sql.placeholder('donation'))}`,
  after: sql`${gt(openFollowUps.unitId, sql.placeholder('after'))}`,
}

export interface FollowUpFilter {
  state?: 'due' | 'overdue'
  donation?: string
}

const followUps = sql<OpenFollowUp['followUps']>`json_agg(json_build_object('days', ${openFollowUps.days},
  'state', ${openFollowUps.state}, 'dueAt', ${utc(sql`${openFollowUps.dueAt}`)}) order by ${openFollowUps.days})`

// From the few follow-ups that are open, never from all units in service.
const prepareList = (db: Database) => (name: string, used: SQL[]) =>
  db
    .select({
      id: units.id,
      code: units.code,
      donation: units.donationId,
      equipmentType: { id: equipmentTypes.id, names: equipmentTypes.names },
      serialNumber: sql<string | null>`${workflows.context}->>'serialNumber'`,
      location: sql<string | null>`${workflows.context}->'service'->>'location'`,
      followUps,
    })
    .from(parties)
    .innerJoin(openFollowUps, eq(openFollowUps.donationId, parties.streamId))
    .innerJoin(units, eq(units.id, openFollowUps.unitId))
    .innerJoin(items, eq(items.id, units.itemId))
    .innerJoin(equipmentTypes, eq(equipmentTypes.id, items.equipmentTypeId))
    .innerJoin(workflows, eq(workflows.id, units.id))
    .where(
      and(
        sql`${parties.organizationId} = ${sql.placeholder('organization')}::uuid`,
        eq(parties.kind, 'donation'),
        ...used,
      ),
    )
    .groupBy(units.id, equipmentTypes.id, workflows.id)
    .orderBy(asc(units.id))
    .limit(sql.placeholder('limit'))
    .prepare(`list_follow_ups_${name}`)

/** Lists the units with an open follow-up in an organization's donations, the oldest unit first. */
export const createListFollowUps = (db: Database): ListOwn<FollowUpFilter, OpenFollowUp> =>
  createListOwn(conditions, prepareList(db), ({ serialNumber, location, ...row }) => ({
    ...row,
    serialNumber: serialNumber ?? undefined,
    location: location ?? undefined,
  }))
