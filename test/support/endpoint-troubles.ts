import { clearRemoved } from '../../src/endpoints/purge.ts'
import { type Built, type Organization, speakAs } from './build.ts'
import { publishAll } from './publish.ts'

/** A URL that leads to the internet without a name server. */
const settings = { url: 'https://93.184.216.34/', types: ['endpoint.*'] }

const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString()

/** Endpoints of an organization that have come to a limit or to their end, and an organization with as many as may be. */
export const makeTroubledEndpoints = async (built: Built, owner: Organization) => {
  const speaker = speakAs(built, owner)
  const expect = ({ status, body }: Awaited<ReturnType<typeof speaker.post>>) => {
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  const register = async (from = speaker) =>
    `/v1/endpoints/${expect(await from.post('/v1/endpoints', settings)).id}`

  const [busy, removed] = [await register(), await register()]
  for (let count = 1; count < 10; count++) expect(await speaker.post(`${busy}/secrets`, {}))
  for (let count = 0; count < 10; count++)
    expect(await speaker.post(`${busy}/recoveries`, { since: hourAgo() }))

  expect(await speaker.send(removed, 'endpoint.pinged'))
  await publishAll(built.db)
  const cancelled = String(
    expect(await speaker.get(`${removed}/deliveries?type=endpoint.pinged`)).items[0].id,
  )
  expect(await speaker.send(removed, 'endpoint.removed'))
  while ((await clearRemoved(built.db)) > 0);

  const crowded = await built.makeOrganization({ kind: 'club', name: 'A club' })
  for (let count = 0; count < 50; count++) await register(speakAs(built, crowded))
  return { busy, removed, cancelled, crowded }
}
