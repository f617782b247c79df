import type { Statement } from './database/list.ts'
import { problem } from './problems/problem.ts'

/** Reads the row of an id; a problem where there is none. */
export const createGet =
  <Row, Item>(statement: Statement<Row>, toItem: (row: Row) => Item) =>
  async (id: string): Promise<Item> => {
    const [row] = await statement.execute({ id })
    if (!row) throw problem('not-found')
    return toItem(row)
  }
