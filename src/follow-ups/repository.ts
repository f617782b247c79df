import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Language } from '../../schemas/primitives.ts'
import type { Database, Tx } from '../database/client.ts'
import { followUpLinks, openFollowUps } from '../database/field-tables.ts'
import { donations, organizations, parties, units } from '../database/tables.ts'
import { visibleTo } from '../database/visible.ts'
import { selectUnits } from '../dossier.ts'
import { hashToken } from '../link-token.ts'

type Stored = typeof followUpLinks.$inferSelect

export const insertLink = async (
  tx: Tx,
  { token, ...link }: Omit<typeof followUpLinks.$inferInsert, 'hash'> & { token: string },
) => {
  await tx.insert(followUpLinks).values({ ...link, hash: hashToken(token) })
}

/** Ends a link that a party of its donation made or may end; undefined where there is none that it sees. */
export const revokeLink = async (tx: Tx, organization: string, id: string): Promise<Stored | undefined> => {
  const isMine = and(
    eq(followUpLinks.id, id),
    visibleTo(sql`${organization}::uuid`, sql`${followUpLinks.donationId}`),
  )
  const [link] = await tx
    .update(followUpLinks)
    .set({ revokedAt: sql`coalesce(${followUpLinks.revokedAt}, now())` })
    .where(isMine)
    .returning()
  return link
}

const isRecipient = sql`${parties.roles} @> array['recipient']::text[]`

/** The language of the hospital that a donation is for. */
export const findLanguage = async (tx: Tx, donation: string): Promise<Language> => {
  const [recipient] = await tx
    .select({ language: organizations.language })
    .from(parties)
    .innerJoin(organizations, eq(organizations.id, parties.organizationId))
    .where(and(eq(parties.streamId, donation), isRecipient))
  return recipient?.language ?? 'ru'
}

/** A link with what its page says before any unit: whose it is, and about which donation. */
export interface KnownLink {
  id: string
  language: Language
  expiresAt: Date
  isLive: boolean
  donation: { id: string; code: string; title: string }
  hospital: { id: string; name: string; timeZone: string }
}

/** The link whose token this is; undefined where it was made up. */
export const findLink = async (db: Database | Tx, token: string): Promise<KnownLink | undefined> => {
  const [link] = await db
    .select({
      id: followUpLinks.id,
      language: followUpLinks.language,
      expiresAt: followUpLinks.expiresAt,
      isLive: sql<boolean>`${followUpLinks.revokedAt} is null and ${followUpLinks.expiresAt} > now()`,
      donation: { id: donations.id, code: donations.code, title: donations.title },
      hospital: { id: organizations.id, name: organizations.name, timeZone: organizations.timeZone },
    })
    .from(followUpLinks)
    .innerJoin(donations, eq(donations.id, followUpLinks.donationId))
    .innerJoin(parties, and(eq(parties.streamId, donations.id), isRecipient))
    .innerJoin(organizations, eq(organizations.id, parties.organizationId))
    .where(eq(followUpLinks.hash, hashToken(token)))
  return link
}

/** Units of a donation with a follow-up that awaits its answer. */
export const listAskedIds = async (db: Database | Tx, donation: string): Promise<string[]> => {
  const rows = await db
    .selectDistinct({ id: openFollowUps.unitId })
    .from(openFollowUps)
    .where(eq(openFollowUps.donationId, donation))
    .orderBy(asc(openFollowUps.unitId))
  return rows.map(({ id }) => id)
}

export type AskedUnit = Awaited<ReturnType<typeof selectUnits>>[number]

/** Units of a donation among those that are named, in the order in which they were planned. */
export const describeUnits = async (
  db: Database | Tx,
  donation: string,
  ids: string[],
): Promise<AskedUnit[]> =>
  ids.length === 0
    ? []
    : selectUnits(db)
        .where(and(eq(units.donationId, donation), inArray(units.id, ids)))
        .orderBy(asc(units.id))
