import { sql } from 'drizzle-orm'
import { openStates } from '../../workflows/need.ts'
import type { Tx } from '../database/client.ts'
import { visibleTo } from '../database/visible.ts'
import { extendStream, readStream } from '../engine/create.ts'
import type { Sender } from '../engine/dispatch.ts'
import type { Details, Found } from '../engine/read.ts'
import { getContext } from '../engine/snapshot.ts'
import { problem } from '../problems/problem.ts'
import type { NeedDetail } from './detail.ts'

/** An item of a pledge that is to cover a need, and its place in the pledge. */
export interface Covering {
  place: number
  item: string
  need: string
  equipmentType: string
  quantity: number
}

export interface Reserving {
  donation: string
  recipient: string
  /** Who pledges. */
  donors: { organization: string; role: 'donor' | 'coordinator' }[]
  items: Covering[]
}

/** Of the needs named, those that the sender sees: nobody locks what they may not know of. */
const findSeen = async (tx: Tx, organization: string, ids: string[]) => {
  const states = sql.raw(openStates.map((state) => `'${state}'`).join())
  const rows = await tx.execute<{ id: string }>(sql`select n.id from needs n
    where n.id = any (${`{${ids.join()}}`}::uuid[])
      and (n.state in (${states}) or ${visibleTo(sql`${organization}::uuid`, sql`n.id`)})`)
  return new Set(rows.map(({ id }) => id))
}

const at = (place: number, field: string) => `/items/${place}/${field}`

/** Throws where one of the items can't cover the need as it stands, together with those before it. */
const checkItems = (found: Found, recipient: string, items: Covering[]) => {
  const detail: NeedDetail = JSON.parse(found.detail)
  const { state } = found.target
  let { remaining } = getContext('need', found.target)
  for (const { place, equipmentType, quantity } of items) {
    if (detail.hospital.id !== recipient)
      throw problem('need-of-another-hospital', { pointer: at(place, 'need') })
    if (detail.equipmentType.id !== equipmentType)
      throw problem('need-of-another-type', { pointer: at(place, 'equipmentType') })
    if (!openStates.some((open) => open === state))
      throw problem('need-not-open', { pointer: at(place, 'need'), values: { state } })
    if (quantity > remaining)
      throw problem('need-over-pledged', { pointer: at(place, 'quantity'), values: { remaining } })
    remaining -= quantity
  }
  return detail.department.id
}

/**
 * Makes what reserves, in the transaction of a pledge, what its items cover of needs; it answers the department of each
 * need. Needs are locked in the order of their ids, so that pledges wait for each other and never in a circle.
 */
export const createReserveNeeds =
  (details: Details) =>
  async (
    tx: Tx,
    sender: Sender,
    { donation, recipient, donors, items }: Reserving,
  ): Promise<Map<string, string>> => {
    const departments = new Map<string, string>()
    if (items.length === 0) return departments
    const ids = [...new Set(items.map(({ need }) => need))].sort()
    const seen = await findSeen(tx, sender.organization, ids)
    const unknown = items.find(({ need }) => !seen.has(need))
    if (unknown) throw problem('unknown-need', { pointer: at(unknown.place, 'need') })
    for (const id of ids) {
      const found = await readStream(tx, details, id, { kind: 'need' })
      if (!found) throw problem('not-found')
      const own = items.filter(({ need }) => need === id)
      departments.set(id, checkItems(found, recipient, own))
      await extendStream(tx, sender, found, (decision) => {
        for (const { item, quantity } of own)
          decision.send(found.target, {
            ...{ type: 'need.reserved', by: sender.organization, at: found.now },
            data: { donation, item, quantity, parties: donors },
          })
      })
    }
    return departments
  }
