import type { Sql } from 'postgres'

export interface Seeded {
  /** Bearer key of the donor and of the recipient of every donation. */
  donorKey: string
  recipientKey: string
}

export interface SeedOptions {
  sql: Sql
  donations: number
  hash: (key: string) => string
  makeKey: () => string
  /** Organizations that the donations are spread over, besides the two that are party to all that are measured. */
  crowd?: number
}

/**
 * Fills a database with pledged donations as the API would have left them, by SQL: a million through the API would
 * take an hour. Only `measured` donations belong to the two organizations whose keys come back.
 */
export const seed = async (
  { sql, donations, hash, makeKey }: SeedOptions,
  measured = donations,
): Promise<Seeded> => {
  const donorKey = makeKey()
  const recipientKey = makeKey()
  await sql`create table if not exists bench_ids (n int primary key, id uuid not null)`
  await sql`create table if not exists bench_organizations (n int primary key, id uuid not null)`
  await sql`insert into bench_organizations select n, uuidv7() from generate_series(1, 202) n on conflict do nothing`
  await sql`insert into organizations (id, kind, name, country, time_zone, language, identifiers)
    select id, case when n % 2 = 0 then 'hospital' else 'club' end, 'Organization ' || n, 'KZ', 'Asia/Almaty', 'ru', '[]'
    from bench_organizations on conflict do nothing`
  for (const [n, key] of [
    [1, donorKey],
    [2, recipientKey],
  ] as const)
    await sql`insert into api_keys (id, organization_id, name, hash, hint, scopes)
      select uuidv7(), id, 'bench', ${hash(key)}, 'bnch', array['read','write'] from bench_organizations where n = ${n}`
  await sql`insert into equipment_types (id, slug, names, codes)
    values (uuidv7(), 'infant-incubator', '{"kk":"Инкубатор","ru":"Инкубатор","en":"Infant incubator"}', '[]')
    on conflict do nothing`
  await sql`create temp table fresh as
    select n, uuidv7() as id, uuidv7() as item,
      case when n <= ${measured} then 1 else 3 + 2 * (n % 100) end as donor,
      case when n <= ${measured} then 2 else 4 + 2 * (n % 100) end as recipient
    from generate_series(1, ${donations}) n`
  await sql`create temp table cast_of as select f.n, f.id, f.item, d.id as donor, r.id as recipient
    from fresh f join bench_organizations d on d.n = f.donor join bench_organizations r on r.n = f.recipient`
  await sql`insert into bench_ids select n + (select coalesce(max(n), 0) from bench_ids), id from cast_of`
  await sql`insert into donations (id, code, title)
    select id, 'D-' || upper(substr(replace(id::text, '-', ''), 8, 5)) || '-' || n, 'Incubators for newborns' from cast_of`
  await sql`insert into items (id, donation_id, place, equipment_type_id, quantity, unit_amount, currency)
    select item, id, 0, (select id from equipment_types limit 1), 2, 500000000, 'KZT' from cast_of`
  await sql`insert into parties (stream_id, organization_id, kind, state, roles)
    select id, donor, 'donation', 'pledged', array['donor'] from cast_of
    union all select id, recipient, 'donation', 'pledged', array['recipient'] from cast_of`
  await sql`insert into workflows (id, kind, stream_id, state, version, machine_version, context, updated_at, sequence, hash)
    select id, 'donation', id, 'pledged', 1, 1, jsonb_build_object(
      'zone', 'Asia/Almaty',
      'policy', '{"pledgeExpiry":60,"signatureReminder":14,"signatureEscalation":30,"dispatch":90,"customsStay":10,"acceptanceReminder":3,"acceptanceEscalation":10,"remedy":30}'::jsonb,
      'parties', jsonb_build_object(donor::text, '["donor"]'::jsonb, recipient::text, '["recipient"]'::jsonb),
      'items', jsonb_build_object(item::text, '{"open":2,"planned":0,"inTransit":0,"arrived":0,"remedying":0,"accepted":0,"inService":0,"rejected":0,"lost":0}'::jsonb)),
      now(), 1, repeat('0', 64) from cast_of`
  await sql`insert into deadlines (workflow_id, send_id, name, stream_id, event, due_at)
    select id, 'xstate.after.pledgeExpiry.donation.pledged', 'pledgeExpiry', id,
      '{"type":"xstate.after.pledgeExpiry.donation.pledged"}', now() + interval '60 days' from cast_of`
  await sql`insert into events (stream_id, sequence, id, body, hash)
    select id, 1, uuidv7(), '{"type":"donation.pledged","data":"' || repeat('x', 500) || '"}', repeat('0', 64) from cast_of`
  // A plan that was made for an empty table would walk it for as long as nobody analyses it again.
  await sql`insert into idempotency_keys (principal_id, key, fingerprint, status, headers, body)
    select recipient, id::text, repeat('0', 64), 201, '{"etag":"\\"2\\""}', repeat('x', 1400) from cast_of where n <= 5000`
  await sql`drop table fresh, cast_of`
  await sql.unsafe('vacuum analyze')
  return { donorKey, recipientKey }
}
