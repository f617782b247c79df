import { type Problem, problem } from './problem.ts'

/** An error and what lies behind it: Drizzle wraps the errors of the driver. */
export const listCauses = (error: unknown): Error[] => {
  const causes: Error[] = []
  for (let one = error; one instanceof Error && causes.length < 5; one = one.cause) causes.push(one)
  return causes
}

export const readCode = (error: Error): string => ('code' in error ? String(error.code) : '')

const unreachable = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  // The server shuts down, crashed, starts, or was demoted to a replica.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25006',
  '25P03',
  '25P04',
  // The database takes no connections, is not there, or not for this role.
  '55000',
  '3D000',
  '28000',
  '28P01',
  // Out of disk, memory or connections.
  '53000',
  '53100',
  '53200',
  '53300',
])

// Statement cancelled by its time limit, lock not available in time, deadlock, serialization failure.
const contended = new Set(['57014', '55P03', '40P01', '40001'])

const isNetwork = (error: Error) =>
  'syscall' in error && /^(connect|read|write|getaddrinfo)$/.test(`${error.syscall}`)

/** The problem behind an error of the database that is nobody's mistake in the code; undefined for others. */
export const findDatabaseProblem = (error: unknown): Problem | undefined => {
  for (const cause of listCauses(error)) {
    const code = readCode(cause)
    if (unreachable.has(code) || /^08\w{3}$/.test(code) || isNetwork(cause))
      return problem('database-unavailable')
    if (contended.has(code)) return problem('overloaded')
    // A character that Postgres can't store, which the schemas refuse where they expect a text.
    if (code === '22021' || code === '22P05') return problem('invalid-request')
  }
}
