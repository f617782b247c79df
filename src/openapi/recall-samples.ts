import type { recallEvents } from '../../workflows/recall-events.ts'
import { ids } from './cast.ts'
import type { Samples } from './sample.ts'

export const recallSamples: Samples<typeof recallEvents> = {
  'recall.opened': { from: null, to: 'open', data: { hospitals: 1, units: 2, onTheWay: 0 } },
  'recall.quarantined': {
    from: 'open',
    to: 'completed',
    data: {
      quarantined: 2,
      notFound: 0,
      awaited: 0,
      position: 'Biomedical engineer',
      note: 'Locked in the store room.',
    },
  },
  'recall.confirmed': {
    from: 'open',
    to: 'completed',
    data: { hospital: ids.hospital, quarantined: 2, notFound: 0, awaited: 0 },
  },
  'recall.completed': { from: 'open', to: 'completed', data: {} },
  'recall.reminded': { from: 'open', to: 'open', data: {} },
  'recall.withdrawn': {
    from: 'open',
    to: 'withdrawn',
    data: { reason: 'issuedInError', note: 'The lot was named wrongly.' },
  },
}
