import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { survive } from './survive.ts'

t.setTimeout(180_000)

t.test('loses nothing that it acknowledged when the database is killed', async (t) => {
  await survive(t, async (service) => {
    service.killDatabase()
    await sleep(100)
  })
})
