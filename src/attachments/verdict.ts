import type { MediaType } from '../../schemas/attachment.ts'

/** What is to be stored of a file. */
export interface Accepted {
  mediaType: MediaType
  width?: number
  height?: number
  bytes: Buffer
}

/** Why a file is not taken: slug of the problem, and what its text names. */
export type Refusal =
  | { problem: 'file-type-not-supported'; values: { found: string } }
  | { problem: 'file-too-large'; values: { limit: number } }
  | { problem: 'photo-too-many-pixels'; values: { pixels: number; side: number } }
  | { problem: 'photo-unreadable' }
  | { problem: 'document-unreadable' }
  | { problem: 'document-active'; values: { found: string } }

export type Verdict = { accepted: Accepted } | { refusal: Refusal }
