import { DateTime } from 'luxon'
import * as z from 'zod'
import { Department, type NewDepartment } from '../../../schemas/department.ts'
import { page } from '../../../schemas/primitives.ts'
import type { Client } from '../client.ts'
import { zone } from '../page.ts'
import type { Actor, Member } from '../registry.ts'

const Resource = z.looseObject({ id: z.string() })

/** What happened, and the calendar day on which it did; today by default. */
export interface Deed {
  type: string
  data?: unknown
  on?: string
}

const today = DateTime.now().setZone(zone)
export const daysAgo = (days: number) => today.minus({ days }).toFormat('yyyy-MM-dd')

/** Noon of a day; of today the moment itself, for nothing may be told of the future. */
export const toInstant = (day?: string) =>
  day && day < daysAgo(0)
    ? (DateTime.fromISO(`${day}T12:00`, { zone }).toUTC().toISO() ?? undefined)
    : undefined

/** A name for what this run makes: what an earlier one made under the same would be counted along. */
export const nameRun = (slug: string) => `${slug}-${today.toUTC().toFormat('yyyyMMdd-HHmmss')}`

/**
 * Days of a case lie behind us, and what they would remind of was done long since: a donation of a case waits for long
 * before it reminds anybody.
 */
export const patientPolicy = {
  signatureReminder: 365,
  signatureEscalation: 730,
  dispatch: 1095,
  acceptanceReminder: 180,
  acceptanceEscalation: 365,
}

/** Sends an event to a resource as its sender sees it now, and tells nobody of it. */
export const sendQuietly = async (client: Client, path: string, { member: { key } }: Actor, deed: Deed) => {
  const { type, data, on } = deed
  const { headers } = await client.obtain(path, Resource, { key })
  const ask = { key, ifMatch: headers.get('etag') ?? '', body: { type, data, occurredAt: toInstant(on) } }
  await client.obtain(`${path}/events`, Resource, ask)
}

/** The department of a hospital by its name; describes one where an earlier run did not. */
export const findDepartment = async (
  client: Client,
  { id, key }: Member,
  wanted: z.input<typeof NewDepartment>,
): Promise<Department> => {
  const { body } = await client.obtain(`/v1/departments?organization=${id}`, page(Department), { key })
  const known = body.items.find(({ name }) => name === wanted.name)
  return known ?? (await client.obtain('/v1/departments', Department, { key, body: wanted })).body
}

/** Who trains those who use and maintain a device is agreed upon. */
export const trainingAgreed = {
  type: 'checklist.answered',
  data: {
    checklist: 'dispatch-readiness',
    version: 1,
    answers: ['training-users', 'training-technicians'].map((item) => ({ item, answer: 'yes' })),
  },
}
