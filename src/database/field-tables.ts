import { sql } from 'drizzle-orm'
import {
  bigint,
  date,
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
import type { Department } from '../../schemas/department.ts'
import type { FollowUpDays } from '../../schemas/follow-up.ts'
import type { Memorandum } from '../../schemas/memorandum.ts'
import type { Need } from '../../schemas/need.ts'
import type { Language } from '../../schemas/primitives.ts'
import type { Programme } from '../../schemas/programme.ts'
import type { Recall } from '../../schemas/recall.ts'
import type { ReportPack } from '../../schemas/report-pack.ts'
import { createdAt, id, instant, reference } from './columns.ts'
import { donations, equipmentTypes, organizations } from './tables.ts'

/** Framework agreements. What changes, such as signatures and what became of commitments, is their workflow's. */
export const memoranda = pgTable('memoranda', {
  id,
  title: text('title').notNull(),
  number: text('number'),
  startsOn: date('starts_on').notNull(),
  endsOn: date('ends_on').notNull(),
  scope: jsonb('scope').$type<Memorandum['scope']>().notNull(),
  texts: jsonb('texts').$type<Memorandum['texts']>().notNull(),
  createdAt,
})

/** Campaigns; donations name theirs by its slug. Goals, money and allocations change, and are their workflow's. */
export const programmes = pgTable(
  'programmes',
  {
    id,
    slug: text('slug').notNull(),
    names: jsonb('names').$type<Programme['names']>().notNull(),
    ownerId: reference('owner_id', () => organizations.id),
    memorandumId: uuid('memorandum_id').references(() => memoranda.id),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    currency: text('currency').notNull(),
    createdAt,
  },
  (table) => [unique('programmes_slug_key').on(table.slug)],
)

/**
 * Where the items stand of donations that name a campaign: a trigger of the migration keeps them with the donation's
 * workflow, so that what a campaign has come to is one sum of narrow rows.
 */
export const itemCounts = pgTable(
  'item_counts',
  {
    donationId: uuid('donation_id').notNull(),
    itemId: uuid('item_id').notNull(),
    programme: text('programme').notNull(),
    equipmentTypeId: uuid('equipment_type_id').notNull(),
    hospitalId: uuid('hospital_id').notNull(),
    unitAmount: bigint('unit_amount', { mode: 'number' }),
    currency: text('currency'),
    /** Whoever is a party to the donation. */
    parties: uuid('parties').array().notNull(),
    /** Each stage holds the ones after it. */
    pledged: integer('pledged').notNull(),
    contracted: integer('contracted').notNull(),
    shipped: integer('shipped').notNull(),
    accepted: integer('accepted').notNull(),
    inService: integer('in_service').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.donationId, table.itemId] }),
    index('item_counts_programme').on(table.programme),
  ],
)

/** Places of a hospital where equipment is used, with what its site offers. */
export const departments = pgTable(
  'departments',
  {
    id,
    organizationId: reference('organization_id', () => organizations.id),
    name: text('name').notNull(),
    version: integer('version').notNull().default(1),
    profile: jsonb('profile').$type<Department['profile']>().notNull(),
    /** The day a department under construction or repair opens. */
    opensOn: date('opens_on'),
    createdAt,
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [unique('departments_name_key').on(table.organizationId, table.name)],
)

/** What a department has of a type, and what its norm asks. */
export const holdings = pgTable(
  'holdings',
  {
    departmentId: reference('department_id', () => departments.id),
    equipmentTypeId: reference('equipment_type_id', () => equipmentTypes.id),
    present: integer('present').notNull(),
    working: integer('working').notNull(),
    norm: integer('norm').notNull(),
    countedOn: date('counted_on').notNull(),
  },
  (table) => [primaryKey({ columns: [table.departmentId, table.equipmentTypeId] })],
)

/**
 * What hospitals ask for. `state` and `remaining` repeat what the need's workflow says; the database keeps them with it
 * (a trigger of the migration), so that matching is one walk along an index.
 */
export const needs = pgTable(
  'needs',
  {
    id,
    hospitalId: reference('hospital_id', () => organizations.id),
    departmentId: reference('department_id', () => departments.id),
    equipmentTypeId: reference('equipment_type_id', () => equipmentTypes.id),
    region: text('region'),
    quantity: integer('quantity').notNull(),
    urgency: text('urgency').$type<Need['urgency']>().notNull(),
    justification: text('justification').notNull(),
    contactRole: text('contact_role').notNull(),
    /** The calendar day after which it is not needed any more. */
    neededBy: date('needed_by'),
    createdAt,
    state: text('state').notNull().default('draft'),
    remaining: integer('remaining').notNull(),
    /** Less is more urgent. */
    rank: smallint('rank').notNull(),
  },
  (table) => [
    index('needs_open')
      .on(table.equipmentTypeId, table.rank, table.id)
      .where(sql`${table.state} = 'endorsed' and ${table.remaining} > 0`),
    index('needs_open_region')
      .on(table.region, table.rank, table.id)
      .where(sql`${table.state} = 'endorsed' and ${table.remaining} > 0`),
    index('needs_open_rank')
      .on(table.rank, table.id)
      .where(sql`${table.state} = 'endorsed' and ${table.remaining} > 0`),
    index('needs_open_hospital')
      .on(table.hospitalId, table.rank, table.id)
      .where(sql`${table.state} = 'endorsed' and ${table.remaining} > 0`),
  ],
)

/**
 * Calls to put devices out of use. Each hospital gets a part of its own, which repeats what is called back: it sees
 * nothing of the other hospitals, not even in the log.
 */
export const recalls = pgTable(
  'recalls',
  {
    id,
    ownerId: reference('owner_id', () => organizations.id),
    /** The recall that this is a part of, and the hospital whose part it is. */
    partOfId: uuid('part_of_id'),
    hospitalId: uuid('hospital_id').references(() => organizations.id),
    title: text('title').notNull(),
    reference: text('reference'),
    criteria: jsonb('criteria').$type<Recall['criteria']>().notNull(),
    createdAt,
  },
  (table) => [index('recalls_part').on(table.partOfId).where(sql`${table.partOfId} is not null`)],
)

/** Units that a recall found, under the part of their hospital. */
export const recalledUnits = pgTable(
  'recalled_units',
  {
    recallId: reference('recall_id', () => recalls.id),
    unitId: uuid('unit_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.recallId, table.unitId] })],
)

/** Links through which a hospital says without an account how the devices of a donation fare; stored as hashes only. */
export const followUpLinks = pgTable(
  'follow_up_links',
  {
    id,
    donationId: reference('donation_id', () => donations.id),
    issuedBy: reference('issued_by', () => organizations.id),
    /** SHA-256 of the token, hexadecimal. */
    hash: text('hash').notNull(),
    language: text('language').$type<Language>().notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    createdAt,
  },
  (table) => [
    unique('follow_up_links_hash_key').on(table.hash),
    index('follow_up_links_donation').on(table.donationId, table.id),
  ],
)

/**
 * Follow-ups that await an answer. They repeat what the units' workflows say; the database keeps them with those (a
 * trigger of the migration), so that nobody reads every unit in service to find them.
 */
export const openFollowUps = pgTable(
  'open_follow_ups',
  {
    unitId: uuid('unit_id').notNull(),
    days: smallint('days').$type<FollowUpDays>().notNull(),
    donationId: uuid('donation_id').notNull(),
    state: text('state').$type<'due' | 'overdue'>().notNull(),
    dueAt: instant('due_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.unitId, table.days] }),
    index('open_follow_ups_donation').on(table.donationId, table.unitId),
  ],
)

/** Reports that were made of programmes; the PDF lies in the store of acts, under its hash. */
export const reportPacks = pgTable(
  'report_packs',
  {
    id,
    programmeId: reference('programme_id', () => programmes.id),
    /** Whom it was made for: it says what that organization may see. */
    organizationId: reference('organization_id', () => organizations.id),
    kind: text('kind').$type<ReportPack['kind']>().notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    languages: text('languages').array().$type<ReportPack['languages']>().notNull(),
    data: jsonb('data').$type<ReportPack['data']>().notNull(),
    /** SHA-256 of the PDF, hexadecimal. */
    sha256: text('sha256').notNull(),
    createdAt,
  },
  (table) => [index('report_packs_programme').on(table.programmeId, table.organizationId, table.id)],
)
