import { inArray } from 'drizzle-orm'
import type { Database } from '../database/client.ts'
import { endpointSecrets, endpoints } from '../database/tables.ts'
import { parseSecret, type SigningKey } from './secret.ts'
import { type Keyring, openSecret } from './secret-vault.ts'

/** What an attempt is made with. */
export interface Settings {
  version: number
  url: URL
  /** The endpoint's own headers. */
  headers: Record<string, string>
  /** Oldest first; each until it expires, in milliseconds since 1970. */
  secrets: { key: SigningKey; expiresAt: number }[]
}

type SecretRow = Pick<typeof endpointSecrets.$inferSelect, 'endpointId' | 'sealed' | 'expiresAt'>

const readSecret = ({ endpointId, sealed, expiresAt }: SecretRow, keyring: Keyring) => ({
  key: parseSecret(openSecret(sealed, endpointId, keyring)),
  expiresAt: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
})

/**
 * Settings of endpoints, decrypted once and kept until their version grows or they are forgotten. An endpoint whose
 * secrets this node can't open is absent, and told to `onError`.
 */
export const createSettings = (db: Database, keyring: Keyring, onError: (error: unknown) => void) => {
  const known = new Map<string, Settings>()
  const { id, url, headers, settingsVersion } = endpoints
  const { endpointId, sealed, expiresAt } = endpointSecrets
  const load = async (ids: string[]) => {
    // One after the other: secrets must be at least as new as the version they are kept under.
    const rows = await db
      .select({ id, url, headers, settingsVersion })
      .from(endpoints)
      .where(inArray(id, ids))
    const secrets = await db
      .select({ endpointId, sealed, expiresAt })
      .from(endpointSecrets)
      .where(inArray(endpointId, ids))
      .orderBy(endpointSecrets.id)
    for (const row of rows)
      try {
        known.set(row.id, {
          version: row.settingsVersion,
          url: new URL(row.url),
          headers: row.headers ? JSON.parse(openSecret(row.headers, row.id, keyring)) : {},
          secrets: secrets
            .filter((one) => one.endpointId === row.id)
            .map((secret) => readSecret(secret, keyring)),
        })
      } catch (error) {
        known.delete(row.id)
        onError(error)
      }
  }
  return {
    /** Makes sure that the settings of these endpoints are at least of these versions. */
    refresh: async (wanted: { endpoint: string; settingsVersion: number }[]) => {
      const stale = wanted.filter((one) => (known.get(one.endpoint)?.version ?? 0) < one.settingsVersion)
      if (stale.length > 0) await load([...new Set(stale.map(({ endpoint }) => endpoint))])
    },
    find: (endpoint: string): Settings | undefined => known.get(endpoint),
    forget: (endpoint: string) => known.delete(endpoint),
  }
}
export type SettingsStore = ReturnType<typeof createSettings>
