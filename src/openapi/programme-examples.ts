import type * as z from 'zod'
import type { NewProgramme, Programme, ProgrammeSummary, Progress } from '../../schemas/programme.ts'
import { club, coFunder, cursor, hospital, ids, type OperationExamples, supplier } from './cast.ts'
import { logExamples, toRequests } from './event-examples.ts'
import { fundingSample } from './programme-samples.ts'

const createdAt = '2022-10-20T05:00:00.000Z'
const kzt = (amount: number) => ({ amount, currency: 'KZT' })
const goals = [{ equipmentType: ids.equipmentType, region: 'KZ-75', quantity: 4 }]
const allocation = { equipmentType: ids.equipmentType, quantity: 2 }

const plan: z.input<typeof NewProgramme> = {
  slug: 'weight-of-life',
  names: { kk: 'Өмір салмағы', ru: 'Вес жизни', en: 'Weight of Life' },
  startsOn: '2022-10-20',
  endsOn: '2024-10-19',
  currency: 'KZT',
  goals,
  funders: [fundingSample],
  suppliers: [ids.supplier],
  allocations: [{ hospital: ids.hospital, ...allocation }],
}

const about = {
  id: ids.programme,
  slug: plan.slug,
  names: plan.names,
  owner: club,
  startsOn: plan.startsOn,
  endsOn: plan.endsOn,
  currency: 'KZT',
  createdAt,
}
const summary: ProgrammeSummary = { ...about, state: 'planned' }

const open = ['goal.set', 'allocation.set', 'funder.added', 'supplier.added', 'programme.cancelled']
const [firstTranche, secondTranche] = fundingSample.tranches

const programme: Programme = {
  ...about,
  state: 'planned',
  version: 1,
  waitingFor: ['owner', 'funder'],
  availableEvents: [...open, 'tranche.received', 'programme.started'],
  deadlines: [],
  updatedAt: createdAt,
  goals,
  funders: [{ ...fundingSample, organization: coFunder, received: kzt(0) }],
  suppliers: [supplier],
  allocations: [{ hospital, ...allocation }],
  reports: [],
}

const funded: Programme = {
  ...programme,
  state: 'running',
  version: 3,
  waitingFor: ['owner', 'funder', 'supplier'],
  availableEvents: [...open, 'tranche.received', 'report.submitted', 'programme.completed'],
  deadlines: [
    { name: 'reportReminder', dueAt: '2023-08-24T17:59:59.999Z' },
    { name: 'reportDue', dueAt: '2023-10-24T17:59:59.999Z' },
  ],
  updatedAt: '2022-10-24T06:00:00.000Z',
  funders: [
    {
      ...fundingSample,
      organization: coFunder,
      received: kzt(500_000_000),
      tranches:
        firstTranche && secondTranche
          ? [{ ...firstTranche, received: { on: '2022-10-24', amount: kzt(500_000_000) } }, secondTranche]
          : [],
    },
  ],
  reports: [{ id: 'yearly-1', kind: 'yearly', dueOn: '2023-10-24', state: 'open' }],
}

const standing = {
  units: { pledged: 2, contracted: 2, shipped: 2, accepted: 1, inService: 1 },
  value: {
    pledged: 1_000_000_000,
    contracted: 1_000_000_000,
    shipped: 1_000_000_000,
    accepted: 500_000_000,
    inService: 500_000_000,
  },
}
const progress: Progress = {
  programme: ids.programme,
  currency: 'KZT',
  total: { goal: 4, allocated: 2, ...standing },
  byEquipmentType: [{ equipmentType: ids.equipmentType, goal: 4, allocated: 2, ...standing }],
  byRegion: [{ region: 'KZ-75', goal: 4, ...standing }],
  byHospital: [{ hospital, allocated: 2, ...standing }],
  funds: { planned: 1_000_000_000, received: 500_000_000, acceptedShare: 1 },
}

const id = { id: ids.programme }

/** Programmes, and where they stand. */
export const programmeExamples: Record<string, OperationExamples> = {
  createProgramme: { request: plan, reply: programme },
  listProgrammes: { reply: { items: [summary], next: cursor } },
  getProgramme: { parameters: id, reply: programme },
  appendProgrammeEvent: { parameters: id, requests: toRequests('programme'), reply: funded },
  getProgrammeProgress: { parameters: id, reply: progress },
  ...logExamples('programme', 'programme.planned'),
}
