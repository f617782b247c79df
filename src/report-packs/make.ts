import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { toLocalDay } from '../../schemas/local-day.ts'
import type { Language } from '../../schemas/primitives.ts'
import type { NewReportPack, ReportPackData } from '../../schemas/report-pack.ts'
import type { Database } from '../database/client.ts'
import { organizations } from '../database/tables.ts'
import { utc } from '../database/utc.ts'
import { problem } from '../problems/problem.ts'
import { findReported, readDonations, readUnits } from './collect.ts'
import { summarize } from './summarize.ts'

export interface Drawing {
  languages: Language[]
  timeZone: string
  madeAt: string
  madeFor: string
  kind: NewReportPack['kind']
  startsOn: string
  endsOn: string
  data: ReportPackData
}

export interface Making {
  db: Database
  /** Draws the PDF. */
  draw: (drawing: Drawing) => Promise<{ bytes: Uint8Array; sha256: string }>
  /** Keeps bytes under their hash. */
  keep: (sha256: string, bytes: Uint8Array) => Promise<void>
}

const readReader = async (db: Database, id: string) => {
  const { name, timeZone } = organizations
  const now = sql<string>`${utc(sql`now()`)}`
  const [reader] = await db
    .select({ name, timeZone, now })
    .from(organizations)
    .where(eq(organizations.id, id))
  if (!reader) throw problem('not-found')
  return reader
}

const checkPeriod = ({ startsOn, endsOn }: NewReportPack, today: string) => {
  if (endsOn < startsOn) throw problem('report-period-inverted', { pointer: '/endsOn' })
  if (endsOn > today) throw problem('report-period-in-future', { pointer: '/endsOn' })
}

/** Gathers and draws a report; its bytes are kept before anything names them. */
export const makeReportPack = async (
  { db, draw, keep }: Making,
  { programme: id, organization }: { programme: string; organization: string },
  wanted: NewReportPack,
) => {
  const reader = await readReader(db, organization)
  const programme = await findReported(db, id, organization)
  if (!programme) throw problem('not-found')
  const { name, timeZone, now } = reader
  const toDay = (instant: string) => toLocalDay(instant, timeZone)
  checkPeriod(wanted, toDay(now))
  const { kind, startsOn, endsOn, languages } = wanted
  const under = { slug: programme.about.slug, organization, zone: timeZone }
  const [donations, units] = await Promise.all([readDonations(db, under, wanted), readUnits(db, under)])
  const data = summarize({ programme, donations, units }, { startsOn, endsOn, toDay })
  const drawing = { languages, timeZone, madeAt: now, madeFor: name, kind, startsOn, endsOn, data }
  const { bytes, sha256 } = await draw(drawing)
  await keep(sha256, bytes)
  const made = { id: uuidv7(), programmeId: id, organizationId: organization, createdAt: new Date(now) }
  return { ...made, kind, startsOn, endsOn, languages, data, sha256 }
}
