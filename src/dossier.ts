import { eq } from 'drizzle-orm'
import type { Names } from '../schemas/primitives.ts'
import type { Role } from '../schemas/roles.ts'
import type { Database, Tx } from './database/client.ts'
import {
  donations,
  equipmentTypes,
  items,
  organizations,
  parties,
  shipments,
  units,
} from './database/tables.ts'
import { readTree } from './engine/create.ts'
import { createRead, type Details, type Found } from './engine/read.ts'
import { getContext, type Row } from './engine/snapshot.ts'

export type DossierParty = Pick<
  typeof organizations.$inferSelect,
  'id' | 'name' | 'kind' | 'country' | 'identifiers' | 'language' | 'timeZone'
> & { roles: readonly Role[] }

export interface DossierUnit {
  row: Row
  code: string
  maker?: string
  model?: string
  /** Name of its equipment type. */
  equipment: Names
}

/** A shipment with all that papers about it tell. */
export interface Dossier {
  donation: { row: Row; code: string; title: string }
  shipment: { row: Row; code: string; reference?: string; incoterm: string; incotermPlace: string }
  parties: DossierParty[]
  recipient: DossierParty
  donors: DossierParty[]
  /** In the order in which they were planned. */
  units: DossierUnit[]
  now: string
}

/** Reads a shipment with its units and its donation, as they stand; undefined where there is no such shipment. */
export const createReadShipment = (db: Database, details: Details) => {
  const read = createRead(db, details)
  return async (id: string): Promise<Found | undefined> => {
    const [found] = await read([{ id, kind: null, also: [], reach: true, principalId: null, key: null }])
    return found?.target.kind === 'shipment' ? found : undefined
  }
}

/** As `createReadShipment`, inside the caller's transaction, which has the donation to itself from here on. */
export const lockShipment = async (tx: Tx, details: Details, id: string): Promise<Found | undefined> => {
  const found = await readTree(tx, details, id)
  return found?.target.kind === 'shipment' ? found : undefined
}

const readParties = async (db: Database | Tx, donation: Row): Promise<DossierParty[]> => {
  const { id, name, kind, country, identifiers, language, timeZone } = organizations
  const rows = await db
    .select({ id, name, kind, country, identifiers, language, timeZone })
    .from(parties)
    .innerJoin(organizations, eq(organizations.id, parties.organizationId))
    .where(eq(parties.streamId, donation.id))
    .orderBy(organizations.id)
  const { parties: roles } = getContext('donation', donation)
  return rows.map((row) => ({ ...row, roles: roles[row.id] ?? [] }))
}

/** Units with what does not change with their state, once it is said which ones. */
export const selectUnits = (db: Database | Tx) =>
  db
    .select({
      id: units.id,
      code: units.code,
      maker: units.maker,
      model: units.model,
      equipment: equipmentTypes.names,
    })
    .from(units)
    .innerJoin(items, eq(items.id, units.itemId))
    .innerJoin(equipmentTypes, eq(equipmentTypes.id, items.equipmentTypeId))

/** Reads the unchanging part of a shipment and its units, beside the rows that were read already. */
export const readDossier = async (
  db: Database | Tx,
  { target, stream, rows, now }: Found,
): Promise<Dossier> => {
  const [donation] = await db.select().from(donations).where(eq(donations.id, stream.id))
  const [shipment] = await db.select().from(shipments).where(eq(shipments.id, target.id))
  if (!donation || !shipment) throw new Error(`shipment ${target.id} has no papers`)
  const described = await selectUnits(db).where(eq(units.shipmentId, target.id)).orderBy(units.id)
  const all = await readParties(db, stream)
  const recipient = all.find(({ roles }) => roles.includes('recipient'))
  if (!recipient) throw new Error(`donation ${stream.id} has no recipient`)
  const known = new Map(rows.map((row) => [row.id, row]))
  return {
    donation: { row: stream, code: donation.code, title: donation.title },
    shipment: { ...shipment, row: target, reference: shipment.reference ?? undefined },
    parties: all,
    recipient,
    donors: all.filter(({ roles }) => roles.includes('donor')),
    units: described.flatMap(({ id, maker, model, ...unit }) => {
      const row = known.get(id)
      return row ? [{ ...unit, row, maker: maker ?? undefined, model: model ?? undefined }] : []
    }),
    now,
  }
}
