import type { Principal } from './principal.ts'

/** A key as the database knows it. */
export interface Known {
  principal: Principal
  isRevoked: boolean
  /** Milliseconds that it still had when it was read; null where it never expires. */
  remaining: number | null
}

export interface Kept {
  /** Undefined where there is no such key. */
  key: Known | undefined
  /** When it was asked for, on the clock of the lookup. */
  since: number
}

interface LookupOptions {
  /** Asks the database for the key with this hash. */
  load: (hash: string) => Promise<Known | undefined>
  /** Milliseconds on a clock that never runs backwards. */
  now: () => number
  /** Milliseconds for which an answer holds: what is revoked goes on working for that long at most. */
  life: number
  /** Keys, and as many hashes without one, that are kept at most. */
  max: number
}

/**
 * Finds keys by hash, and keeps what it found for a moment: one query serves a burst, and the requests after it.
 * Hashes without a key are kept apart, so that a flood of invented keys can't crowd out those in use.
 */
export const createLookup = ({ load, now, life, max }: LookupOptions) => {
  const known = new Map<string, Kept>()
  const unknown = new Map<string, Kept>()
  const pending = new Map<string, Promise<Kept>>()

  const keep = (hash: string, kept: Kept) => {
    known.delete(hash)
    unknown.delete(hash)
    const kind = kept.key ? known : unknown
    kind.set(hash, kept)
    // What was kept first is the first to lose its meaning.
    for (const [oldest, { since }] of kind) {
      if (kind.size <= max && now() - since < life) break
      kind.delete(oldest)
    }
  }

  const look = async (hash: string): Promise<Kept> => {
    const since = now()
    const kept = { key: await load(hash), since }
    keep(hash, kept)
    return kept
  }

  return (hash: string): Kept | Promise<Kept> => {
    const kept = known.get(hash) ?? unknown.get(hash)
    if (kept && now() - kept.since < life) return kept
    const asked = pending.get(hash)
    if (asked) return asked
    const asking = look(hash).finally(() => pending.delete(hash))
    pending.set(hash, asking)
    return asking
  }
}
