import type { shipmentEvents } from '../../workflows/shipment-events.ts'
import { ids } from './cast.ts'
import { sha256 } from './donation-samples.ts'
import { dossierSamples } from './dossier-samples.ts'
import type { Samples } from './sample.ts'

export const shipmentSamples: Samples<typeof shipmentEvents> = {
  'shipment.planned': {
    from: null,
    to: 'planned',
    data: { incoterm: 'DAP', incotermPlace: 'Almaty', units: 2 },
  },
  'shipment.packed': {
    from: 'planned',
    to: 'packed',
    data: {
      packages: [
        {
          number: '1 of 2',
          weight: 92_000,
          units: [{ unit: ids.unit, serialNumber: 'INC-22-0417', udi: '(01)07898000000013(21)INC-22-0417' }],
        },
        { number: '2 of 2', weight: 92_000, units: [{ unit: ids.secondUnit, serialNumber: 'INC-22-0418' }] },
      ],
    },
  },
  'shipment.dispatched': {
    from: 'packed',
    to: 'dispatched',
    data: { mode: 'air', carrier: 'Air cargo', reference: '157-12345675', expectedOn: '2022-12-20' },
  },
  'shipment.customsEntered': { from: 'dispatched', to: 'inCustoms', data: { office: 'Almaty airport' } },
  'shipment.customsHeld': {
    from: 'inCustoms',
    to: 'customsHold',
    data: { reason: 'permitMissing', note: 'The letter on the exemption from duty is missing.' },
  },
  'shipment.customsReleased': { from: 'customsHold', to: 'dispatched', data: {} },
  'shipment.customsOverdue': { from: 'inCustoms', to: 'inCustoms', data: {} },
  'shipment.arrived': { from: 'dispatched', to: 'arrived', data: {} },
  'shipment.received': {
    from: 'arrived',
    to: 'received',
    data: { packages: 2, sealsIntact: true, missing: [], note: 'One corner of package 2 is dented.' },
  },
  'shipment.lost': { from: 'dispatched', to: 'lost', data: { note: 'Burnt in a warehouse on the way.' } },
  'shipment.returned': { from: 'customsHold', to: 'returned', data: { reason: 'customsRefused' } },
  'shipment.confirmed': {
    from: 'received',
    to: 'received',
    data: {
      confirmation: ids.confirmation,
      language: 'kk',
      textSha256: sha256,
      position: 'Head of the neonatal department',
      link: ids.link,
      outcomes: { accepted: 1, acceptedWithRemarks: 0, rejected: 1, missing: 0 },
    },
  },
  'act.issued': {
    from: 'received',
    to: 'received',
    data: { act: ids.act, sha256, languages: ['kk', 'ru'] },
  },
  'link.issued': { from: 'dispatched', to: 'dispatched', data: { link: ids.link, language: 'kk' } },
  'link.opened': { from: 'arrived', to: 'arrived', data: { link: ids.link, isLate: false } },
  'link.used': { from: 'received', to: 'received', data: { link: ids.link } },
  'link.refused': {
    from: 'arrived',
    to: 'arrived',
    data: { link: ids.link, note: 'Nothing was delivered to us.' },
  },
  'link.revoked': { from: 'arrived', to: 'arrived', data: { link: ids.link } },
  'link.reminded': { from: 'arrived', to: 'arrived', data: {} },
  'link.escalated': { from: 'arrived', to: 'arrived', data: {} },
  'link.expired': { from: 'arrived', to: 'arrived', data: {} },
  'shipment.cancelled': { from: 'planned', to: 'cancelled', data: { reason: 'replanned' } },
  'checklist.answered': {
    from: 'planned',
    to: 'planned',
    data: {
      checklist: 'dispatch-readiness',
      version: 1,
      answers: [{ item: 'user-manual', answer: 'yes', note: 'In Russian, printed.', attachment: sha256 }],
    },
  },
  'gate.waived': {
    from: 'planned',
    to: 'planned',
    data: {
      gate: 'mains-fit',
      reason: 'solvedOnSite',
      position: 'Head of the engineering department',
      note: 'Each incubator gets a transformer.',
    },
  },
  'gate.waiverWithdrawn': {
    from: 'planned',
    to: 'planned',
    data: { gate: 'mains-fit', note: 'The transformers do not arrive before spring.' },
  },
  ...dossierSamples,
}
