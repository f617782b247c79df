import { findDatabaseProblem, listCauses, readCode } from './problems/causes.ts'

/** The innermost cause speaks for itself; those around it quote it. */
const getCause = (error: unknown) => listCauses(error).at(-1)

/** What kept the service from starting, in a sentence for whom started it. */
export const explainStart = (error: unknown): string => {
  const cause = getCause(error)
  if (!cause) return String(error)
  const code = readCode(cause)
  const reason = cause.message || code
  if (findDatabaseProblem(error)?.slug === 'database-unavailable')
    return `The database that DATABASE_URL names can't be used (${reason}): start it, or leave DATABASE_URL unset.`
  // SQLSTATE: Postgres answered, and said no.
  if (/^[0-9A-Z]{5}$/.test(code)) return `The database refused: ${reason}.`
  return reason
}
