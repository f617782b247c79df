import type { DonationMachineEvent, donationEvents } from '../../workflows/donation-events.ts'
import type { EndpointMachineEvent, endpointEvents } from '../../workflows/endpoint-events.ts'
import type { ShipmentMachineEvent, shipmentEvents } from '../../workflows/shipment-events.ts'
import type { UnitMachineEvent, unitEvents } from '../../workflows/unit-events.ts'

export type Samples<Event extends { type: string }, Declarations> = {
  [Type in keyof Declarations & string]: Extract<Event, { type: Type }>
}

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const at = '2022-10-20T09:00:00.000Z'
export const club = id(1)
export const hospital = id(2)
export const authority = id(3)
export const stranger = id(4)
export const [firstUnit, secondUnit, thirdUnit] = [id(11), id(12), id(13)]
export const [item, otherItem] = [id(21), id(22)]
export const [firstLink, secondLink] = [id(33), id(34)]
export const kazakhText = 'a'.repeat(64)
const russianText = 'b'.repeat(64)

const position = 'Deputy director'

/** One event of each declared type, as it could come in; a type without one does not compile. */
export const donationSamples: Samples<DonationMachineEvent, typeof donationEvents> = {
  'donation.pledged': { type: 'donation.pledged', data: {}, by: club, at },
  'donation.agreed': { type: 'donation.agreed', data: { position }, by: hospital, at },
  'donation.declined': { type: 'donation.declined', data: { reason: 'siteNotReady' }, by: hospital, at },
  'donation.withdrawn': { type: 'donation.withdrawn', data: { reason: 'fundsUnavailable' }, by: club, at },
  'donation.expired': { type: 'donation.expired', data: {}, at },
  'contract.drafted': {
    type: 'contract.drafted',
    data: {
      number: '17',
      texts: [
        { language: 'kk', sha256: kazakhText },
        { language: 'ru', sha256: russianText },
      ],
      signatories: [club, hospital],
    },
    by: club,
    at,
  },
  'contract.signed': {
    type: 'contract.signed',
    data: { sha256: russianText, position, method: 'paper' },
    by: hospital,
    at,
  },
  'contract.reduced': {
    type: 'contract.reduced',
    data: { item, quantity: 1, reason: 'donorUnable' },
    by: club,
    at,
  },
  'contract.signatureReminded': { type: 'contract.signatureReminded', data: {}, at },
  'contract.signatureEscalated': { type: 'contract.signatureEscalated', data: {}, at },
  'party.added': {
    type: 'party.added',
    data: { organization: authority, role: 'authority' },
    by: club,
    at,
  },
  'donation.cancelled': { type: 'donation.cancelled', data: { reason: 'permitRefused' }, by: club, at },
  'donation.contracted': { type: 'donation.contracted', data: {}, at },
  'donation.dispatchOverdue': { type: 'donation.dispatchOverdue', data: {}, at },
  'donation.shipped': { type: 'donation.shipped', data: {}, at },
  'donation.arrived': { type: 'donation.arrived', data: {}, at },
  'donation.acceptanceReminded': { type: 'donation.acceptanceReminded', data: {}, at },
  'donation.acceptanceEscalated': { type: 'donation.acceptanceEscalated', data: {}, at },
  'donation.remedyOpened': { type: 'donation.remedyOpened', data: {}, at },
  'donation.accepted': { type: 'donation.accepted', data: {}, at },
  'donation.rejected': { type: 'donation.rejected', data: {}, at },
  'donation.lost': { type: 'donation.lost', data: {}, at },
  'donation.commissioned': { type: 'donation.commissioned', data: {}, at },
  'donation.closed': { type: 'donation.closed', data: {}, by: club, at },
}

export const shipmentSamples: Samples<ShipmentMachineEvent, typeof shipmentEvents> = {
  'shipment.planned': { type: 'shipment.planned', data: {}, by: club, at },
  'shipment.packed': {
    type: 'shipment.packed',
    data: {
      packages: [
        { number: '1 of 2', weight: 41_000, units: [{ unit: firstUnit, serialNumber: 'FN-1001' }] },
        {
          number: '2 of 2',
          units: [{ unit: secondUnit, serialNumber: 'FN-1002', udi: '(01)07898000000013' }],
        },
      ],
    },
    by: club,
    at,
  },
  'shipment.dispatched': { type: 'shipment.dispatched', data: { mode: 'air' }, by: club, at },
  'shipment.customsEntered': { type: 'shipment.customsEntered', data: { office: 'Almaty' }, by: club, at },
  'shipment.customsHeld': { type: 'shipment.customsHeld', data: { reason: 'permitMissing' }, by: club, at },
  'shipment.customsReleased': { type: 'shipment.customsReleased', data: {}, by: hospital, at },
  'shipment.customsOverdue': { type: 'shipment.customsOverdue', data: {}, at },
  'shipment.arrived': { type: 'shipment.arrived', data: {}, by: hospital, at },
  'shipment.received': {
    type: 'shipment.received',
    data: { packages: 2, sealsIntact: true, missing: [secondUnit] },
    by: hospital,
    at,
  },
  'shipment.lost': { type: 'shipment.lost', data: { note: 'Burnt at the hub.' }, by: club, at },
  'shipment.returned': { type: 'shipment.returned', data: { reason: 'customsRefused' }, by: club, at },
  'shipment.cancelled': { type: 'shipment.cancelled', data: { reason: 'replanned' }, by: club, at },
  'shipment.confirmed': {
    type: 'shipment.confirmed',
    data: {
      confirmation: id(31),
      language: 'kk',
      textSha256: kazakhText,
      position,
      outcomes: { accepted: 1, acceptedWithRemarks: 0, rejected: 0, missing: 1 },
    },
    by: hospital,
    at,
  },
  'act.issued': {
    type: 'act.issued',
    data: { act: id(32), sha256: kazakhText, languages: ['kk'] },
    by: hospital,
    at,
  },
  'link.issued': { type: 'link.issued', data: { link: firstLink, language: 'kk' }, by: club, at },
  'link.opened': { type: 'link.opened', data: { link: firstLink, isLate: false }, by: hospital, at },
  'link.used': { type: 'link.used', data: { link: firstLink }, by: hospital, at },
  'link.refused': { type: 'link.refused', data: { link: firstLink }, by: hospital, at },
  'link.revoked': { type: 'link.revoked', data: { link: firstLink }, by: club, at },
  'link.reminded': { type: 'link.reminded', data: {}, at },
  'link.escalated': { type: 'link.escalated', data: {}, at },
  'link.expired': { type: 'link.expired', data: {}, at },
  'document.recorded': {
    type: 'document.recorded',
    data: {
      document: 'permit',
      kind: 'importPermit',
      number: 'KZ-1',
      issuer: 'Ministry',
      issuedOn: '2022-10-03',
      validUntil: '2023-04-03',
    },
    by: hospital,
    at,
  },
  'document.withdrawn': {
    type: 'document.withdrawn',
    data: { document: 'permit', reason: 'It was issued anew.' },
    by: hospital,
    at,
  },
  'customs.declared': {
    type: 'customs.declared',
    data: {
      regime: 'humanitarianAid',
      invoiceValue: { amount: 1_000_000, currency: 'USD' },
      lines: [{ item, code: '9018908409', basis: 'An instrument of medicine.' }],
    },
    by: club,
    at,
  },
  'checklist.answered': {
    type: 'checklist.answered',
    data: {
      checklist: 'dispatch-readiness',
      version: 1,
      answers: [{ item: 'training-users', answer: 'yes', note: 'In March.' }],
    },
    by: hospital,
    at,
  },
  'gate.waived': {
    type: 'gate.waived',
    data: { gate: 'mains-fit', reason: 'solvedOnSite', position, note: 'A transformer.' },
    by: hospital,
    at,
  },
  'gate.waiverWithdrawn': {
    type: 'gate.waiverWithdrawn',
    data: { gate: 'mains-fit' },
    by: hospital,
    at,
  },
}

/** Days of a unit's deadlines, as a donation has them where it says nothing. */
export const unitPolicy = {
  ...{ remedy: 30, followUp30: 30, followUp90: 90, followUp180: 180, followUp365: 365 },
  followUpAnswer: 14,
}

export const unitSamples: Samples<UnitMachineEvent, typeof unitEvents> = {
  'unit.planned': { type: 'unit.planned', data: {}, by: club, at },
  'unit.packed': { type: 'unit.packed', data: { serialNumber: 'FN-1001' }, by: club, at },
  'unit.dispatched': { type: 'unit.dispatched', data: {}, by: club, at },
  'unit.arrived': { type: 'unit.arrived', data: {}, by: hospital, at },
  'unit.cancelled': { type: 'unit.cancelled', data: {}, by: club, at },
  'unit.lost': { type: 'unit.lost', data: {}, by: hospital, at },
  'unit.reportedMissing': { type: 'unit.reportedMissing', data: {}, by: hospital, at },
  'unit.found': { type: 'unit.found', data: {}, by: hospital, at },
  'unit.accepted': { type: 'unit.accepted', data: { position }, by: hospital, at },
  'unit.acceptedWithRemarks': {
    type: 'unit.acceptedWithRemarks',
    data: { position, note: 'The manual is in Portuguese.' },
    by: hospital,
    at,
  },
  'unit.rejected': { type: 'unit.rejected', data: { position, reason: 'wrongMains' }, by: hospital, at },
  'unit.repairStarted': { type: 'unit.repairStarted', data: {}, by: club, at },
  'unit.repaired': { type: 'unit.repaired', data: {}, by: club, at },
  'unit.replaced': { type: 'unit.replaced', data: { by: thirdUnit }, by: club, at },
  'unit.returned': { type: 'unit.returned', data: { reason: 'underWarranty' }, by: club, at },
  'unit.disposed': { type: 'unit.disposed', data: { reason: 'beyondRepair' }, by: hospital, at },
  'unit.remedyOverdue': { type: 'unit.remedyOverdue', data: {}, at },
  'unit.commissioned': { type: 'unit.commissioned', data: { location: 'Ward 3' }, by: hospital, at },
  'unit.failed': { type: 'unit.failed', data: { reason: 'power' }, by: hospital, at },
  'unit.restored': { type: 'unit.restored', data: {}, by: hospital, at },
  'unit.decommissioned': { type: 'unit.decommissioned', data: { reason: 'unsafe' }, by: hospital, at },
  'followUp.due': { type: 'followUp.due', data: { days: 30 }, at },
  'followUp.overdue': { type: 'followUp.overdue', data: { days: 30 }, at },
  'followUp.answered': { type: 'followUp.answered', data: { days: 30, isWorking: true }, by: hospital, at },
  'repair.requested': { type: 'repair.requested', data: { reason: 'power' }, at },
  'repair.accepted': { type: 'repair.accepted', data: { position }, by: club, at },
  'repair.done': { type: 'repair.done', data: {}, by: club, at },
  'repair.refused': { type: 'repair.refused', data: { reason: 'outOfWarranty' }, by: club, at },
}

const since = '2022-10-17T21:00:00.000Z'
const disabledAt = '2022-10-22T21:00:00.000Z'
const secret = id(41)
const lost = { event: id(42), type: 'unit.accepted', attempts: 10, code: 'refused' }

export const endpointSamples: Samples<EndpointMachineEvent, typeof endpointEvents> = {
  'endpoint.created': { type: 'endpoint.created', data: {}, by: club, at },
  'endpoint.changed': { type: 'endpoint.changed', data: { fields: ['url'] }, by: club, at },
  'endpoint.secretRotated': {
    type: 'endpoint.secretRotated',
    data: { secret, signature: 'v1' },
    by: club,
    at,
  },
  'endpoint.pinged': { type: 'endpoint.pinged', data: {}, by: club, at },
  'endpoint.paused': { type: 'endpoint.paused', data: {}, by: club, at },
  'endpoint.resumed': { type: 'endpoint.resumed', data: {}, by: club, at },
  'endpoint.removed': { type: 'endpoint.removed', data: {}, by: club, at },
  'endpoint.failing': { type: 'endpoint.failing', data: { since, disabledAt }, at },
  'endpoint.recovered': { type: 'endpoint.recovered', data: {}, at },
  'endpoint.disabled': { type: 'endpoint.disabled', data: { reason: 'gone' }, at },
  'delivery.exhausted': { type: 'delivery.exhausted', data: lost, at },
}
