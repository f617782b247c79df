import type { CustomsTimes } from '../../schemas/customs-time.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { ids, type OperationExamples } from './cast.ts'
import { dossierSamples } from './dossier-samples.ts'

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
      ...dossierSamples['document.recorded'].data,
      recordedAt: '2022-12-02T06:10:00.000Z',
      recordedBy: ids.hospital,
      state: 'valid',
    },
  ],
  declaration: {
    ...dossierSamples['customs.declared'].data,
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
