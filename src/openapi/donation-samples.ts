import type { donationEvents } from '../../workflows/donation-events.ts'
import { ids } from './cast.ts'
import type { Samples } from './sample.ts'

export const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

export const donationSamples: Samples<typeof donationEvents> = {
  'donation.pledged': {
    from: null,
    to: 'pledged',
    data: {
      title: 'Incubators for newborns',
      items: [
        {
          equipmentType: ids.equipmentType,
          quantity: 4,
          unitValue: { amount: 520_000_000, currency: 'KZT' },
        },
      ],
      parties: [
        { organization: ids.club, role: 'donor' },
        { organization: ids.hospital, role: 'recipient' },
      ],
    },
  },
  'donation.agreed': { from: 'pledged', to: 'contracting', data: { position: 'Deputy director' } },
  'donation.declined': {
    from: 'pledged',
    to: 'declined',
    data: { reason: 'siteNotReady', note: 'The new ward opens in spring.' },
  },
  'donation.withdrawn': { from: 'contracting', to: 'withdrawn', data: { reason: 'equipmentUnavailable' } },
  'donation.expired': { from: 'pledged', to: 'expired', data: {} },
  'contract.drafted': {
    from: 'contracting',
    to: 'contracting',
    data: {
      number: '12/2022',
      texts: [{ language: 'ru', sha256 }],
      signatories: [ids.club, ids.hospital],
    },
  },
  'contract.signed': {
    from: 'contracting',
    to: 'contracting',
    data: { sha256, position: 'Deputy director', method: 'paper' },
  },
  'contract.signatureReminded': { from: 'contracting', to: 'contracting', data: {} },
  'contract.signatureEscalated': { from: 'contracting', to: 'contracting', data: {} },
  'party.added': {
    from: 'contracting',
    to: 'contracting',
    data: { organization: ids.authority, role: 'authority' },
  },
  'contract.reduced': {
    from: 'shipping',
    to: 'accepting',
    data: { item: ids.item, quantity: 1, reason: 'donorUnable', note: 'The maker stopped this model.' },
  },
  'donation.cancelled': {
    from: 'contracted',
    to: 'cancelled',
    data: { reason: 'donorUnable', note: 'The supplier went out of business.' },
  },
  'donation.contracted': { from: 'contracting', to: 'contracted', data: {} },
  'donation.dispatchOverdue': { from: 'contracted', to: 'contracted', data: {} },
  'donation.shipped': { from: 'contracted', to: 'shipping', data: {} },
  'donation.arrived': { from: 'shipping', to: 'accepting', data: {} },
  'donation.acceptanceReminded': { from: 'accepting', to: 'accepting', data: {} },
  'donation.acceptanceEscalated': { from: 'accepting', to: 'accepting', data: {} },
  'donation.remedyOpened': { from: 'accepting', to: 'remedying', data: {} },
  'donation.accepted': { from: 'accepting', to: 'accepted', data: {} },
  'donation.rejected': { from: 'remedying', to: 'rejected', data: {} },
  'donation.lost': { from: 'shipping', to: 'lost', data: {} },
  'donation.commissioned': { from: 'accepted', to: 'inService', data: {} },
  'donation.closed': {
    from: 'inService',
    to: 'closed',
    data: { note: 'Every incubator has worked for a year.' },
  },
}
