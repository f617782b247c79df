import { type AnyPgColumn, timestamp, uuid } from 'drizzle-orm/pg-core'

export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
export const createdAt = instant('created_at').notNull().defaultNow()
export const id = uuid('id').primaryKey()
export const reference = (name: string, column: () => AnyPgColumn) => uuid(name).notNull().references(column)
