import type { Database } from '../../src/database/client.ts'
import { fanOut } from '../../src/endpoints/fan-out.ts'
import { createPublish } from '../../src/engine/publisher.ts'

/** Publishes whatever is committed, as the background would. */
export const publishAll = async (db: Database): Promise<void> => {
  const publish = createPublish(db, fanOut)
  for (let isMore = true; isMore; ) isMore = (await publish()).hasMore
}
