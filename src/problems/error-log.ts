import type { LogFn, Logger } from 'pino'
import { listCauses, readCode } from './causes.ts'

// Messages of these SQLSTATE classes speak of connections, rights, names of tables and the state of the server; those
// of the others quote the data that a statement was about.
const harmless = /^(08|25|28|40|42|53|54|55|57|58)/

const sayMessage = (error: Error): string => {
  if (error.name === 'PostgresError')
    return harmless.test(readCode(error)) ? error.message : 'the database refused a statement'
  // Drizzle's own error quotes the statement with its values.
  if ('params' in error || 'query' in error) return 'a statement failed'
  // JSON.parse quotes the text that it failed on.
  if (error instanceof SyntaxError) return 'a text could not be parsed'
  return error.message.slice(0, 500)
}

/** The frames alone: the head of a stack repeats the message, in however many lines. */
const readFrames = ({ stack = '', message }: Error): string => {
  const at = stack.indexOf(message)
  return at < 0 ? '' : stack.slice(at + message.length).trim()
}

const named = [
  'severity',
  'routine',
  'schema_name',
  'table_name',
  'column_name',
  'constraint_name',
  'syscall',
]

/** An error as a log line may hold it: what failed and where, never the data that it failed on. */
interface Logged {
  type: string
  message: string
  stack: string
  [detail: string]: unknown
}

const serializeOne = (error: Error): Logged => ({
  type: error.name,
  code: readCode(error) || undefined,
  message: sayMessage(error),
  ...Object.fromEntries(
    Object.entries(error).filter(([name, value]) => named.includes(name) && typeof value === 'string'),
  ),
  stack: readFrames(error),
})

/** Pino's serializer of an error and of what lies behind it. */
export const serializeError = (error: unknown): Logged => {
  const [first, ...causes] = listCauses(error)
  if (!first) return { type: typeof error, message: 'something was thrown that is no error', stack: '' }
  return { ...serializeOne(first), causes: causes.length > 0 ? causes.map(serializeOne) : undefined }
}

const findError = (logged: unknown): Error | undefined => {
  if (logged instanceof Error) return logged
  if (typeof logged === 'object' && logged !== null && 'err' in logged && logged.err instanceof Error)
    return logged.err
}

/** Pino options without which errors would bring data into the log. */
export const errorLogging = {
  serializers: { err: serializeError },
  hooks: {
    // Where a line has no message of its own, Pino takes that of the error, which no serializer sees.
    logMethod(this: Logger, args: Parameters<LogFn>, log: LogFn): void {
      const error = findError(args[0])
      if (error && (args[1] === undefined || args[1] === error.message))
        log.call(this, args[0], sayMessage(error))
      else log.apply(this, args)
    },
  },
}
