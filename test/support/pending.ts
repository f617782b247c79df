import { sql } from 'drizzle-orm'
import { wholeMs } from '../../src/database/utc.ts'
import { type Built, speakAs } from './build.ts'
import { type Cast, newDonation } from './walk.ts'

/** Pledges a donation, which is one event for each of its parties; answers its id. */
export const pledgeOne = async (
  built: Built,
  cast: Cast,
  more: Record<string, unknown> = {},
): Promise<string> => {
  const { status, body } = await speakAs(built, cast.donor).post('/v1/donations', {
    ...newDonation(cast),
    ...more,
  })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return String(body.id)
}

/** Owes an endpoint so many deliveries at once, each an event of its own with the text of a donation's first. */
export const addPending = ({ db }: Pick<Built, 'db'>, endpoint: string, donation: string, count: number) =>
  db.execute(sql`insert into deliveries (endpoint_id, event_id, stream_id, sequence, type, state, is_ordered, due_at)
    select ${endpoint}::uuid, gen_random_uuid(), ${donation}::uuid, 1, 'donation.pledged', 'pending', false,
      ${wholeMs(sql`now()`)}
    from generate_series(1, ${count}::int)`)
