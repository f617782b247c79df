import type { needEvents } from '../../workflows/need-events.ts'
import { ids } from './cast.ts'
import type { Samples } from './sample.ts'

const covering = { donation: ids.donation, item: ids.item }

export const needSamples: Samples<typeof needEvents> = {
  'need.drafted': {
    from: null,
    to: 'draft',
    data: {
      ...{ department: ids.department, equipmentType: ids.equipmentType, quantity: 6, urgency: 'critical' },
      ...{ contactRole: 'Biomedical engineer', neededBy: '2023-03-31', authority: ids.authority },
      justification: 'Newborns of low weight share three incubators.',
    },
  },
  'need.changed': { from: 'draft', to: 'draft', data: { quantity: 4, neededBy: null } },
  'need.submitted': { from: 'draft', to: 'submitted', data: {} },
  'need.endorsed': { from: 'submitted', to: 'endorsed', data: { note: 'In the plan of the region.' } },
  'need.returned': {
    from: 'submitted',
    to: 'draft',
    data: { reason: 'incomplete', note: 'Say how many are in use now.' },
  },
  'need.withdrawn': { from: 'endorsed', to: 'withdrawn', data: { reason: 'otherwiseObtained' } },
  'need.reserved': {
    from: 'endorsed',
    to: 'matched',
    data: { ...covering, quantity: 6, parties: [{ organization: ids.club, role: 'donor' }] },
  },
  'need.agreed': { from: 'matched', to: 'matched', data: covering },
  'need.released': {
    from: 'matched',
    to: 'endorsed',
    data: { ...covering, quantity: 1, reason: 'reduced' },
  },
  'need.delivered': { from: 'matched', to: 'fulfilled', data: { ...covering, quantity: 6 } },
  'need.matched': { from: 'endorsed', to: 'matched', data: {} },
  'need.reopened': { from: 'matched', to: 'endorsed', data: {} },
  'need.fulfilled': { from: 'matched', to: 'fulfilled', data: {} },
  'need.overdue': { from: 'matched', to: 'matched', data: {} },
  'need.expired': { from: 'endorsed', to: 'expired', data: {} },
}
