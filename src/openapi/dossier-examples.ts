import type { CustomsTimes } from '../../schemas/customs-time.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { ids, type OperationExamples } from './cast.ts'
import { sha256 } from './donation-samples.ts'

const dossier: Dossier = {
  shipment: ids.shipment,
  donation: ids.donation,
  incoterm: 'DAP',
  incotermPlace: 'Almaty',
  origin: 'BR',
  on: '2022-12-22',
  timeZone: 'Asia/Almaty',
  documents: [
    {
      document: 'permit',
      kind: 'importPermit',
      number: 'KZ22VBZ00012345',
      issuer: 'Committee for Medical and Pharmaceutical Control',
      issuedOn: '2022-11-28',
      validUntil: '2023-05-28',
      attachment: sha256,
      basis: 'Order DSM-237/2020',
      recordedAt: '2022-12-02T06:10:00.000Z',
      recordedBy: ids.hospital,
      state: 'valid',
    },
  ],
  declaration: {
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
    declaredAt: '2022-12-09T05:00:00.000Z',
  },
  stays: [
    { enteredAt: '2022-12-20T03:00:00.000Z', office: 'Almaty airport', leftAt: '2022-12-21T15:00:00.000Z' },
  ],
  holds: [
    {
      heldAt: '2022-12-20T09:00:00.000Z',
      reason: 'permitMissing',
      releasedAt: '2022-12-21T15:00:00.000Z',
    },
  ],
  timeInCustoms: { hours: 36, heldHours: 30, isFinal: true },
}

const times: CustomsTimes = {
  all: { shipments: 3, stays: 3, ended: 2, hours: { median: 34.5, p90: 35.7 } },
  groups: [
    {
      origin: 'BR',
      office: 'Almaty airport',
      shipments: 2,
      stays: 2,
      ended: 2,
      hours: { median: 34.5, p90: 35.7 },
    },
    { origin: 'KR', shipments: 1, stays: 1, ended: 0 },
  ],
}

/** Customs papers. */
export const dossierExamples: Record<string, OperationExamples> = {
  getDossier: { parameters: { id: ids.shipment }, reply: dossier },
  measureCustomsTimes: { reply: times },
}
