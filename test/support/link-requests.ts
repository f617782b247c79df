import type { Sample } from './operations.ts'
import type { Tenant } from './tenants.ts'

/** Samples of what is asked about confirmations and follow-ups, their links, and acts. */
export const linkRequests: Record<string, (tenant: Tenant) => Sample> = {
  issueConfirmationLink: ({ own }) => ({ id: own.arrived, isMeant: true, body: {} }),
  confirmShipment: ({ own }) => ({
    id: own.dispatched,
    as: 'recipient',
    isMeant: true,
    body: {
      language: 'en',
      signer: { name: 'A signer', position: 'Director' },
      receipt: { packages: 1, sealsIntact: true },
      decisions: [{ outcome: 'rejected', unit: own.travelling, reason: 'wrongItem' }],
    },
  }),
  getConfirmation: ({ own }) => ({ id: own.confirmation }),
  issueAct: ({ own }) => ({ id: own.confirmed, isMeant: true, body: { languages: ['en'] } }),
  getAct: ({ own }) => ({ id: own.act }),
  getActDocument: ({ own }) => ({ id: own.act }),
  'appendShipmentEvent link.revoked': ({ own }) => ({
    id: own.arrived,
    isMeant: true,
    body: { type: 'link.revoked', data: { link: own.link } },
  }),
  listFollowUps: () => ({}),
  issueFollowUpLink: ({ own }) => ({ id: own.donation, isMeant: true, body: {} }),
  revokeFollowUpLink: ({ own }) => ({ id: own.followUpLink, isMeant: true, body: {} }),
}
