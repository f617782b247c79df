import { eq } from 'drizzle-orm'
import { Inspection } from '../../schemas/inspection.ts'
import type { Database } from '../database/client.ts'
import { units } from '../database/tables.ts'
import { type FindMissing, findUnknownPhotos, listPhotos } from '../inspection-photos.ts'
import { problem } from '../problems/problem.ts'

interface PhotoOptions {
  db: Database
  findMissing: FindMissing
}

/** Throws where an inspection names a photo that is not attached to the unit's donation. */
export const createCheckPhotos =
  ({ db, findMissing }: PhotoOptions) =>
  async ({ data }: { data: Record<string, unknown> }, unit: string): Promise<undefined> => {
    const { data: inspection } = Inspection.safeParse(data.inspection)
    const photos = inspection ? listPhotos(inspection, '/data/inspection') : []
    if (photos.length === 0) return
    const [found] = await db.select({ donation: units.donationId }).from(units).where(eq(units.id, unit))
    if (!found) return
    const errors = await findUnknownPhotos(db, findMissing, found.donation, photos)
    if (errors.length > 0) throw problem('attachment-unknown', { errors })
  }
