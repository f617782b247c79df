import t from 'tap'
import { survive } from './survive.ts'

t.setTimeout(180_000)

t.test('loses nothing that it acknowledged when the service is killed', async (t) => {
  await survive(t, async (service) => {
    await service.kill()
    await service.start()
  })
})
