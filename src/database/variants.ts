import type { SQL } from 'drizzle-orm'

/** What a list asks of a page: rows after an id, and how many. */
export interface PageQuery {
  after?: string
  limit: number
}

/**
 * One prepared statement for each combination of filters in use: a statement that also covers the filters left out
 * (`$1 is null or …`) would get a plan that can use no index.
 */
export const prepareVariants = <Name extends string, Statement>(
  conditions: Record<Name, SQL>,
  prepare: (name: string, used: SQL[]) => Statement,
) => {
  const statements = new Map<string, Statement>()
  const isName = (name: string): name is Name => Object.hasOwn(conditions, name)
  const names = Object.keys(conditions).filter(isName)
  return (values: Partial<Record<Name, unknown>>): Statement => {
    const used = names.filter((name) => values[name] !== undefined)
    const key = used.join('_')
    const statement =
      statements.get(key) ??
      prepare(
        key,
        used.map((name) => conditions[name]),
      )
    statements.set(key, statement)
    return statement
  }
}
