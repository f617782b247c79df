import type { dossierEvents } from '../../workflows/shipment-dossier-events.ts'
import { ids } from './cast.ts'
import { sha256 } from './donation-samples.ts'
import type { Samples } from './sample.ts'

/** The papers with which incubators from Brazil come to Almaty. */
export const dossierSamples: Samples<typeof dossierEvents> = {
  'document.recorded': {
    from: 'planned',
    to: 'planned',
    data: {
      document: 'permit',
      kind: 'importPermit',
      number: 'KZ22VBZ00012345',
      issuer: 'Committee for Medical and Pharmaceutical Control',
      issuedOn: '2022-11-28',
      validUntil: '2023-05-28',
      attachment: sha256,
      basis: 'Order DSM-237/2020',
    },
  },
  'document.withdrawn': {
    from: 'packed',
    to: 'packed',
    data: { document: 'permit', reason: 'Issued anew under another number.' },
  },
  'customs.declared': {
    from: 'packed',
    to: 'packed',
    data: {
      regime: 'humanitarianAid',
      invoiceValue: { amount: 2_400_000, currency: 'USD' },
      lines: [
        {
          item: ids.item,
          code: '9018908409',
          basis: 'Incubators are instruments of medicine that no other subheading of 9018 names.',
          quantity: 2,
          value: { amount: 2_400_000, currency: 'USD' },
        },
      ],
    },
  },
}
