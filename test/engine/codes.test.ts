import t, { type Test } from 'tap'
import { isCode } from '../../schemas/code.ts'
import { type Built, build } from '../support/build.ts'
import { enterAsSuperuser } from '../support/postgres.ts'
import { makeCast, walk } from '../support/walk.ts'

/**
 * Lets the next row of a table come by the code of one that is there already, once. A sequence counts on where the
 * transaction is rolled back, so that the second attempt keeps the code that it makes.
 */
const bringChance = async (t: Test, { database }: Built, table: string) => {
  const sql = enterAsSuperuser(t, database)
  await sql.unsafe(`
    create sequence tries_${table};
    create function meet_${table}() returns trigger language plpgsql security definer as $$ begin
      if nextval('tries_${table}') = 1 then new.code := (select code from ${table} limit 1); end if;
      return new;
    end $$;
    create trigger chance before insert on ${table} for each row execute function meet_${table}()`)
  return async () => {
    const [row] = await sql.unsafe(`select last_value::int as tries from tries_${table}`)
    return row?.tries
  }
}

t.test('makes another code where one is taken by chance, and nobody hears of it', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const first = await walk(built, cast, { quantity: 1, until: 'planned' })
  for (const table of ['donations', 'shipments', 'units']) {
    const countTries = await bringChance(t, built, table)
    // Throws where an answer is not what it is to be.
    const { path, shipment, units, donor } = await walk(built, cast, { quantity: 1, until: 'planned' })
    t.equal(await countTries(), 2, `the code of one of the ${table} was taken`)
    for (const made of [path, shipment, `/v1/units/${units[0]}`])
      t.ok(isCode((await donor.get(made)).body.code))
  }
  const codes: { code: string }[] = (await first.donor.get('/v1/donations')).body.items
  t.equal(new Set(codes.map(({ code }) => code)).size, 4, 'each donation was made once')
})
