import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Attachment } from '../../schemas/attachment.ts'
import type { Confirmation } from '../../schemas/confirmation.ts'
import type { Share } from '../../schemas/donation.ts'
import type { EquipmentType } from '../../schemas/equipment-type.ts'
import type { Kind } from '../../schemas/event.ts'
import type { Organization } from '../../schemas/organization.ts'
import type { Check } from '../../schemas/protocol.ts'
import type { Role, WorkflowRole } from '../../schemas/roles.ts'
import { createdAt, id, instant, reference } from './columns.ts'
import { isMove } from './moves.ts'

export const organizations = pgTable('organizations', {
  id,
  kind: text('kind').$type<Organization['kind']>().notNull(),
  name: text('name').notNull(),
  country: text('country').notNull(),
  timeZone: text('time_zone').notNull(),
  language: text('language').$type<Organization['language']>().notNull(),
  identifiers: jsonb('identifiers').$type<Organization['identifiers']>().notNull(),
  /** ISO 3166-2. */
  region: text('region'),
  createdAt,
})

/** Keys are stored as hashes only. One without an organization is the operator's. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id,
    organizationId: uuid('organization_id').references(() => organizations.id),
    name: text('name').notNull(),
    /** SHA-256 of the whole key, hexadecimal. */
    hash: text('hash').notNull(),
    /** The last characters, so that a person can tell keys apart. */
    hint: text('hint').notNull(),
    scopes: text('scopes').array().$type<string[]>().notNull(),
    createdAt,
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    /** The key that took its place; both work until this one expires. */
    rotatedTo: uuid('rotated_to'),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [
    unique('api_keys_hash_key').on(table.hash),
    index('api_keys_organization').on(table.organizationId, table.id),
  ],
)

export const equipmentTypes = pgTable(
  'equipment_types',
  {
    id,
    slug: text('slug').notNull(),
    names: jsonb('names').$type<EquipmentType['names']>().notNull(),
    codes: jsonb('codes').$type<EquipmentType['codes']>().notNull(),
    mains: jsonb('mains').$type<EquipmentType['mains']>(),
    /** What it asks of its place and its donor, besides the mains. */
    requirements: jsonb('requirements').$type<EquipmentType['requirements']>(),
    /** Slug of its acceptance protocol. */
    protocol: text('protocol').notNull().default('generic-device'),
    createdAt,
  },
  (table) => [unique('equipment_types_slug_key').on(table.slug)],
)

/**
 * Every row that a machine moves, of whatever kind: one table, so that a dispatch with its cascade, and a batch of
 * dispatches, is one statement. The row of a stream (a donation) also holds the head of its log.
 */
export const workflows = pgTable(
  'workflows',
  {
    id,
    kind: text('kind').$type<Kind>().notNull(),
    streamId: uuid('stream_id').notNull(),
    /** What it belongs to: a unit to its shipment, a shipment to its donation. */
    parentId: uuid('parent_id'),
    state: text('state').notNull(),
    version: integer('version').notNull(),
    machineVersion: smallint('machine_version').notNull(),
    context: jsonb('context').$type<Record<string, unknown>>().notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** Events in the log of the stream, and the hash of the last; only on the stream's own row. */
    sequence: integer('sequence'),
    hash: text('hash'),
  },
  (table) => [
    index('workflows_state').on(table.kind, table.state, table.id),
    index('workflows_family').on(table.streamId, table.parentId),
    check('workflows_head', sql`(${table.id} = ${table.streamId}) = (${table.sequence} is not null)`),
  ],
)

/** The versions of each machine that have written rows, so that boot knows which migration steps it needs. */
export const machineVersions = pgTable(
  'machine_versions',
  {
    kind: text('kind').$type<Kind>().notNull(),
    version: smallint('version').notNull(),
    since: instant('since').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.version] })],
)

/**
 * Who takes part in a stream. The workflow's context decides who may act; this is what reads are filtered by. Kind and
 * state of the stream stand here again, so that an organization's list, of whatever state, is one walk along an index
 * however many streams there are of others.
 */
export const parties = pgTable(
  'parties',
  {
    streamId: uuid('stream_id').notNull(),
    organizationId: reference('organization_id', () => organizations.id),
    kind: text('kind').$type<Kind>().notNull(),
    state: text('state').notNull(),
    roles: text('roles').array().$type<WorkflowRole[]>().notNull(),
    share: jsonb('share').$type<Share>(),
  },
  (table) => [
    primaryKey({ columns: [table.streamId, table.organizationId] }),
    index('parties_organization').on(table.organizationId, table.kind, table.streamId),
    index('parties_state').on(table.organizationId, table.kind, table.state, table.streamId),
  ],
)

export const donations = pgTable(
  'donations',
  {
    id,
    code: text('code').notNull(),
    title: text('title').notNull(),
    reference: text('reference'),
    /** Slug of the campaign it belongs to. */
    programme: text('programme'),
    createdAt,
  },
  (table) => [
    unique('donations_code_key').on(table.code),
    index('donations_programme').on(table.programme, table.id).where(sql`${table.programme} is not null`),
  ],
)

export const items = pgTable(
  'items',
  {
    id,
    donationId: reference('donation_id', () => donations.id),
    place: smallint('place').notNull(),
    equipmentTypeId: reference('equipment_type_id', () => equipmentTypes.id),
    /** The department it is for, and the need that it covers. */
    departmentId: uuid('department_id'),
    needId: uuid('need_id'),
    description: text('description'),
    quantity: integer('quantity').notNull(),
    /** Minor units of `currency`. */
    unitAmount: bigint('unit_amount', { mode: 'number' }),
    currency: text('currency'),
  },
  (table) => [
    unique('items_donation_place_key').on(table.donationId, table.place),
    index('items_need').on(table.needId).where(sql`${table.needId} is not null`),
  ],
)

export const shipments = pgTable(
  'shipments',
  {
    id,
    code: text('code').notNull(),
    donationId: reference('donation_id', () => donations.id),
    reference: text('reference'),
    incoterm: text('incoterm').notNull(),
    incotermPlace: text('incoterm_place').notNull(),
    /** Country it is sent from; the donor's where it is not said. */
    origin: text('origin'),
    createdAt,
  },
  (table) => [
    unique('shipments_code_key').on(table.code),
    index('shipments_donation').on(table.donationId, table.id),
  ],
)

export const units = pgTable(
  'units',
  {
    id,
    code: text('code').notNull(),
    donationId: reference('donation_id', () => donations.id),
    shipmentId: reference('shipment_id', () => shipments.id),
    itemId: reference('item_id', () => items.id),
    maker: text('maker'),
    model: text('model'),
    replacesId: uuid('replaces_id'),
    createdAt,
  },
  (table) => [
    unique('units_code_key').on(table.code),
    index('units_donation').on(table.donationId, table.id),
    index('units_shipment').on(table.shipmentId, table.id),
    index('units_maker').on(sql`lower(${table.maker})`, table.id).where(sql`${table.maker} is not null`),
  ],
)

/** What a hospital checks on units of a type besides the protocol; units planned later carry it. */
export const additionalChecks = pgTable(
  'additional_checks',
  {
    id,
    organizationId: reference('organization_id', () => organizations.id),
    equipmentTypeId: reference('equipment_type_id', () => equipmentTypes.id),
    /** The check's own id, unique in what the hospital adds to a type. */
    name: text('name').notNull(),
    definition: jsonb('definition').$type<Check>().notNull(),
    createdAt,
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    unique('additional_checks_name_key').on(table.organizationId, table.equipmentTypeId, table.name),
  ],
)

/** Links that need no login, stored as hashes only. Whether one is live, its shipment's context says. */
export const confirmationLinks = pgTable(
  'confirmation_links',
  {
    id,
    shipmentId: reference('shipment_id', () => shipments.id),
    issuedBy: reference('issued_by', () => organizations.id),
    /** SHA-256 of the token, hexadecimal. */
    hash: text('hash').notNull(),
    createdAt,
  },
  (table) => [unique('confirmation_links_hash_key').on(table.hash)],
)

/** What somebody signed for a hospital: the exact text, and who signed it, whom the log names by position only. */
export const confirmations = pgTable(
  'confirmations',
  {
    id,
    donationId: reference('donation_id', () => donations.id),
    shipmentId: reference('shipment_id', () => shipments.id),
    linkId: uuid('link_id').references(() => confirmationLinks.id),
    language: text('language').$type<Organization['language']>().notNull(),
    text: text('text').notNull(),
    textSha256: text('text_sha256').notNull(),
    signerName: text('signer_name').notNull(),
    signerPosition: text('signer_position').notNull(),
    /** SHA-256 of the submission, by which the same one sent again is known. */
    submission: text('submission').notNull(),
    units: jsonb('units').$type<Confirmation['units']>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('confirmations_shipment').on(table.shipmentId, table.id)],
)

/** Handover acts; the PDF lies in the store of attachments, under its hash. */
export const acts = pgTable(
  'acts',
  {
    id,
    donationId: reference('donation_id', () => donations.id),
    shipmentId: reference('shipment_id', () => shipments.id),
    languages: text('languages').array().$type<Organization['language'][]>().notNull(),
    /** SHA-256 of the PDF, hexadecimal. */
    sha256: text('sha256').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('acts_shipment').on(table.shipmentId, table.id)],
)

/**
 * The log. Rows are only ever added: the application's role can't change or remove one. No foreign key to the stream:
 * each row is written by the one statement that also moves the stream's head, and a key check would cost a second
 * lookup and lock a row on the hottest path.
 */
export const events = pgTable(
  'events',
  {
    streamId: uuid('stream_id').notNull(),
    sequence: integer('sequence').notNull(),
    id: uuid('id').notNull(),
    /** Canonical JSON (RFC 8785) of the event without its hash; text, because jsonb would reorder what was hashed. */
    body: text('body').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.streamId, table.sequence] })],
)

/** Committed events that the publisher has yet to give a place in the feed. */
export const unpublished = pgTable('unpublished', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  streamId: uuid('stream_id').notNull(),
  sequence: integer('sequence').notNull(),
  eventId: uuid('event_id').notNull(),
  type: text('type').notNull(),
})

/** One row. Locking it makes a node the publisher for that moment; `position` is the last one given. */
export const feedHead = pgTable('feed_head', {
  id: smallint('id').primaryKey(),
  position: bigint('position', { mode: 'number' }).notNull(),
})

/** The place of each event in the one global order in which readers meet them. */
export const publications = pgTable(
  'publications',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    streamId: uuid('stream_id').notNull(),
    sequence: integer('sequence').notNull(),
    type: text('type').notNull(),
    publishedAt: instant('published_at').notNull().defaultNow(),
  },
  // A log tells of units above all: where its donation moves, few events in a hundred do.
  (table) => [
    index('publications_moves')
      .on(table.streamId, table.sequence)
      .where(isMove(sql`${table.type}`)),
  ],
)

/** Which published events each organization may read: those of streams it was a party to at that moment. */
export const feed = pgTable(
  'feed',
  {
    organizationId: uuid('organization_id').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.position] })],
)

/** Timers that workflows set; `send_id` is the machine's own name for one, unique within its row. */
export const deadlines = pgTable(
  'deadlines',
  {
    workflowId: uuid('workflow_id').notNull(),
    sendId: text('send_id').notNull(),
    name: text('name').notNull(),
    streamId: uuid('stream_id').notNull(),
    event: jsonb('event').$type<{ type: string; data?: Record<string, unknown> }>().notNull(),
    dueAt: instant('due_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workflowId, table.sendId] }),
    index('deadlines_due').on(table.dueAt),
  ],
)

/** The answers given to requests that carried an `Idempotency-Key`, written in the transaction of their effect. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** The organization, or the operator's key. */
    principalId: uuid('principal_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of method, path and body. */
    fingerprint: text('fingerprint').notNull(),
    status: smallint('status').notNull(),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    body: text('body').notNull(),
    createdAt,
  },
  (table) => [
    primaryKey({ columns: [table.principalId, table.key] }),
    index('idempotency_keys_age').on(table.createdAt),
  ],
)

/**
 * Photos and documents of a donation. A row comes before the bytes, which lie in the storage under their hash, and goes
 * after them: nothing is ever stored that no row knows of.
 */
export const attachments = pgTable(
  'attachments',
  {
    donationId: reference('donation_id', () => donations.id),
    /** SHA-256 of the stored bytes, hexadecimal. */
    sha256: text('sha256').notNull(),
    id: uuid('id').notNull(),
    mediaType: text('media_type').$type<Attachment['mediaType']>().notNull(),
    bytes: integer('bytes').notNull(),
    /** In pixels; a photo has them. */
    width: integer('width'),
    height: integer('height'),
    /** The sender's name for the file, for display alone. */
    name: text('name').notNull(),
    /** Who sent it: an organization with its key, or somebody with a confirmation link. */
    organizationId: uuid('organization_id').references(() => organizations.id),
    linkId: uuid('link_id').references(() => confirmationLinks.id),
    createdAt,
    /** Since when the bytes are in the storage. Until then nobody sees the row. */
    storedAt: instant('stored_at'),
    /** When an event of the donation was found to name it. From then on it stays. */
    referencedAt: instant('referenced_at'),
  },
  (table) => [
    primaryKey({ columns: [table.donationId, table.sha256] }),
    unique('attachments_id_key').on(table.id),
    index('attachments_donation').on(table.donationId, table.id),
    index('attachments_hash').on(table.sha256),
    index('attachments_unreferenced').on(table.createdAt).where(sql`${table.referencedAt} is null`),
    check('attachments_sender', sql`num_nonnulls(${table.organizationId}, ${table.linkId}) = 1`),
  ],
)

/**
 * Where an organization wants its events. State and owner stand in the endpoint's workflow and its party; this is what
 * deliveries are chosen and made by.
 */
export const endpoints = pgTable(
  'endpoints',
  {
    id,
    organizationId: reference('organization_id', () => organizations.id),
    url: text('url').notNull(),
    description: text('description'),
    /** Types: `unit.accepted`, `unit.*` or `*`. */
    types: text('types').array().notNull(),
    /** What they are narrowed to; null where they are not. */
    donations: uuid('donations').array(),
    programmes: text('programmes').array(),
    roles: text('roles').array().$type<Role[]>(),
    /** Names of the endpoint's own headers, and their values as encrypted JSON. */
    headerNames: text('header_names').array().notNull().default([]),
    headers: text('headers'),
    /** Attempts a minute at most. */
    rateLimit: integer('rate_limit'),
    /** Whether a delivery waits for the one before it in its donation. */
    isOrdered: boolean('is_ordered').notNull().default(false),
    /** Grows with each change of settings or secrets, so that nodes know what they hold to be old. */
    settingsVersion: integer('settings_version').notNull().default(1),
    /** Up to when the rate limit is used up. */
    pacedUntil: instant('paced_until'),
    createdAt,
  },
  (table) => [index('endpoints_organization').on(table.organizationId, table.id)],
)

/** What deliveries are signed with, encrypted. While one replaces another, both sign. */
export const endpointSecrets = pgTable(
  'endpoint_secrets',
  {
    id,
    endpointId: reference('endpoint_id', () => endpoints.id),
    signature: text('signature').$type<'v1' | 'v1a'>().notNull(),
    sealed: text('sealed').notNull(),
    /** Of a `v1a` pair. */
    publicKey: text('public_key'),
    createdAt,
    expiresAt: instant('expires_at'),
  },
  (table) => [index('endpoint_secrets_endpoint').on(table.endpointId, table.id)],
)

/**
 * An event owed to an endpoint. Claiming one touches no indexed column, so that it costs no index an entry; whatever
 * finds work walks over what is pending alone, however many there were before.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    endpointId: uuid('endpoint_id').notNull(),
    eventId: uuid('event_id').notNull(),
    streamId: uuid('stream_id').notNull(),
    sequence: integer('sequence').notNull(),
    type: text('type').notNull(),
    state: text('state').$type<'pending' | 'delivered' | 'exhausted' | 'cancelled'>().notNull(),
    /** Attempts begun in all. The number fences: only the last attempt may settle. */
    attempts: integer('attempts').notNull().default(0),
    /** Attempts that failed since the schedule began. */
    failures: smallint('failures').notNull().default(0),
    /** When it is to be tried; `infinity` while it waits for the one before it. */
    dueAt: instant('due_at').notNull().defaultNow(),
    /** Until when an attempt is under way, unless its node died. */
    leasedUntil: instant('leased_until'),
    isOrdered: boolean('is_ordered').notNull(),
    createdAt,
    settledAt: instant('settled_at'),
    /** What came of the last attempt. */
    code: text('code'),
  },
  (table) => [
    primaryKey({ columns: [table.endpointId, table.eventId] }),
    index('deliveries_due').on(table.endpointId, table.dueAt).where(sql`${table.state} = 'pending'`),
    // Each says "pending" in words of its own, as the one query that it is for does. The planner, which never expects
    // much to be pending, would else take any of them for any query, and read all that an endpoint has waiting.
    index('deliveries_order')
      .on(table.endpointId, table.streamId, table.sequence)
      .where(sql`${table.settledAt} is null and ${table.isOrdered}`),
    index('deliveries_pending').on(table.endpointId, table.eventId).where(sql`${table.state} like 'pending'`),
    index('deliveries_exhausted')
      .on(table.endpointId, table.eventId)
      .where(sql`${table.state} = 'exhausted'`),
  ],
)

/** The log of attempts, kept for a while. */
export const attempts = pgTable(
  'attempts',
  {
    endpointId: uuid('endpoint_id').notNull(),
    eventId: uuid('event_id').notNull(),
    number: integer('number').notNull(),
    /** Sent with the attempt, so that both sides find it in their logs. */
    requestId: uuid('request_id').notNull(),
    at: instant('at').notNull(),
    /** Milliseconds. */
    duration: integer('duration').notNull(),
    status: smallint('status'),
    code: text('code').notNull(),
    /** The beginning of a failing receiver's answer, one clean line. */
    excerpt: text('excerpt'),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.eventId, table.number] })],
)

/** Windows of time whose events are sent again, or at last, to an endpoint; worked off in the background. */
export const recoveries = pgTable(
  'recoveries',
  {
    id,
    endpointId: reference('endpoint_id', () => endpoints.id),
    since: instant('since').notNull(),
    until: instant('until').notNull(),
    /** The last position that was worked off, and the last of the window. */
    position: bigint('position', { mode: 'number' }).notNull(),
    end: bigint('end', { mode: 'number' }).notNull(),
    /** Deliveries that failed and are made again, and those that were never noted. */
    resent: integer('resent').notNull().default(0),
    added: integer('added').notNull().default(0),
    createdAt,
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('recoveries_endpoint').on(table.endpointId, table.id),
    index('recoveries_open').on(table.id).where(sql`${table.finishedAt} is null`),
  ],
)
