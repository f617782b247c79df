import { toLocalDay } from '../../schemas/local-day.ts'
import type { Language } from '../../schemas/primitives.ts'
import type { Database } from '../database/client.ts'
import { createRead, type Details, type Found } from '../engine/read.ts'
import { getContext, type Row } from '../engine/snapshot.ts'
import { readToken } from '../link-token.ts'
import type { FormModel, PageUnit } from './page/model.ts'
import { type AskedUnit, describeUnits, findLink, type KnownLink, listAskedIds } from './repository.ts'

/** Milliseconds of a day without a change of clocks: days without a zone have none. */
const day = 86_400_000

const nextDay = (of: string) => new Date(Date.parse(of) + day).toISOString().slice(0, 10)

/**
 * What the page asks of a unit: the newest of its questions, where that is open. An older one that was missed stays so,
 * since nobody knows today how the unit fared then.
 */
const askOf = (row: Row, described: AskedUnit, now: string, language: Language): PageUnit[] => {
  const { followUps, service, serialNumber, zone } = getContext('unit', row)
  const asked = followUps.at(-1)
  if (!asked || asked.state === 'answered' || !service) return []
  const to = toLocalDay(now, zone)
  const told = followUps.flatMap(({ uses }) => uses?.to ?? []).sort()
  const from = told.map(nextDay).at(-1) ?? toLocalDay(service.since, zone)
  const { id, code, maker, model, equipment } = described
  return [
    {
      ...{ id, code, serialNumber, location: service.location, days: asked.days },
      type: equipment[language],
      maker: [maker, model].filter(Boolean).join(', ') || undefined,
      isOverdue: asked.state === 'overdue',
      isOutOfService: row.state === 'outOfService',
      from: from < to ? from : to,
      to,
    },
  ]
}

/** Finds the link that a text leads to; undefined where it was made up. */
export const findOpenLink = async (db: Database, text: string): Promise<KnownLink | undefined> => {
  const token = readToken(text)
  return token === undefined ? undefined : findLink(db, token)
}

/** Reads what the page of a link asks. */
export const createReadForm = (db: Database, details: Details) => {
  const read = createRead(db, details)
  const readRows = async (donation: string, ids: string[]): Promise<Found> => {
    const [found] = await read([
      { id: donation, kind: null, also: ids, reach: false, principalId: null, key: null },
    ])
    if (!found) throw new Error(`there is no donation ${donation}`)
    return found
  }
  return async (link: KnownLink, place: { language: Language; path: string }): Promise<FormModel> => {
    const { donation, hospital } = link
    const ids = await listAskedIds(db, donation.id)
    const { rows, now } = await readRows(donation.id, ids)
    const known = new Map(rows.map((row) => [row.id, row]))
    const described = await describeUnits(db, donation.id, ids)
    return {
      ...place,
      hospital: hospital.name,
      donation,
      timeZone: hospital.timeZone,
      expiresAt: link.expiresAt.toISOString(),
      units: described.flatMap((unit) => {
        const row = known.get(unit.id)
        return row ? askOf(row, unit, now, place.language) : []
      }),
    }
  }
}
