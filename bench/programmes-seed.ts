import type { Lab } from './lab.ts'

const regions = [
  'KZ-10',
  'KZ-11',
  'KZ-15',
  'KZ-19',
  'KZ-23',
  'KZ-27',
  'KZ-31',
  'KZ-35',
  'KZ-39',
  'KZ-43',
  'KZ-47',
]

/** Donations with their units as the API would have left them, some of each stage; answers the programme's id. */
export const seedProgramme = async ({ sql }: Lab, slug: string, donations: number, units: number) => {
  await sql`update organizations o set region = (${regions}::text[])[1 + b.n % ${regions.length}::int]
    from bench_organizations b where b.id = o.id and o.kind = 'hospital'`
  const [made] = await sql`insert into programmes (id, slug, names, owner_id, starts_on, ends_on, currency)
    select uuidv7(), ${slug}, '{"kk":"a","ru":"b","en":"c"}', id, '2026-01-01', '2027-12-31', 'KZT'
    from bench_organizations where n = 1 returning id, owner_id`
  const programme = String(made?.id)
  await sql`insert into parties (stream_id, organization_id, kind, state, roles)
    values (${programme}, ${made?.owner_id}, 'programme', 'running', array['owner'])`
  await sql`insert into workflows (id, kind, stream_id, state, version, machine_version, context, updated_at, sequence, hash)
    select ${programme}, 'programme', ${programme}, 'running', 1, 1, jsonb_build_object('zone', 'Asia/Almaty',
      'currency', 'KZT', 'funders', '[]'::jsonb, 'allocations', '[]'::jsonb, 'reports', '[]'::jsonb,
      'parties', jsonb_build_object(${made?.owner_id}::text, '["owner"]'::jsonb),
      'goals', jsonb_build_array(jsonb_build_object('equipmentType', e.id, 'quantity', 1000000))), now(), 0, repeat('0', 64)
    from equipment_types e limit 1`
  await sql`create temp table fresh as
    select g as n, uuidv7() as id, uuidv7() as item, h.id as hospital,
      (array['pledged','contracted','shipping','accepting','inService'])[1 + g % 5] as state
    from generate_series(1, ${donations}) g join bench_organizations h on h.n = 4 + 2 * (g % 90)`
  await sql`insert into donations (id, code, title, programme) select id, ${slug} || n, 'Incubators', ${slug} from fresh`
  await sql`insert into items (id, donation_id, place, equipment_type_id, quantity, unit_amount, currency)
    select item, id, 0, (select id from equipment_types limit 1), ${units}, 500000000, 'KZT' from fresh`
  await sql`insert into parties (stream_id, organization_id, kind, state, roles)
    select id, ${made?.owner_id}::uuid, 'donation', state, array['donor'] from fresh
    union all select id, hospital, 'donation', state, array['recipient'] from fresh`
  const slot = (
    name: string,
    ...states: string[]
  ) => sql`${name}::text, case when state = any (${states}::text[])
    then ${units}::int else 0 end`
  await sql`insert into workflows (id, kind, stream_id, state, version, machine_version, context, updated_at, sequence, hash)
    select id, 'donation', id, state, 9, 1, jsonb_build_object(
      'zone', 'Asia/Almaty',
      'policy', '{"pledgeExpiry":60,"signatureReminder":14,"signatureEscalation":30,"dispatch":90,"customsStay":10,"acceptanceReminder":3,"acceptanceEscalation":10,"remedy":30,"linkExpiry":90}'::jsonb,
      'parties', jsonb_build_object(${made?.owner_id}::text, '["donor"]'::jsonb, hospital::text, '["recipient"]'::jsonb),
      'contract', jsonb_build_object('number', n, 'texts', jsonb_build_array(
          jsonb_build_object('language', 'kk', 'sha256', md5(n::text) || md5('k' || n)),
          jsonb_build_object('language', 'ru', 'sha256', md5('r' || n) || md5('u' || n))),
        'signatures', jsonb_build_array(
          jsonb_build_object('organization', ${made?.owner_id}::text, 'position', 'President', 'method', 'account',
            'sha256', md5(n::text) || md5('k' || n), 'signedAt', '2026-11-01T09:00:00.000Z'),
          jsonb_build_object('organization', hospital, 'position', 'Director', 'method', 'account',
            'sha256', md5(n::text) || md5('k' || n), 'signedAt', '2026-11-01T10:00:00.000Z'))),
      'items', jsonb_build_object(item::text, jsonb_build_object(${slot('open', 'pledged', 'contracted')},
        'planned', 0, ${slot('inTransit', 'shipping')}, ${slot('arrived', 'accepting')}, 'remedying', 0, 'accepted', 0,
        ${slot('inService', 'inService')}, 'rejected', 0, 'lost', 0))),
      now(), 20, repeat('0', 64) from fresh`
  await sql`insert into workflows (id, kind, stream_id, parent_id, state, version, machine_version, context, updated_at)
    select uuidv7(), 'unit', f.id, f.id, 'inService', 5, 2, jsonb_build_object('zone', 'Asia/Almaty', 'item', f.item), now()
    from fresh f, generate_series(1, ${units}) where f.state <> 'pledged'`
  await sql`drop table fresh`
  await sql.unsafe('vacuum analyze')
  return programme
}
