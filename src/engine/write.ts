import type { Database, Tx } from '../database/client.ts'
import { columnsOf, listNames, lists, prepareAppend, type Shape } from './append-statement.ts'
import type { Decision } from './decide.ts'
import { type Rows, toRows } from './decision-rows.ts'
import { toNested, toParameters, toRecords } from './records.ts'

/** The answer to a request, kept so that the same request can be answered again. */
export interface KeptAnswer {
  principalId: string
  key: string
  fingerprint: string
  status: number
  headers: Record<string, string>
  body: string
}

export interface Write {
  decision: Decision
  kept?: KeptAnswer
}

const byStream = ({ decision: one }: Write, { decision: other }: Write) =>
  one.before.id < other.before.id ? -1 : 1

const shapeOf = (writes: Write[], rows: Rows[]): Shape => ({
  isNew: writes.some(({ decision }) => decision.made.has(decision.before.id)),
  isAlone: rows.length === 1,
  isTold: rows.some(({ head }) => head.told !== null),
  used: Object.fromEntries(
    listNames.flatMap((name) => {
      const count = rows.reduce((sum, row) => sum + row.lists[name].length, 0)
      return count > 0 ? [[name, count === 1 && rows.length === 1 ? 'one' : 'several']] : []
    }),
  ),
})

const nest = (name: keyof Rows['lists'], rows: Rows) => toNested(lists[name], rows.lists[name])

/** The parameters of one decision: a row as it is, several rows as text. */
const toAlone = (shape: Shape, rows: Rows): Record<string, unknown> =>
  Object.assign(
    toParameters('decision', columnsOf(shape), rows.head),
    ...listNames.map((name) => {
      const [first] = rows.lists[name]
      return first && shape.used[name] === 'one'
        ? toParameters(name, lists[name], first)
        : { [name]: nest(name, rows) }
    }),
  )

const toTogether = (shape: Shape, rows: Rows[]) => ({
  decisions: toRecords(
    columnsOf(shape),
    rows.map((row) => ({
      ...row.head,
      ...Object.fromEntries(listNames.map((name) => [name, nest(name, row)])),
    })),
  ),
})

/** Writes decisions in one statement; answers the ids of the streams that were written. */
export type Append = (writes: Write[]) => Promise<Set<string>>

export const createAppend = (db: Database | Tx): Append => {
  // One statement for each shape: lists without rows cost as much as a row.
  const statements = new Map<string, ReturnType<typeof prepareAppend>>()
  return async (writes) => {
    const rows = [...writes].sort(byStream).map(toRows)
    const shape = shapeOf(writes, rows)
    const key = JSON.stringify(shape)
    const statement = statements.get(key) ?? prepareAppend(db, shape)
    statements.set(key, statement)
    const [only] = rows
    const values = shape.isAlone && only ? toAlone(shape, only) : toTogether(shape, rows)
    return new Set((await statement.execute(values)).map(({ id }) => id))
  }
}
