import type { NewDonation, NewParty } from '../../schemas/donation.ts'
import { problem } from '../problems/problem.ts'

type Pledge = Pick<NewDonation, 'items' | 'parties'>

const donorsOf = ({ parties }: Pledge) =>
  parties.map((party, place) => ({ ...party, place })).filter(({ role }) => role === 'donor')

const checkRoles = ({ parties }: Pledge) => {
  const recipients = parties.filter(({ role }) => role === 'recipient')
  if (recipients.length === 0) throw problem('recipient-missing', { pointer: '/parties' })
  if (recipients.length > 1) throw problem('several-recipients', { pointer: '/parties' })
  if (!parties.some(({ role }) => role === 'donor')) throw problem('donor-missing', { pointer: '/parties' })
  const seen = new Set<string>()
  for (const [place, { organization, role }] of parties.entries()) {
    if (seen.has(`${organization} ${role}`))
      throw problem('duplicate-entry', { pointer: `/parties/${place}` })
    seen.add(`${organization} ${role}`)
  }
  // Nobody gives to themselves: the acceptance would prove nothing.
  const own = parties.findIndex(
    ({ organization, role }) => role === 'donor' && organization === recipients[0]?.organization,
  )
  if (own >= 0) throw problem('donor-is-recipient', { pointer: `/parties/${own}/organization` })
  const stray = parties.findIndex(({ role, share }) => share && role !== 'donor')
  if (stray >= 0) throw problem('share-without-donor', { pointer: `/parties/${stray}/share` })
}

/** As much as an amount of money may come to. */
const most = 1e15

/** Currency and value of all items, where each has a value. */
const totalOf = ({ items }: Pledge) => {
  const currencies = new Set(items.flatMap(({ unitValue }) => (unitValue ? [unitValue.currency] : [])))
  if (currencies.size > 1) throw problem('currencies-mixed', { pointer: '/items' })
  const [currency] = currencies
  const amount = items.reduce(
    (sum, { quantity, unitValue }) => sum + quantity * (unitValue?.amount ?? Number.NaN),
    0,
  )
  if (amount > most)
    throw problem('invalid-request', {
      errors: [{ pointer: '/items', code: 'too-big', values: { limit: most } }],
    })
  return { currency, amount }
}

/** A share in money is one of a value, which then every item must have. */
const checkValued = ({ items }: Pledge) => {
  const errors = items.flatMap(({ unitValue }, place) =>
    unitValue ? [] : [{ pointer: `/items/${place}/unitValue`, code: 'required' as const }],
  )
  if (errors.length > 0) throw problem('invalid-request', { errors })
}

const hundredths = ({ share }: NewParty) =>
  share && 'percent' in share ? Math.round(share.percent * 100) : 0

const checkShares = (pledge: Pledge) => {
  const { currency, amount } = totalOf(pledge)
  const donors = donorsOf(pledge)
  const shared = donors.filter(({ share }) => share)
  if (shared.length === 0) return
  const inMoney = donors.filter(({ share }) => share && 'money' in share)
  if (shared.length < donors.length || (inMoney.length > 0 && inMoney.length < donors.length))
    throw problem('shares-mixed', { pointer: '/parties' })
  if (inMoney.length === 0) {
    const sum = donors.reduce((total, donor) => total + hundredths(donor), 0)
    if (sum !== 10_000)
      throw problem('shares-do-not-add-up', {
        pointer: '/parties',
        values: { sum: sum / 100, expected: 100 },
      })
    return
  }
  checkValued(pledge)
  let sum = 0
  for (const { share, place } of donors) {
    if (!share || !('money' in share)) continue
    if (share.money.currency !== currency)
      throw problem('currencies-mixed', { pointer: `/parties/${place}/share/money/currency` })
    sum += share.money.amount
  }
  if (sum !== amount)
    throw problem('shares-do-not-add-up', { pointer: '/parties', values: { sum, expected: amount } })
}

/** Throws the problem of a pledge that does not add up, or whose sender has no business sending it. No I/O. */
export const checkPledge = (pledge: Pledge, sender: string): void => {
  checkRoles(pledge)
  checkShares(pledge)
  const isSender = ({ organization, role }: NewParty) =>
    organization === sender && (role === 'donor' || role === 'coordinator')
  if (!pledge.parties.some(isSender)) throw problem('sender-not-a-party', { pointer: '/parties' })
}
