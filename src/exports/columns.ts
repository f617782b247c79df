import * as z from 'zod'

/** What a column holds, and where in a row. */
export interface Column {
  /** The path of the field, such as `recipient.name`. */
  name: string
  kind: 'text' | 'number' | 'boolean' | 'instant' | 'day'
  path: string[]
}

const unwrap = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap())
    : schema

const kindOf = (schema: z.core.$ZodType): Column['kind'] => {
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodBoolean) return 'boolean'
  if (schema instanceof z.ZodISODateTime) return 'instant'
  if (schema instanceof z.ZodISODate) return 'day'
  return 'text'
}

/** A column for each field of a row, those of objects in it too; what is a list or has several forms is one of text. */
export const listColumns = (schema: z.core.$ZodType, path: string[] = []): Column[] => {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).flatMap(([name, field]) => listColumns(field, [...path, name]))
  return [{ name: path.join('.'), kind: kindOf(inner), path }]
}

/** Columns of the rows of a list, from the schema of its page. */
export const listPageColumns = (page: unknown): Column[] => {
  const items = page instanceof z.ZodObject ? page.shape.items : undefined
  if (!(items instanceof z.ZodArray)) throw new Error('a list has no schema of its rows')
  return listColumns(items.element)
}

export type Cell = string | number | boolean | undefined

const isScalar = (value: unknown): value is Exclude<Cell, undefined> =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const toCell = (value: unknown): Cell => {
  if (value === undefined || value === null) return undefined
  if (isScalar(value)) return value
  return Array.isArray(value) && value.every(isScalar) ? value.join('; ') : JSON.stringify(value)
}

const step = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

export const readCell = (row: unknown, { path }: Column): Cell => toCell(path.reduce(step, row))
