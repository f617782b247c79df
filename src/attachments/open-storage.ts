import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { openDisk } from './disk.ts'
import { openS3 } from './s3.ts'
import type { Storage } from './storage.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The storage that is configured. `collection` keeps files of one use apart from those of another, which may hold the
 * same bytes and live longer. `dataFolder` is where the embedded database keeps its data.
 */
export const openStorage = (
  { attachmentsDir, dataDir, s3 }: Pick<Config, 'attachmentsDir' | 'dataDir' | 's3'>,
  { collection, dataFolder = dataDir }: { collection: string; dataFolder?: string },
): Storage => {
  if (s3) return openS3({ ...s3, prefix: collection })
  const root = attachmentsDir ?? join(dataFolder ?? join(project, '.besik'), 'files')
  return openDisk(join(root, collection))
}
