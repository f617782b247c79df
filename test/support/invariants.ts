import type { Slot } from '../../schemas/donation.ts'
import { getContext } from '../../src/engine/snapshot.ts'
import { slotNames, standing, sumSlots } from '../../workflows/slots.ts'
import { parseEvent, type Stored } from './log.ts'

/** Where a unit stands among the contracted ones, by its state; a returned one may have been refused before. */
const slotsByState: Record<string, Slot[]> = {
  planned: ['planned'],
  packed: ['planned'],
  inTransit: ['inTransit'],
  arrived: ['arrived'],
  accepted: ['accepted'],
  acceptedWithRemarks: ['accepted'],
  rejected: ['remedying'],
  repairing: ['remedying'],
  replaced: ['remedying'],
  returned: ['open', 'rejected'],
  disposed: ['rejected'],
  inService: ['inService'],
  outOfService: ['inService'],
  decommissioned: ['inService'],
  lost: ['lost'],
  cancelled: ['open'],
}

const followed = new Set([
  ...['contracted', 'shipping', 'accepting', 'remedying', 'accepted', 'inService', 'rejected', 'lost'],
])

/** Units of an item that were agreed not to come, as the log says. */
const countReduced = (log: Stored['log'], item: string) =>
  log
    .map(parseEvent)
    .filter(({ type, data }) => type === 'contract.reduced' && data.item === item)
    .reduce((sum, { data }) => sum + Number(data.quantity), 0)

/** What a donation of `quantity` units promises at every moment, and does not keep: each a sentence. */
export const findFaults = ({ rows, log, parties }: Stored, quantity: number): string[] => {
  const faults: string[] = []
  const stream = rows.find(({ kind }) => kind === 'donation')
  if (!stream) return ['there is no donation']
  const donation = getContext('donation', stream)
  const units = rows.filter(({ kind }) => kind === 'unit')
  for (const unit of units) {
    const { slot } = getContext('unit', unit)
    if (!slotsByState[unit.state]?.includes(slot)) faults.push(`a unit ${unit.state} stands as ${slot}`)
  }
  for (const [item, slots] of Object.entries(donation.items)) {
    const sum = slotNames.reduce((total, name) => total + slots[name], 0)
    if (sum !== quantity - countReduced(log, item)) faults.push(`the slots of ${item} add up to ${sum}`)
    for (const name of slotNames) {
      const holders = units.filter((unit) => {
        const context = getContext('unit', unit)
        return context.item === item && context.slot === name && unit.state !== 'replaced'
      })
      if (slots[name] < 0) faults.push(`${slots[name]} units stand as ${name}`)
      if (name !== 'open' && holders.length !== slots[name])
        faults.push(`${holders.length} units stand as ${name}, and the donation counts ${slots[name]}`)
    }
  }
  for (const { organizationId, state, roles } of parties) {
    if (state !== stream.state)
      faults.push(`a party's list says ${state}, and the donation is ${stream.state}`)
    if (String(roles) !== String(donation.parties[organizationId]))
      faults.push(`a party may act as ${donation.parties[organizationId]} and reads as ${roles}`)
  }
  if (parties.length !== Object.keys(donation.parties).length) faults.push('a party is missing')
  const follows = standing(sumSlots(Object.values(donation.items)))
  if (followed.has(stream.state) && stream.state !== follows)
    faults.push(`the donation is ${stream.state}, and its units make it ${follows}`)
  return faults
}
