import { type Built, type Organization, speakAs } from './build.ts'
import { makeDepartment } from './departments.ts'

/** A hospital whose needs can't take what is sent to them: nobody is to endorse one, another is half pledged. */
export const makeTroubledNeeds = async (built: Built, donor: Organization, equipmentType: string) => {
  const authority = await built.makeOrganization({ kind: 'authority', name: 'Authority' })
  const clinic = await built.makeOrganization({ kind: 'hospital', name: 'Hospital that asks' })
  const other = await built.makeOrganization({ kind: 'hospital', name: 'Another hospital' })
  const { id: department } = await makeDepartment(built, clinic)
  const { id: elsewhere } = await makeDepartment(built, other)
  const [club, hospital] = [speakAs(built, donor), speakAs(built, clinic)]
  const expect = ({ status, body }: Awaited<ReturnType<typeof club.post>>) => {
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  const body = {
    ...{ department, equipmentType, quantity: 4, urgency: 'soon' },
    ...{ justification: 'Newborns share incubators.', contactRole: 'Engineer' },
  }
  const ask = async (fields: object, ...events: [type: string, data?: object][]) => {
    const path = `/v1/needs/${expect(await hospital.post('/v1/needs', { ...body, ...fields })).id}`
    for (const [type, data] of events) {
      const sender = type === 'need.endorsed' ? speakAs(built, authority) : hospital
      expect(await sender.send(path, type, data))
    }
    return path
  }
  const named = { authority: authority.id }
  const paths = {
    draft: await ask({}),
    submitted: await ask(named, ['need.submitted']),
    endorsed: await ask(named, ['need.submitted'], ['need.endorsed']),
    withdrawn: await ask(named, ['need.withdrawn', { reason: 'notNeeded' }]),
  }
  const endorsed = paths.endorsed.split('/').at(-1)
  const parties = [
    { organization: donor.id, role: 'donor' },
    { organization: clinic.id, role: 'recipient' },
  ]
  const items = [{ equipmentType, quantity: 2, need: endorsed }]
  expect(await club.post('/v1/donations', { title: 'A half', items, parties }))
  const gone = await ask(named, ['need.submitted'], ['need.endorsed'])
  const ended = gone.split('/').at(-1)
  expect(
    await club.post('/v1/donations', {
      title: 'All',
      parties,
      items: [{ equipmentType, quantity: 4, need: ended }],
    }),
  )
  expect(await hospital.send(gone, 'need.withdrawn', { reason: 'other' }))
  const tags = new Map<string, string>()
  for (const path of [...Object.values(paths), gone])
    tags.set(path, String((await hospital.get(path)).headers.etag))
  return { clinic, authority, paths, tags, body, parties, elsewhere, endorsed, ended }
}
