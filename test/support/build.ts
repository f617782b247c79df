import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import type { OrganizationKind } from '../../schemas/organization.ts'
import type { Names } from '../../schemas/primitives.ts'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { connect } from '../../src/database/client.ts'
import { apiKeys, equipmentTypes, organizations } from '../../src/database/tables.ts'
import { hashKey, makeKey } from '../../src/keys/key.ts'
import { errorLogging } from '../../src/problems/error-log.ts'
import { useDatabase } from './postgres.ts'

export const operator = 'operator-key-of-the-tests-0123456789abcdef'

export interface Organization {
  id: string
  key: string
}

export interface BuildOptions {
  environment?: Record<string, string>
  /** Starts publishing and deadlines as well. */
  background?: boolean
}

/** The whole service on a database of its own, with what it logged and hands to make what tests need. */
export const build = async (t: Test, { environment = {}, background = false }: BuildOptions = {}) => {
  const database = await useDatabase(t)
  const { db, close } = connect(database.application, { max: 10 })
  const lines: string[] = []
  const logger = pino({ ...errorLogging, level: 'info' }, { write: (line: string) => void lines.push(line) })
  // Made by the first file that is stored in it.
  const files = join(tmpdir(), `besik-files-${randomUUID()}`)
  const config = readConfig({
    BESIK_RATE_LIMIT: '1000000',
    BESIK_MAX_LAG: '0',
    BESIK_ATTACHMENTS_DIR: files,
    // Requests reach it without a socket, so that it listens nowhere.
    BESIK_PUBLIC_URL: 'https://besik.example',
    BESIK_SECRET_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    ...environment,
  })
  const { app, engine, notifying } = await buildApp({ config, db, operatorKey: operator, logger })
  await app.ready()
  const running = background ? engine.start() : undefined
  const delivering = background ? notifying.start() : undefined
  t.teardown(async () => {
    await app.close()
    await delivering?.stop()
    await running?.stop()
    await close()
    rmSync(files, { recursive: true, force: true })
  })

  const makeOrganization = async ({
    kind = 'foundation',
    name = 'A foundation',
    scopes = ['read', 'write', 'keys'],
  }: {
    kind?: OrganizationKind
    name?: string
    scopes?: string[]
  } = {}): Promise<Organization> => {
    const id = uuidv7()
    const key = makeKey()
    const language = 'ru'
    const where = { country: 'KZ', timeZone: 'Asia/Almaty', identifiers: [] }
    await db.insert(organizations).values({ id, kind, name, language, ...where })
    const hint = key.slice(-4)
    await db
      .insert(apiKeys)
      .values({ id: uuidv7(), organizationId: id, name: 'test', hash: hashKey(key), hint, scopes })
    return { id, key }
  }

  const makeEquipmentType = async (names: Names = { kk: 'Инкубатор', ru: 'Инкубатор', en: 'Incubator' }) => {
    const id = uuidv7()
    await db.insert(equipmentTypes).values({ id, slug: `type-${id}`, names, codes: [] })
    return id
  }

  return { app, db, engine, database, files, lines, operator, makeOrganization, makeEquipmentType }
}
export type Built = Awaited<ReturnType<typeof build>>

/** A person at a keyboard: sends requests with an organization's key and reads the answers. */
export const speakAs = ({ app }: Pick<Built, 'app'>, { key }: { key: string }, language = 'en') => {
  const headers = { authorization: `Bearer ${key}`, 'accept-language': language }
  const get = async (url: string) => {
    const response = await app.inject({ url, headers })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  const post = async (url: string, payload: unknown, more: Record<string, string> = {}) => {
    const response = await app.inject({
      method: 'POST',
      url,
      headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json', ...headers, ...more },
      payload: JSON.stringify(payload),
    })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  return {
    get,
    post,
    /** Sends an event to a resource as it now stands. */
    send: async (path: string, type: string, data: unknown = {}) => {
      const { headers } = await get(path)
      return post(`${path}/events`, { type, data }, { 'if-match': String(headers.etag) })
    },
  }
}
