import t, { type Test } from 'tap'
import { build, speakAs } from '../support/build.ts'
import { makeCast, walk } from '../support/walk.ts'

const start = async (t: Test, until: Parameters<typeof walk>[2]) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const carrier = await built.makeOrganization({ kind: 'carrier', name: 'Air Astana Cargo' })
  return { built, cast, carrier, newcomer: speakAs(built, carrier), ...(await walk(built, cast, until)) }
}

t.test('shows everything to an organization once it takes a role, and nothing before', async (t) => {
  const { path, id, shipment, units, donor, newcomer, carrier } = await start(t, { until: 'packed' })
  const paths = [path, `${path}/events`, shipment, `/v1/units/${units[0]}`]
  for (const one of paths) t.equal((await newcomer.get(one)).status, 404, one)
  t.same((await newcomer.get('/v1/donations')).body.items, [])

  const added = await donor.send(path, 'party.added', { organization: carrier.id, role: 'carrier' })
  t.equal(added.status, 201)
  const party = {
    organization: { id: carrier.id, kind: 'carrier', name: 'Air Astana Cargo' },
    roles: ['carrier'],
  }
  t.match(added.body.parties.at(-1), party, 'the answer names it already')
  for (const one of paths) t.equal((await newcomer.get(one)).status, 200, one)
  const { body } = await newcomer.get(path)
  t.same(
    body.parties.find((one: typeof party) => one.organization.id === carrier.id),
    party,
  )
  const listed = await newcomer.get('/v1/donations?role=carrier&state=contracted')
  t.match(listed.body.items, [{ id }])
  t.equal((await newcomer.get(`/v1/units?donation=${id}`)).body.items.length, 2)
  t.match((await newcomer.get(shipment)).body.availableEvents, [
    'document.recorded',
    'customs.declared',
    'shipment.dispatched',
  ])
  t.match(await newcomer.send(shipment, 'shipment.dispatched', { mode: 'air' }), { status: 201 })
})

t.test('adds a further role to a party, and none twice', async (t) => {
  const { path, donor, cast } = await start(t, { until: 'pledged' })
  const add = (role: string) => donor.send(path, 'party.added', { organization: cast.supplier.id, role })
  t.match(await add('supplier'), {
    status: 409,
    body: { code: 'already-a-party', errors: [{ pointer: '/data/organization' }] },
  })
  const added = await add('carrier')
  t.equal(added.status, 201)
  const rolesIn = (body: { parties: { organization: { id: string }; roles: string[] }[] }) =>
    body.parties.filter(({ organization }) => organization.id === cast.supplier.id).map(({ roles }) => roles)
  t.same(rolesIn(added.body), [['supplier', 'carrier']])
  t.same(rolesIn((await donor.get(path)).body), [['supplier', 'carrier']])
  t.match(await add('carrier'), { status: 409, body: { code: 'already-a-party' } })
})

t.test('lets donors and the coordinator add parties, and nobody else', async (t) => {
  const { built, path, donor, hospital, cast, carrier } = await start(t, { until: 'pledged' })
  const club = await built.makeOrganization({ kind: 'club', name: 'Partner club' })
  const add = (speaker: typeof donor, organization: string, role: string) =>
    speaker.send(path, 'party.added', { organization, role })
  for (const speaker of [hospital, speakAs(built, cast.supplier)])
    t.match(await add(speaker, carrier.id, 'carrier'), { status: 403, body: { code: 'role-not-allowed' } })
  const itself = { type: 'party.added', data: { organization: carrier.id, role: 'carrier' } }
  const added = await speakAs(built, carrier).post(`${path}/events`, itself, { 'if-match': '"1"' })
  t.match(added, { status: 404, body: { code: 'not-found' } }, 'no one adds itself')
  t.match(await add(donor, club.id, 'coordinator'), { status: 201 })
  t.match(await add(speakAs(built, club), carrier.id, 'carrier'), { status: 201 })
  for (const role of ['donor', 'recipient'])
    t.match(await add(donor, club.id, role), {
      status: 400,
      body: { errors: [{ pointer: '/data/role', code: 'not-one-of' }] },
    })
})

t.test('adds two parties that race for the same donation', async (t) => {
  const { built, path, donor } = await start(t, { until: 'pledged' })
  const clubs = await Promise.all(['One', 'Other'].map((name) => built.makeOrganization({ name })))
  const add = (organization: string) => donor.send(path, 'party.added', { organization, role: 'partner' })
  const answers = await Promise.all(clubs.map(({ id }) => add(id)))
  t.same(answers.map(({ status }) => status).sort(), [201, 412], 'one at a time')
  const [late] = clubs.filter((_, n) => answers[n]?.status === 412)
  t.match(await add(late?.id ?? ''), { status: 201 }, 'and the other after it')
})
