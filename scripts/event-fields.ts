import * as z from 'zod'

/** A field that an event carries, as a reader of the tables sees it. */
export interface EventField {
  /** `packages[].units[].unit` for one inside lists. */
  path: string
  type: string
  isRequired: boolean
  says: string
}

type Schema = z.core.JSONSchema.BaseSchema

const range = (min: number | undefined, max: number | undefined) =>
  max === undefined ? '' : `, ${min === undefined ? 'up to' : `${min} to`} ${max}`

const isSchema = (schema: unknown): schema is Schema => typeof schema === 'object' && schema !== null

const typeOf = (schema: Schema): string => {
  if (schema.enum) return `one of ${schema.enum.map((value) => `\`${value}\``).join(' ')}`
  if (schema.type === 'integer') return `whole number${range(schema.minimum, schema.maximum)}`
  if (schema.type === 'string' && schema.format === 'uuid') return 'id'
  if (schema.type === 'string' && schema.format === 'date') return 'calendar day'
  if (schema.type === 'string') return schema.maxLength ? `text${range(undefined, schema.maxLength)}` : 'text'
  if (schema.type === 'array')
    return `list${range(schema.minItems, schema.maxItems)}${isSchema(schema.items) && schema.items.type === 'string' ? `, of ${typeOf(schema.items)}` : ''}`
  return String(schema.type)
}

const fieldsOf = (schema: Schema, prefix: string): EventField[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (!isSchema(field)) return []
    const path = `${prefix}${name}`
    const isRequired = schema.required?.includes(name) ?? false
    const says = [
      field.description,
      field.default !== undefined && `Default \`${JSON.stringify(field.default)}\`.`,
    ]
    const own = { path, type: typeOf(field), isRequired, says: says.filter(Boolean).join(' ') }
    return isSchema(field.items) ? [own, ...fieldsOf(field.items, `${path}[].`)] : [own]
  })

/** The fields of an event's `data`, in the order of its schema. */
export const eventFields = (data: z.ZodObject): EventField[] =>
  fieldsOf(z.toJSONSchema(data, { io: 'input' }), '')
