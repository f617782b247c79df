import type { Photo } from './photo.ts'

/** What goes into one field of a form. */
export interface Entry {
  field: string
  value: string | Photo
}

/** What the page shows before the signature, or why it shows the form again. */
export type Reviewed = { text: string; textSha256: string } | { problems: string[] }

/** Somebody's visit to the page behind a confirmation link. */
export interface Visit {
  /** Number of a unit in the names of its fields. */
  findPlace: (unit: string) => Promise<number>
  enter: (entries: Entry[]) => Promise<void>
  review: () => Promise<Reviewed>
  /** Signs what was reviewed; answers the heading of the page that follows, and the addresses of the act. */
  sign: () => Promise<{ heading: string; acts: string[] }>
  close: () => Promise<void>
}

export const readPlace = (name: string | null | undefined): number =>
  Number(/^u\.(\d+)\.id$/.exec(name ?? '')?.[1])
