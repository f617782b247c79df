import type { Lab } from './lab.ts'
import { type Result, runLoad } from './load.ts'

/** What the bare route has to do to be the floor of a read. */
export interface Floor {
  statement: string
  /** `:id` stands for the donation that is asked for. */
  parameters: (string | number)[]
  body: string
}

interface Case {
  name: string
  path: (id: string) => string
  /** A part of its statement by which the server's list of sessions tells it. */
  mark: string
  parameters: (organization: string) => (string | number)[]
}

const cases: Case[] = [
  {
    name: 'read a donation',
    path: (id) => `/v1/donations/${id}`,
    mark: ' as view, ',
    parameters: (organization) => [organization, ':id', organization],
  },
  {
    name: 'list 20 donations',
    path: () => '/v1/donations',
    mark: ' as summary',
    parameters: (organization) => [organization, 21],
  },
  {
    name: 'timeline',
    path: (id) => `/v1/donations/${id}/events`,
    mark: 'e.sequence > ',
    parameters: (organization) => [0, 21, ':id', 'donation', organization],
  },
]

const get = (path: string, key = '') =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\n${key ? `authorization: Bearer ${key}\r\n` : ''}\r\n`

/**
 * The statement that the service last ran for a case, from the server's own view of its sessions: the floor runs the
 * very same text, not one that was once copied from it.
 */
const capture = async (
  { sql, keys }: Lab,
  port: number,
  one: Case,
  id: string,
  organization: string,
): Promise<Floor> => {
  const headers = { authorization: `Bearer ${keys.donorKey}` }
  // Again where the session has run something else by the time it is looked at, such as the note that a key is in use.
  for (let tries = 0; tries < 20; tries++) {
    const response = await fetch(`http://127.0.0.1:${port}${one.path(id)}`, { headers })
    const body = await response.text()
    if (response.status !== 200) throw new Error(`${one.name}: ${response.status} ${body}`)
    const [found] = await sql`select query from pg_stat_activity
      where application_name = 'besik' and query like ${`%${one.mark}%`} order by query_start desc limit 1`
    if (found) return { statement: found.query, parameters: one.parameters(organization), body }
  }
  throw new Error(`${one.name}: its statement was never seen`)
}

export interface Compared {
  name: string
  connections: number
  besik: Result
  floor: Result
}

/** Reads through the service and through a bare route with the same statement and the same bytes, in turn. */
export const compareReads = async (
  lab: Lab,
  ids: string[],
  connectionCounts: number[],
  seconds: number,
): Promise<Compared[]> => {
  const [row] = await lab.sql`select id from bench_organizations where n = 1`
  const organization = String(row?.id)
  const service = await lab.start('service.ts', ['on'])
  const floors: Floor[] = []
  for (const one of cases) floors.push(await capture(lab, service.port, one, ids[0] ?? '', organization))
  const bare = await lab.start('bare.ts', [JSON.stringify(floors)])
  const pick = (n: number) => ids[(n * 7919) % ids.length] ?? ''
  const load = (port: number, path: (id: string) => string, connections: number, key?: string) => {
    let n = 0
    const next = () => get(path(pick(n++)), key)
    return runLoad({ host: '127.0.0.1', port, connections, expect: 200, next, until: seconds * 1000 })
  }
  const compared: Compared[] = []
  for (const connections of connectionCounts)
    for (const [place, { name, path }] of cases.entries())
      for (const isWarm of compared.some((one) => one.name === name) ? [true] : [false, true]) {
        const besik = await load(service.port, path, connections, lab.keys.donorKey)
        const floor = await load(bare.port, (id) => `/${place}/${id}`, connections)
        if (isWarm) compared.push({ name, connections, besik, floor })
      }
  await service.stop()
  await bare.stop()
  return compared
}
