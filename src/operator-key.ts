import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The operator key of an embedded installation: made at the first start and kept beside the data, for its owner's eyes
 * only. `isNew` says that it has to be shown, this once.
 */
export const keepOperatorKey = (folder: string): { key: string; isNew: boolean } => {
  const path = join(folder, 'operator.key')
  if (existsSync(path)) return { key: readFileSync(path, 'utf8').trim(), isNew: false }
  const key = `besik_operator_${randomBytes(32).toString('base64url')}`
  writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return { key, isNew: true }
}
