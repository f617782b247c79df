import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The keys of an embedded installation that encrypt secrets of webhooks, as `BESIK_SECRET_KEYS` has them: made at the
 * first start and kept beside the data, for its owner's eyes only. A copy of the database alone does not tell a secret.
 */
export const keepSecretKeys = (folder: string): string => {
  const path = join(folder, 'secret.keys')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const keys = `own:${randomBytes(32).toString('base64')}`
  writeFileSync(path, `${keys}\n`, { mode: 0o600, flag: 'wx' })
  return keys
}
