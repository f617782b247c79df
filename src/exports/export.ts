import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { listPageColumns } from './columns.ts'
import { toCsv } from './csv.ts'
import { toXlsx } from './xlsx.ts'

/** Media types of the forms that a list has besides JSON. */
export const forms = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type Form = keyof typeof forms

const json = 'application/json'

/** The form that the caller asks for by `Accept`; undefined where it is JSON, as by default. */
export const readForm = ({ headers }: FastifyRequest): Form | undefined => {
  const { accept } = headers
  if (accept === undefined) return undefined
  const wanted = new Negotiator({ headers: { accept } }).mediaType([json, forms.csv, forms.xlsx])
  return wanted === forms.csv ? 'csv' : wanted === forms.xlsx ? 'xlsx' : undefined
}

/** Answers rows as they come, to be saved as a file named after the list and the day. */
export const sendExport = (
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  { name, rows }: { name: string; rows: AsyncIterable<unknown> },
) => {
  const schema: unknown = request.routeOptions.schema?.response
  const columns = listPageColumns(
    typeof schema === 'object' && schema !== null ? Reflect.get(schema, 200) : undefined,
  )
  const day = new Date().toISOString().slice(0, 10)
  return reply
    .headers({
      'content-type': form === 'csv' ? `${forms.csv}; charset=utf-8; header=present` : forms.xlsx,
      'content-disposition': `attachment; filename="besik-${name}-${day}.${form}"`,
    })
    .send(form === 'csv' ? toCsv(columns, rows) : toXlsx(columns, rows))
}
