import type { SQL } from 'drizzle-orm'
import { type PageQuery, prepareVariants } from './variants.ts'

export interface Statement<Row> {
  execute: (values: Record<string, unknown>) => Promise<Row[]>
}

/** Reads pages of a list as narrow as a filter makes it. */
export const createList = <Name extends string, Row, Item>(
  conditions: Record<Name | 'after', SQL>,
  prepare: (name: string, used: SQL[]) => Statement<Row>,
  toItem: (row: Row) => Item,
) => {
  const statementFor = prepareVariants(conditions, prepare)
  return async <Filter extends object>(filter: Filter, { after, limit }: PageQuery): Promise<Item[]> => {
    const values = { ...filter, after }
    const rows = await statementFor(values).execute({ ...values, limit })
    return rows.map(toItem)
  }
}

/** As `createList`, of what an organization may see; nothing where it is nobody who asks. */
export const createListOwn = <Name extends string, Row, Item>(
  ...list: Parameters<typeof createList<Name, Row, Item>>
) => {
  const read = createList(...list)
  return async <Filter extends object>(
    organization: string | undefined,
    filter: Filter,
    page: PageQuery,
  ): Promise<Item[]> => (organization ? read({ ...filter, organization }, page) : [])
}

export type List<Filter, Item> = (filter: Filter, page: PageQuery) => Promise<Item[]>
export type ListOwn<Filter, Item> = (
  organization: string | undefined,
  filter: Filter,
  page: PageQuery,
) => Promise<Item[]>
