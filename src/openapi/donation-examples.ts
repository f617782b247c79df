import type * as z from 'zod'
import type { Donation, DonationSummary, NewDonation } from '../../schemas/donation.ts'
import type { Event } from '../../schemas/event.ts'
import {
  authority,
  club,
  codes,
  coFunder,
  cursor,
  hospital,
  ids,
  type OperationExamples,
  supplier,
} from './cast.ts'
import { sha256 } from './donation-samples.ts'
import { makeEventExample, toRequests } from './event-examples.ts'

const unitValue = { amount: 520_000_000, currency: 'KZT' }

const newDonation: z.input<typeof NewDonation> = {
  title: 'Incubators for newborns',
  reference: 'Weight of Life, phase 1',
  programme: 'weight-of-life',
  items: [{ equipmentType: ids.equipmentType, quantity: 4, unitValue }],
  parties: [
    { organization: ids.club, role: 'donor', share: { percent: 60 } },
    { organization: ids.coFunder, role: 'donor', share: { percent: 40 } },
    { organization: ids.hospital, role: 'recipient' },
    { organization: ids.supplier, role: 'supplier' },
    { organization: ids.authority, role: 'authority' },
  ],
  policy: { pledgeExpiry: 60, acceptanceReminder: 3 },
}

const slots = {
  open: 4,
  planned: 0,
  inTransit: 0,
  arrived: 0,
  remedying: 0,
  accepted: 0,
  inService: 0,
  rejected: 0,
  lost: 0,
}

const pledged: Donation = {
  id: ids.donation,
  code: codes.donation,
  title: newDonation.title,
  reference: newDonation.reference,
  programme: newDonation.programme,
  state: 'pledged',
  version: 1,
  waitingFor: ['recipient'],
  availableEvents: ['donation.withdrawn', 'party.added'],
  deadlines: [{ name: 'pledgeExpiry', dueAt: '2022-12-02T17:59:59.999Z' }],
  updatedAt: '2022-10-03T05:12:44.120Z',
  items: [
    {
      id: ids.item,
      equipmentType: {
        id: ids.equipmentType,
        slug: 'infant-incubator',
        names: {
          kk: 'Жаңа туған нәрестелерге арналған инкубатор',
          ru: 'Инкубатор для новорождённых',
          en: 'Infant incubator',
        },
      },
      quantity: 4,
      unitValue,
      units: slots,
    },
  ],
  parties: [
    { organization: club, roles: ['donor'], share: { percent: 60 } },
    { organization: coFunder, roles: ['donor'], share: { percent: 40 } },
    { organization: hospital, roles: ['recipient'] },
    { organization: authority, roles: ['authority'] },
    { organization: supplier, roles: ['supplier'] },
  ],
  value: {
    contracted: { amount: 2_080_000_000, currency: 'KZT' },
    recognised: { amount: 0, currency: 'KZT' },
  },
  policy: {
    pledgeExpiry: 60,
    signatureReminder: 14,
    signatureEscalation: 30,
    dispatch: 90,
    customsStay: 10,
    acceptanceReminder: 3,
    acceptanceEscalation: 10,
    linkExpiry: 90,
    remedy: 30,
    followUp30: 30,
    followUp90: 90,
    followUp180: 180,
    followUp365: 365,
    followUpAnswer: 14,
    timeZone: 'Asia/Almaty',
  },
  createdAt: '2022-10-03T05:12:44.120Z',
}

const signature = { position: 'President of the club', sha256, method: 'paper' as const }

const contracting: Donation = {
  ...pledged,
  state: 'contracting',
  version: 4,
  waitingFor: ['donor', 'coordinator', 'recipient'],
  availableEvents: ['contract.drafted', 'donation.withdrawn', 'party.added'],
  deadlines: [
    { name: 'signatureReminder', dueAt: '2022-10-19T17:59:59.999Z' },
    { name: 'signatureEscalation', dueAt: '2022-11-04T17:59:59.999Z' },
  ],
  updatedAt: '2022-10-20T09:30:10.400Z',
  contract: {
    number: '12/2022',
    texts: [{ language: 'ru', sha256 }],
    signatures: [
      { organization: ids.club, ...signature, signedAt: '2022-10-20T09:30:00.000Z' },
      { organization: ids.hospital },
    ],
  },
}

const contracted: Donation = {
  ...contracting,
  state: 'contracted',
  version: 5,
  waitingFor: ['donor', 'supplier'],
  availableEvents: ['donation.cancelled'],
  deadlines: [{ name: 'dispatch', dueAt: '2023-01-18T17:59:59.999Z' }],
  updatedAt: '2022-10-20T10:15:21.004Z',
  contract: {
    number: '12/2022',
    texts: [{ language: 'ru', sha256 }],
    signatures: [
      { organization: ids.club, ...signature, signedAt: '2022-10-20T09:30:00.000Z' },
      {
        organization: ids.hospital,
        ...signature,
        position: 'Deputy director',
        signedAt: '2022-10-20T10:15:00.000Z',
      },
    ],
  },
}

const summary: z.infer<typeof DonationSummary> = {
  id: ids.donation,
  code: codes.donation,
  title: pledged.title,
  programme: pledged.programme,
  state: 'accepting',
  recipient: hospital,
  quantity: 4,
  accepted: 2,
  createdAt: pledged.createdAt,
}

const log: Event[] = [
  makeEventExample('donation', 'donation.pledged', 1),
  makeEventExample('donation', 'donation.agreed', 2),
]

/** Donations and their log. */
export const donationExamples: Record<string, OperationExamples> = {
  pledgeDonation: { request: newDonation, reply: pledged },
  listDonations: {
    reply: { items: [summary], next: cursor },
  },
  getDonation: { parameters: { id: ids.donation }, reply: contracting },
  appendDonationEvent: {
    parameters: { id: ids.donation },
    requests: toRequests('donation'),
    reply: contracted,
  },
  listDonationEvents: { parameters: { id: ids.donation }, reply: { items: log, next: cursor } },
  getDonationEvent: { parameters: { id: ids.donation, sequence: 2 }, reply: log[1] },
  streamEvents: { reply: undefined },
  listEvents: {
    reply: { items: [makeEventExample('unit', 'unit.accepted', 24)], next: cursor },
  },
}
