import type { Test } from 'tap'
import { build, speakAs } from '../support/build.ts'
import { plan } from '../support/consign.ts'
import { inDays } from '../support/day.ts'
import { makeCast, walk } from '../support/walk.ts'

/** The instant so many hours ago. */
export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()

/** A permit as its recipient records it, with other fields. */
export const permit = (fields: object = {}) => ({
  document: 'permit',
  kind: 'importPermit',
  number: 'KZ22VBZ00012345',
  issuer: 'Committee for Medical and Pharmaceutical Control',
  issuedOn: inDays(-20),
  validUntil: inDays(150),
  basis: 'Order DSM-237/2020',
  ...fields,
})

/** A donation with a contract, a shipment planned under it, and everybody who has to do with its papers. */
export const start = async (t: Test, quantity = 3) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const walked = await walk(built, cast, { quantity, until: 'contracted' })
  const { donor, hospital, item, path: donation } = walked
  const consign = async (units = 1) =>
    plan(
      donor,
      donation,
      Array.from({ length: units }, () => ({ item })),
    )
  /** Sends an event that happened some hours ago. */
  const sendAgo = async (path: string, hours: number, type: string, data: object = {}) => {
    const { headers } = await donor.get(path)
    const event = { type, data, occurredAt: hoursAgo(hours) }
    const answer = await donor.post(`${path}/events`, event, { 'if-match': String(headers.etag) })
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }
  const stranger = speakAs(built, await built.makeOrganization())
  return { built, cast, donor, hospital, item, donation, consign, sendAgo, stranger }
}
