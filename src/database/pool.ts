import type postgres from 'postgres'
import { createLanes } from './lanes.ts'

export type Options = postgres.Options<Record<string, never>>
type Client = postgres.Sql

/** Seconds that the queries of a pool may take to their end once it is given up. */
const grace = 5

const isLost = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { code = '', severity = '', syscall = '' } = { ...error }
  return (
    /^CONNECTION_/.test(code) ||
    /^(FATAL|PANIC)$/.test(severity) ||
    /^(connect|read|write)$/.test(syscall) ||
    isLost(error.cause)
  )
}

/**
 * Keeps the error of a lost connection from the driver, which has already told whoever began the transaction of the
 * loss: it would answer with a `rollback`, and that, written to a connection that is no more, ends the process
 * (porsager/postgres#1208).
 */
const holdBack = async <Result>(work: Promise<Result>): Promise<Result> => {
  try {
    return await work
  } catch (error) {
    if (isLost(error)) return new Promise(() => {})
    throw error
  }
}

const shareParsers = (client: Client, model: Client) => {
  Object.assign(client.options.parsers, model.options.parsers)
  Object.assign(client.options.serializers, model.options.serializers)
  return client
}

/**
 * The driver's pool, with what version 3.4.9 lacks for a service that must outlive its database. A pool that lost a
 * connection is replaced as a whole: a connection made again could hang for good on what it had still to write, answer
 * with the error that ended the one before, or wait 20 s before it tries. Transactions have connections to themselves:
 * a `begin` that comes behind a hundred statements is not noticed by the driver, and whatever is written after it, by
 * whomever, is acknowledged and never committed (porsager/postgres#1189).
 */
export const openPool = (open: (options: Options) => Client, max: number) => {
  const forTransactions = Math.max(1, Math.floor(max / 3))
  /** Never connected: what others hold in hand. */
  const facade = open({})
  const given = new Set<Promise<unknown>>()
  let closed = false

  const make = () => {
    const lose = () => {
      if (closed || pool !== made) return
      pool = make()
      const ending = Promise.all([
        made.statements.end({ timeout: grace }),
        made.transactions.end({ timeout: grace }),
      ])
      given.add(ending)
      void ending.finally(() => given.delete(ending))
    }
    const client = (connections: number) =>
      shareParsers(open({ max: connections, max_lifetime: null, onclose: lose }), facade)
    const made = {
      statements: createLanes(Array.from({ length: Math.max(1, max - forTransactions) }, () => client(1))),
      transactions: client(forTransactions),
    }
    return made
  }
  let pool: ReturnType<typeof make> | undefined

  const client = Object.assign(facade, {
    unsafe: (...args: Parameters<Client['unsafe']>) => {
      pool ??= make()
      return pool.statements.unsafe(...args)
    },
    begin: <Result>(work: (sql: postgres.TransactionSql) => Promise<Result>) => {
      pool ??= make()
      return pool.transactions.begin((sql) => holdBack(work(sql)))
    },
  })
  const close = async () => {
    closed = true
    const ends = pool ? [pool.statements, pool.transactions].map((one) => one.end({ timeout: grace })) : []
    await Promise.all([...given, ...ends])
  }
  return { client, close }
}
