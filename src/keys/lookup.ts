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

/** A question that the database has yet to answer. */
interface Asked {
  answer: Promise<Kept>
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
  const pending = new Map<string, Asked>()

  const holds = ({ since }: { since: number }) => now() - since < life

  const find = (hash: string) => known.get(hash) ?? unknown.get(hash)

  const keep = (hash: string, kept: Kept) => {
    // A question that was overtaken by a later one knows less.
    if ((find(hash)?.since ?? kept.since) > kept.since) return
    known.delete(hash)
    unknown.delete(hash)
    const kind = kept.key ? known : unknown
    kind.set(hash, kept)
    // What was kept first is the first to lose its meaning.
    for (const [oldest, one] of kind) {
      if (kind.size <= max && holds(one)) break
      kind.delete(oldest)
    }
  }

  const look = async (hash: string, since: number): Promise<Kept> => {
    const kept = { key: await load(hash), since }
    keep(hash, kept)
    return kept
  }

  return (hash: string): Kept | Promise<Kept> => {
    const kept = find(hash)
    if (kept && holds(kept)) return kept
    const asked = pending.get(hash)
    // What a slow database has yet to answer may be older than what is kept ever gets.
    if (asked && holds(asked)) return asked.answer
    const since = now()
    const asking = { since, answer: look(hash, since) }
    pending.set(hash, asking)
    const forget = () => {
      if (pending.get(hash) === asking) pending.delete(hash)
    }
    asking.answer.then(forget, forget)
    return asking.answer
  }
}
