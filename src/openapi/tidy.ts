import type { Schema } from './document.ts'

/** Whether callers write it or read it: what they write may hold no key that is not named, what they read may grow. */
export type Side = 'request' | 'reply'

// Where the format says all, Zod's regular expression for it says nothing more to a reader.
const patterns: Record<string, string | undefined> = { uuid: undefined, date: undefined, 'date-time': 'Z$' }

const isSafe = (bound: number | undefined) =>
  bound !== undefined && Math.abs(bound) === Number.MAX_SAFE_INTEGER

const isEmpty = (schema: boolean | Schema | undefined) =>
  typeof schema === 'object' && Object.keys(schema).length === 0

const tidyEach = (schemas: Schema[], side: Side) => schemas.map((one) => tidySchema(one, side))

/** The schema without what Zod adds for its own sake. */
export const tidySchema = (schema: Schema, side: Side): Schema => {
  const { propertyNames: _, ...tidy } = { ...schema }
  const { format, additionalProperties } = tidy
  if (format !== undefined && format in patterns) tidy.pattern = patterns[format]
  if (isSafe(tidy.minimum)) delete tidy.minimum
  if (isSafe(tidy.maximum)) delete tidy.maximum
  if (additionalProperties === false && side === 'reply') delete tidy.additionalProperties
  else if (isEmpty(additionalProperties)) tidy.additionalProperties = true
  if (tidy.properties)
    tidy.properties = Object.fromEntries(
      Object.entries(tidy.properties).map(([name, property]) => [name, tidySchema(property, side)]),
    )
  if (tidy.items) tidy.items = tidySchema(tidy.items, side)
  if (tidy.allOf) tidy.allOf = tidyEach(tidy.allOf, side)
  if (tidy.anyOf) tidy.anyOf = tidyEach(tidy.anyOf, side)
  if (tidy.oneOf) tidy.oneOf = tidyEach(tidy.oneOf, side)
  return tidy
}
