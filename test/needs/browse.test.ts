import t from 'tap'
import { type Organization, speakAs } from '../support/build.ts'
import { expect, openScene, type Scene } from './scene.ts'

const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id)

/** Endorsed needs of two hospitals, the most urgent and then the oldest first. */
const openMarket = async (scene: Scene) => {
  const clinic: Organization = await scene.built.makeOrganization({ kind: 'hospital', name: 'Clinic' })
  await scene.place(clinic, 'KZ-47')
  const elsewhere = await scene.addDepartment(clinic)
  const type = await scene.built.makeEquipmentType()
  const speaker = speakAs(scene.built, clinic)
  const other = async (fields: Record<string, unknown>) => {
    const { id } = expect(
      await speaker.post('/v1/needs', scene.newNeed({ department: elsewhere, ...fields })),
    )
    expect(await speaker.send(`/v1/needs/${id}`, 'need.submitted'))
    expect(await scene.authority.send(`/v1/needs/${id}`, 'need.endorsed'))
    return String(id)
  }
  const planned = await scene.ask({ urgency: 'planned' })
  const soon = await other({ urgency: 'soon' })
  const urgent = await scene.ask({ urgency: 'urgent', equipmentType: type })
  const critical = await other({ urgency: 'critical' })
  const young = await scene.ask({ urgency: 'critical' })
  await scene.ask({}, 'submitted')
  await scene.ask({}, 'draft')
  const covered = await scene.ask({ quantity: 1, urgency: 'critical' })
  await scene.pledge(covered.id, 1)
  return { clinic, type, order: [critical, young.id, urgent.id, soon, planned.id], covered: covered.id }
}

t.test('every organization browses what is open, the most urgent and then the oldest first', async (t) => {
  const scene = await openScene(t)
  const { clinic, type, order } = await openMarket(scene)
  const [critical, young, urgent, soon, planned] = order
  const stranger = speakAs(scene.built, await scene.built.makeOrganization())
  const list = async (query = '') => idsOf(await stranger.get(`/v1/open-needs${query}`))
  t.strictSame(await list(), order)
  const asked: [string, (string | undefined)[]][] = [
    [`?equipmentType=${type}`, [urgent]],
    [`?equipmentType=${scene.equipmentType}`, [critical, young, soon, planned]],
    ['?region=KZ-47', [critical, soon]],
    ['?urgency=critical', [critical, young]],
    [`?hospital=${clinic.id}`, [critical, soon]],
    [`?hospital=${clinic.id}&urgency=soon&region=KZ-47&equipmentType=${scene.equipmentType}`, [soon]],
    ['?region=KZ-11', []],
  ]
  for (const [query, expected] of asked) t.strictSame(await list(query), expected, query)
  const pages: string[] = []
  for (let next = ''; ; ) {
    const page = await stranger.get(`/v1/open-needs?limit=2${next && `&cursor=${next}`}`)
    t.ok(page.body.items.length <= 2)
    pages.push(...idsOf(page))
    if (!page.body.next) break
    next = page.body.next
  }
  t.strictSame(pages, order, 'page by page')
  const first = await stranger.get('/v1/open-needs?limit=2')
  t.match(first.headers.link, /rel="next"/)
  t.equal((await stranger.get(`/v1/open-needs?limit=2&urgency=soon&cursor=${first.body.next}`)).status, 400)
})

t.test('what is open is read by everybody, without its pledges and its log', async (t) => {
  const scene = await openScene(t)
  const { covered } = await openMarket(scene)
  const { id, path } = await scene.ask({ quantity: 3 })
  await scene.pledge(id, 1)
  const stranger = speakAs(scene.built, await scene.built.makeOrganization())
  const seen = await stranger.get(path)
  t.match(seen, { status: 200, body: { state: 'endorsed', remaining: 2, coverage: [], availableEvents: [] } })
  t.notMatch(JSON.stringify(seen.body), new RegExp(scene.cast.donor.id))
  t.match((await stranger.get(`/v1/needs/${covered}`)).body, { state: 'matched', coverage: [] })
  t.equal((await stranger.get(`${path}/events`)).status, 404)
  t.equal((await stranger.get(`${path}/events/1`)).status, 404)
  t.equal((await stranger.send(path, 'need.withdrawn', { reason: 'other' })).status, 404)
  t.strictSame(idsOf(await stranger.get('/v1/needs')), [])
})

t.test('what is not endorsed is as good as unknown to everybody else', async (t) => {
  const scene = await openScene(t)
  const { path } = await scene.ask({}, 'submitted')
  const stranger = speakAs(scene.built, await scene.built.makeOrganization({ kind: 'authority' }))
  for (const way of [path, `${path}/matches`, `${path}/events`])
    t.match(await stranger.get(way), { status: 404, body: { code: 'not-found' } })
  t.equal((await scene.authority.get(path)).status, 200)
})

t.test('each party lists its own, newest first, by state, type, region and urgency', async (t) => {
  const scene = await openScene(t)
  const { clinic, order, covered, type } = await openMarket(scene)
  const [critical, young, urgent, soon, planned] = order
  const { hospital, donor, authority } = scene
  const list = async (who: typeof donor, query = '') => idsOf(await who.get(`/v1/needs${query}`))
  t.equal((await list(hospital)).length, 6)
  t.strictSame((await list(hospital)).slice(0, 1), [covered])
  t.strictSame(await list(donor), [covered])
  t.strictSame(await list(donor, '?state=matched'), [covered])
  t.strictSame(await list(donor, '?state=endorsed'), [])
  t.equal((await list(authority)).length, 7, 'all but the draft')
  t.strictSame(await list(speakAs(scene.built, clinic)), [critical, soon])
  t.strictSame(await list(hospital, `?equipmentType=${type}`), [urgent])
  t.strictSame(await list(hospital, '?urgency=planned'), [planned])
  t.strictSame(await list(authority, '?region=KZ-47&state=endorsed'), [critical, soon])
  t.ok((await list(hospital, '?limit=100')).includes(young ?? ''))
  const page = await hospital.get('/v1/needs?limit=4')
  t.equal(idsOf(page).length, 4)
  t.equal((await list(hospital, `?limit=4&cursor=${page.body.next}`)).length, 2)
})
