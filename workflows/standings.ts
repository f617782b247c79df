import type { Standing } from './slots.ts'

/** States of a donation that follow its units, in the order in which they are asked for. */
export const standings: readonly Standing[] = [
  'accepting',
  'shipping',
  'remedying',
  'contracted',
  'inService',
  'accepted',
  'rejected',
  'lost',
]

/** Those in which every unit is settled. */
export const settled: readonly Standing[] = ['accepted', 'inService', 'rejected', 'lost']

/** What the log shows when a donation comes to such a state. */
export const followers: Record<Standing, string> = {
  accepting: 'donation.arrived',
  shipping: 'donation.shipped',
  remedying: 'donation.remedyOpened',
  contracted: 'donation.contracted',
  inService: 'donation.commissioned',
  accepted: 'donation.accepted',
  rejected: 'donation.rejected',
  lost: 'donation.lost',
}
