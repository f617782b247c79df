import type * as z from 'zod'
import type { NewReportPack, ReportPack } from '../../schemas/report-pack.ts'
import { club, codes, coFunder, hospital, ids, type OperationExamples } from './cast.ts'

const names = {
  kk: 'Жаңа туған нәрестелерге арналған инкубатор',
  ru: 'Инкубатор для новорождённых',
  en: 'Neonatal incubator',
}

const newPack: z.input<typeof NewReportPack> = {
  kind: 'yearly',
  startsOn: '2022-10-20',
  endsOn: '2023-10-19',
  languages: ['en'],
}

const pack: ReportPack = {
  id: ids.reportPack,
  programme: ids.programme,
  kind: 'yearly',
  startsOn: '2022-10-20',
  endsOn: '2023-10-19',
  languages: ['en'],
  sha256: '4f9c1b7e0d52a86f3c7e9b1d0a6482f5e3c7b9d1f0a2846c5e7d9b1f3a0c2e48',
  data: {
    programme: {
      id: ids.programme,
      slug: 'weight-of-life',
      names: { kk: 'Өмір салмағы', ru: 'Вес жизни', en: 'Weight of Life' },
      startsOn: '2022-10-20',
      endsOn: '2024-10-19',
      owner: club,
      currency: 'KZT',
    },
    objectives: [
      { equipmentType: { id: ids.equipmentType, names }, goal: 5, pledged: 5, accepted: 5, inService: 5 },
    ],
    measures: {
      followUps: [
        { days: 30, asked: 5, answered: 5, working: 5 },
        { days: 90, asked: 5, answered: 4, working: 4 },
        { days: 180, asked: 5, answered: 4, working: 3 },
        { days: 365, asked: 0, answered: 0, working: 0 },
      ],
      people: [
        { kind: 'examined', total: 0 },
        { kind: 'treated', total: 214 },
      ],
    },
    spending: {
      funders: [{ organization: coFunder, planned: 4_800_000_000, received: 4_800_000_000 }],
      donations: [
        {
          code: codes.donation,
          title: 'Incubators for newborns',
          recipient: hospital,
          state: 'inService',
          contracted: 2_880_000_000,
          recognised: 2_880_000_000,
        },
      ],
    },
    partners: [
      { organization: club, roles: ['owner', 'coordinator'], donations: 2 },
      { organization: coFunder, roles: ['funder', 'donor'], donations: 2 },
      { organization: hospital, roles: ['recipient'], donations: 1 },
    ],
    sustainability: { inService: 5, outOfService: 0, decommissioned: 0, unanswered: 2 },
  },
  createdAt: '2023-11-02T06:00:00.000Z',
}

export const reportPackExamples: Record<string, OperationExamples> = {
  makeReportPack: { parameters: { id: ids.programme }, request: newPack, reply: pack },
  getReportPack: { parameters: { id: ids.reportPack }, reply: pack },
  getReportPackDocument: { parameters: { id: ids.reportPack }, reply: undefined },
}
