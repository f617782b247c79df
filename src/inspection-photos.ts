import type { Inspection } from '../schemas/inspection.ts'
import type { Database, Tx } from './database/client.ts'
import type { Fault } from './problems/problem.ts'

/** Which of these hashes are no attachments of the donation. */
export type FindMissing = (db: Database | Tx, donation: string, hashes: string[]) => Promise<string[]>

export interface NamedPhoto {
  sha256: string
  /** JSON pointer to where it is named. */
  pointer: string
}

/** The photos that an inspection names; `at` is the pointer to the inspection. */
export const listPhotos = ({ results }: Pick<Inspection, 'results'>, at: string): NamedPhoto[] =>
  results.flatMap(({ photos }, row) =>
    photos.map((sha256, place) => ({ sha256, pointer: `${at}/results/${row}/photos/${place}` })),
  )

/** A fault for each photo that is not attached to the donation. */
export const findUnknownPhotos = async (
  db: Database | Tx,
  findMissing: FindMissing,
  donation: string,
  photos: NamedPhoto[],
): Promise<Fault[]> => {
  if (photos.length === 0) return []
  const missing = new Set(await findMissing(db, donation, [...new Set(photos.map(({ sha256 }) => sha256))]))
  return photos
    .filter(({ sha256 }) => missing.has(sha256))
    .map(({ pointer }) => ({ pointer, code: 'attachment-unknown' as const }))
}
