import { sql } from 'drizzle-orm'
import { openStates } from '../../workflows/need.ts'

/** Whether the row `t` of `workflows` is a need that every organization sees. */
export const isShown = sql`t.state in (${sql.raw(openStates.map((state) => `'${state}'`).join())})`
