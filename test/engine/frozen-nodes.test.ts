import t, { type Test } from 'tap'
import { type Built, build } from '../support/build.ts'
import { makeFire, passTime } from '../support/deadlines.ts'
import { enterAsSuperuser } from '../support/postgres.ts'
import { makeCast, walk } from '../support/walk.ts'

/** Writes down, inside every transaction that changes a workflow, after how long the database would end it idle. */
const watch = async (t: Test, { database }: Built) => {
  const owner = enterAsSuperuser(t, database)
  await owner.unsafe(`
    create table seen (setting text);
    create function look() returns trigger language plpgsql security definer as $$ begin
      insert into seen values (current_setting('idle_in_transaction_session_timeout'));
      return null;
    end $$;
    create trigger look after insert or update on workflows for each row execute function look()`)
  return async () => {
    const rows = await owner<{ setting: string }[]>`delete from seen returning setting`
    return rows.map(({ setting }) => setting)
  }
}

// To wait until a node is cut off would take ten seconds, and a process that is stopped in the middle of a transaction.
t.test('gives back what a node has locked that freezes while it fires a deadline', async (t) => {
  const built = await build(t)
  const { id, path, hospital } = await walk(built, await makeCast(built), { until: 'pledged' })
  const look = await watch(t, built)
  await passTime(built.db, id)
  await makeFire(built.db)()
  t.equal((await hospital.get(path)).body.state, 'expired')
  t.same(await look(), ['10s'])
})

t.test('gives back what a node has locked that freezes while it makes something', async (t) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const look = await watch(t, built)
  await walk(built, cast, { until: 'pledged' })
  t.same(await look(), ['10s'])
})
