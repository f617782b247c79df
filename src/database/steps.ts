import { type SQL, sql } from 'drizzle-orm'

/** One statement of steps, each of which may write, and read those before it by their names, and of its answer. */
export const withSteps = (steps: Record<string, SQL>, answer: SQL): SQL => {
  const named = Object.entries(steps).map(([name, step]) => sql`${sql.identifier(name)} as (${step})`)
  return sql`with ${sql.join(named, sql`, `)} ${answer}`
}
