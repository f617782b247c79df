import type { Outlook } from '../finale.ts'
import type { openPartner } from '../partner.ts'

/** What a case is played on. */
interface Performing {
  service: { url: string; operatorKey?: string }
  opened: Awaited<ReturnType<typeof openPartner>>
  /** Takes the documents and pictures that a story brings. */
  folder: string
  signal: AbortSignal
}

/** Plays a public case, and says where to look around afterwards. */
export type Perform = (performing: Performing) => Promise<Outlook>
