import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { registerCast } from '../kill/load.ts'
import { follow } from '../support/reader.ts'
import { runService } from '../support/service.ts'

t.setTimeout(180_000)

t.test('a service that is told to end answers who waits, ends what streams, and exits', async (t) => {
  const service = await runService(t)
  await service.waitUntilReady()
  const { key } = (await registerCast(service)).donor
  const followed = await follow(t, `${service.url()}/v1/events/stream`, { key })
  t.match(await followed.next(), { id: /./ })
  const waits = service.call({ key, path: '/v1/events?wait=25&type=unit.*' })
  const late = service.call({ key, path: '/v1/events?wait=25&type=unit.accepted' })
  // Both are under way once a request that came after them was answered.
  t.equal((await service.call({ key, path: '/v1/events' })).status, 200)
  const ended = service.end()
  for (const answer of [await waits, await late])
    t.match(answer, { status: 200, body: { items: [], next: /./ } })
  t.equal(await followed.next(), undefined, 'the stream comes to its end')
  // Far less than those who waited had left to wait.
  const outcome = await Promise.race([ended, sleep(15_000, 'it still runs', { ref: false })])
  t.equal(outcome, 0, 'and so does the process')
})
