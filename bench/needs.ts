import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { connect } from '../src/database/client.ts'
import { saySite } from '../src/gates/say-finding.ts'
import { selectCandidates } from '../src/needs/candidates.ts'
import { createListOpenNeeds } from '../src/needs/list.ts'
import { createMatchOffer } from '../src/needs/match.ts'
import { openLab } from './lab.ts'

const { values } = parseArgs({
  options: { needs: { type: 'string', default: '50000' }, rounds: { type: 'string', default: '200' } },
})
const [count, rounds] = [Number(values.needs), Number(values.rounds)]

// All of one type, which is the worst that matching can meet, over two hundred hospitals in twenty regions.
const lab = await openLab(10, 10)
const seed = lab.sql
await seed`update organizations set region = 'KZ-' || (10 + abs(hashtext(id::text)) % 20)`
await seed`update equipment_types set mains = '{"voltage":230,"frequency":50,"phases":1,"plug":"F"}'`
await seed`insert into departments (id, organization_id, name, profile)
  select uuidv7(), id, 'Ward', '{"mains":{"voltage":220,"frequency":50,"phases":[1],"plugs":["F"]},"features":{},"languages":[]}'
  from organizations where kind = 'hospital'`
await seed`insert into needs (id, hospital_id, department_id, equipment_type_id, region, quantity, urgency, justification,
    contact_role, created_at, state, remaining, rank)
  select uuidv7(), p.organization_id, p.id, e.id, o.region, 1 + n % 9, (array['critical','urgent','soon','planned'])[1 + n % 4],
    'Newborns share incubators.', 'Biomedical engineer', now() - make_interval(days => n % 300), 'endorsed', 1 + n % 9, 1 + n % 4
  from (select n, row_number() over () as r from generate_series(1, ${count}) n) s
    join (select d.*, row_number() over (order by d.id) - 1 as place, count(*) over () as places from departments d) p
      on p.place = s.r % p.places
    join organizations o on o.id = p.organization_id, equipment_types e`
await seed.unsafe('vacuum analyze')
const [type] = await seed<{ id: string }[]>`select id from equipment_types limit 1`
const [place] = await seed<{ region: string }[]>`select region from needs limit 1`
const [open] = await seed<
  { count: number }[]
>`select count(*)::int as count from needs where state = 'endorsed'`
if (!type || !place || !open) throw new Error('nothing was seeded')

const { db, close } = connect(lab.place, { max: 1 })
const asking = { organization: undefined, language: 'kk' as const }
const [match, browse] = [createMatchOffer(db, saySite), createListOpenNeeds(db)]
const query = { equipmentType: type.id, quantity: 4, limit: 20 }

const measure = async (what: string, work: () => Promise<unknown>) => {
  const times: number[] = []
  for (let n = 0; n < rounds; n++) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  times.sort((one, other) => one - other)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(1)
  console.log(`${what}: median ${at(0.5)} ms, p99 ${at(0.99)} ms`)
}
const last = (await browse({}, { limit: 10_000 })).at(-1)?.id
const explain = async (what: string, statement: ReturnType<typeof selectCandidates>) => {
  const lines = await db.execute<Record<string, string>>(
    sql`explain (analyze, costs off, timing off) ${statement}`,
  )
  console.log(`\n${what}\n${lines.map((line) => Object.values(line).join('')).join('\n')}`)
}

console.log(`${open.count} open needs of one type`)
await measure('match, anywhere', () => match(query, asking))
await measure('match, preferring a region', () => match({ ...query, region: place.region }, asking))
await measure('browse, first page', () => browse({}, { limit: 21 }))
await measure('browse, a page after 10 000', () => browse({}, { limit: 21, after: last }))
await measure('browse, of a region', () => browse({ region: place.region }, { limit: 21 }))
await explain('match, preferring a region', selectCandidates(sql`${type.id}`, sql`${place.region}`))
await explain(
  'browse, a page after 10 000',
  sql`select n.id from needs n where n.state = 'endorsed' and n.remaining > 0
    and (n.rank, n.id) > (select a.rank, a.id from needs a where a.id = ${last ?? null}::uuid) order by n.rank, n.id limit 21`,
)
await close()
await lab.close()
