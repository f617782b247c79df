import type { ProblemSlug } from '../problems/catalogue.ts'
import { uploadBody } from './attachment-examples.ts'
import { confirmationNotes } from './confirmation-operations.ts'
import { departmentNotes } from './department-operations.ts'
import { dossierNotes, paperProblems } from './dossier-operations.ts'
import { endpointNotes } from './endpoint-operations.ts'
import { followUpNotes, followUpRefusals } from './follow-up-operations.ts'
import { gateNotes, gateRefusals } from './gate-operations.ts'
import { impactNotes } from './impact-operations.ts'
import { memorandumNotes } from './memorandum-operations.ts'
import { needNotes } from './need-operations.ts'
import { found, list, log, made, madeResource, type OperationNotes, paper, resource } from './notes.ts'
import { programmeNotes } from './programme-operations.ts'
import { recallNotes } from './recall-operations.ts'
import { reportPackNotes } from './report-pack-operations.ts'

const appended = (kind: string, ...problems: ProblemSlug[]): OperationNotes =>
  madeResource(`The ${kind} as it stands after the event; \`Location\` leads to the event in the log.`, [
    'not-found',
    'role-not-allowed',
    ...problems,
  ])

/** Every operation by its id. Without an operation that is missing here, or has no route, nothing is rendered. */
export const operationNotes: Record<string, OperationNotes> = {
  createOrganization: made('The organization.', ['operator-only', 'identifier-taken']),
  listOrganizations: list('A page of the directory, in the order of registration.'),
  getOwnOrganization: { answer: 'The organization.', problems: ['operator-not-a-party', 'not-found'] },
  getOrganization: found('The organization.'),

  createOrganizationKey: made('The key with its secret, which no other answer shows.', [
    'operator-only',
    'not-found',
  ]),
  listKeys: list('A page of keys.', 'operator-not-a-party'),
  createKey: made('The key with its secret, which no other answer shows.', ['operator-not-a-party']),
  getKey: { answer: 'The key.', problems: ['operator-not-a-party', 'not-found'] },
  rotateKey: made('The successor with its secret, which no other answer shows.', [
    'operator-not-a-party',
    'not-found',
    'key-not-rotatable',
  ]),
  revokeKey: { answer: 'The key, revoked.', problems: ['operator-not-a-party', 'not-found'] },

  createEquipmentType: made('The equipment type.', ['operator-only', 'slug-taken', 'unknown-protocol']),
  listEquipmentTypes: list('A page of the catalogue.'),
  getEquipmentType: found('The equipment type.'),

  pledgeDonation: madeResource('The donation.', [
    'programme-of-others',
    'programme-ended',
    'programme-ended',
    'sender-not-a-party',
    'unknown-organization',
    'unknown-equipment-type',
    'donor-missing',
    'recipient-missing',
    'several-recipients',
    'duplicate-entry',
    'share-without-donor',
    'shares-mixed',
    'shares-do-not-add-up',
    'donor-is-recipient',
    'currencies-mixed',
    'unknown-department',
    'unknown-need',
    'need-of-another-hospital',
    'need-of-another-type',
    'need-not-open',
    'need-over-pledged',
  ]),
  listDonations: list('A page of donations, the newest first.'),
  getDonation: resource('The donation as it stands.'),
  appendDonationEvent: appended(
    'donation',
    'signatory-not-a-party',
    'signatory-missing',
    'duplicate-entry',
    'contract-not-drafted',
    'not-a-signatory',
    'already-signed',
    'contract-text-unknown',
    'unknown-organization',
    'already-a-party',
    'item-unknown',
    'units-not-open',
    'nothing-left',
    'unknown-memorandum',
    'memorandum-not-covering',
  ),

  planShipment: madeResource('The shipment, with its units.', [
    'not-found',
    'role-not-allowed',
    'item-unknown',
    'contracted-quantity-exceeded',
    'unit-not-replaceable',
    'duplicate-entry',
    'transition-not-allowed',
  ]),
  listShipments: list('A page of shipments, the newest first.'),
  getShipment: resource('The shipment as it stands.'),
  appendShipmentEvent: appended(
    'shipment',
    'unit-not-in-shipment',
    'units-not-packed',
    'duplicate-entry',
    'serial-number-taken',
    'link-unknown',
    'link-ended',
    ...paperProblems,
    ...gateRefusals,
  ),

  listUnits: list('A page of units, the newest first.'),
  getUnit: resource('The unit as it stands.'),
  appendUnitEvent: appended(
    'unit',
    'inspection-missing',
    'protocol-not-pinned',
    'protocol-mismatch',
    'check-unknown',
    'duplicate-entry',
    'result-type-mismatch',
    'result-not-an-option',
    'instrument-unknown',
    'instrument-missing',
    'calibration-in-future',
    'photo-missing',
    'checks-missing',
    'checks-failed',
    'safety-check-failed',
    'attachment-unknown',
    ...followUpRefusals,
  ),

  createAttachment: {
    ...made('The attachment. One that is there already, sent again, is answered as it stands.', [
      'operator-not-a-party',
      'not-found',
      'malformed-request',
      'one-file-expected',
      'file-type-not-supported',
      'file-too-large',
      'photo-too-many-pixels',
      'photo-unreadable',
      'document-unreadable',
      'document-active',
      'storage-unavailable',
    ]),
    body: uploadBody,
  },
  listAttachments: list('A page of attachments, the newest first.', 'not-found'),
  getAttachment: paper('The bytes, to be saved rather than shown.', 'storage-unavailable'),

  ...confirmationNotes,
  ...gateNotes,
  ...followUpNotes,
  ...dossierNotes,
  ...impactNotes,
  ...needNotes,
  ...memorandumNotes,
  ...programmeNotes,
  ...reportPackNotes,
  ...recallNotes,
  ...departmentNotes,
  ...endpointNotes,

  listDonationEvents: log,
  getDonationEvent: found('The event.'),
  listEndpointEvents: log,
  getEndpointEvent: found('The event.'),
  listEvents: list(
    'A page of the feed. `next` is there on every page: at the end it leads to what is yet to come.',
    'unknown-event-pattern',
    'operator-not-a-party',
    'too-many-waiting',
  ),
  streamEvents: {
    answer: 'A stream of events, which ends when its reader, its key or the service does.',
    problems: ['invalid-cursor', 'unknown-event-pattern', 'operator-not-a-party', 'too-many-waiting'],
  },
}
