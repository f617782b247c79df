import { eq } from 'drizzle-orm'
import { Inspection } from '../../schemas/inspection.ts'
import type { Database } from '../database/client.ts'
import { units } from '../database/tables.ts'
import { problem } from '../problems/problem.ts'

interface PhotoOptions {
  db: Database
  findMissing: (db: Database, donation: string, hashes: string[]) => Promise<string[]>
}

/** Throws where an inspection names a photo that is not attached to the unit's donation. */
export const createCheckPhotos =
  ({ db, findMissing }: PhotoOptions) =>
  async ({ data }: { data: Record<string, unknown> }, unit: string): Promise<undefined> => {
    const results = Inspection.safeParse(data.inspection).data?.results ?? []
    const photos = results.flatMap(({ photos }, row) =>
      photos.map((sha256, place) => ({ sha256, row, place })),
    )
    if (photos.length === 0) return
    const [found] = await db.select({ donation: units.donationId }).from(units).where(eq(units.id, unit))
    if (!found) return
    const hashes = [...new Set(photos.map(({ sha256 }) => sha256))]
    const missing = new Set(await findMissing(db, found.donation, hashes))
    const errors = photos
      .filter(({ sha256 }) => missing.has(sha256))
      .map(({ row, place }) => ({ pointer: `/data/inspection/results/${row}/photos/${place}` }))
    if (errors.length > 0) throw problem('attachment-unknown', { errors })
  }
