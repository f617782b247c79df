import { type Built, type Organization, speakAs } from './build.ts'
import { fireAll } from './deadlines.ts'
import { type Cast, walk } from './walk.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

/** The days for which totals were told of the unit that works. */
export const told = {
  from: daysAgo(90).toISOString().slice(0, 10),
  to: daysAgo(80).toISOString().slice(0, 10),
}

/**
 * Three units in service for a hundred days: one works, as it was said after 30, and has yet to be answered about after
 * 90; one does not, and its repair is open; one was repaired, which the hospital has yet to confirm.
 */
export const makeTroubledUnits = async (built: Built, cast: Omit<Cast, 'authority'>) => {
  const authority: Organization = await built.makeOrganization({ kind: 'authority', name: 'Authority' })
  const { units, hospital } = await walk(built, { ...cast, authority }, { quantity: 3, until: 'accepted' })
  const [served = '', broken = '', mended = ''] = units.map((id) => `/v1/units/${id}`)
  const occurredAt = daysAgo(100).toISOString()
  for (const path of [served, broken, mended]) {
    const { headers } = await speakAs(built, cast.recipient).get(path)
    const event = { type: 'unit.commissioned', data: { location: 'Ward 3' }, occurredAt }
    await hospital.post(`${path}/events`, event, { 'if-match': String(headers.etag) })
  }
  await fireAll(built.db)
  const uses = { ...told, people: 7, kind: 'examined' }
  const { status } = await hospital.send(served, 'followUp.answered', { days: 30, isWorking: true, uses })
  const failed = await hospital.send(broken, 'unit.failed', { reason: 'spareParts' })
  await hospital.send(mended, 'unit.failed', { reason: 'spareParts' })
  const done = await hospital.send(mended, 'repair.done')
  if ([status, failed.status, done.status].some((one) => one !== 201))
    throw new Error('the units are in no trouble')
  return { served, broken, mended }
}
