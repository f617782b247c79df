import type { FollowUpLink, OpenFollowUp } from '../../schemas/follow-up.ts'
import { codes, cursor, ids, type OperationExamples } from './cast.ts'

const open: OpenFollowUp = {
  id: ids.unit,
  code: codes.unit,
  donation: ids.donation,
  equipmentType: {
    id: ids.equipmentType,
    names: {
      kk: 'Жаңа туған нәрестелер инкубаторы',
      ru: 'Инкубатор для новорождённых',
      en: 'Infant incubator',
    },
  },
  serialNumber: 'INC-22-0417',
  location: 'Neonatal intensive care, ward 3',
  followUps: [{ days: 30, state: 'due', dueAt: '2023-02-11T18:00:00.412Z' }],
}

const link: FollowUpLink = {
  id: ids.followUpLink,
  donation: ids.donation,
  language: 'kk',
  expiresAt: '2023-03-14T17:59:59.999Z',
}

/** Follow-ups and their links. */
export const followUpExamples: Record<string, OperationExamples> = {
  listFollowUps: { reply: { items: [open], next: cursor } },
  issueFollowUpLink: {
    parameters: { id: ids.donation },
    request: { language: 'kk', days: 30 },
    reply: {
      ...link,
      url: 'https://besik.example.org/f/7H2K9QX4TBM3N8R5W6YC0D1EFG',
      qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 82 82"></svg>',
    },
  },
  revokeFollowUpLink: {
    parameters: { id: ids.followUpLink },
    request: {},
    reply: { ...link, revokedAt: '2023-02-20T05:10:00.000Z' },
  },
}
