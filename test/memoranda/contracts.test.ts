import { eq } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { organizations } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { inDays } from '../support/day.ts'
import { sha256, walk } from '../support/walk.ts'
import { openScene } from './scene.ts'

/** A club with a donation to a hospital in Mangystau that waits for its contract. */
const openContract = async (t: Parameters<typeof openScene>[0]) => {
  const scene = await openScene(t)
  const { built, club, department, clinic } = scene
  const recipient = await built.makeOrganization({ kind: 'hospital', name: 'Regional hospital' })
  await built.db.update(organizations).set({ region: 'KZ-47' }).where(eq(organizations.id, recipient.id))
  const supplier = await built.makeOrganization({ kind: 'supplier', name: 'Supplier' })
  const equipmentType = await built.makeEquipmentType()
  const cast = { donor: club, recipient, supplier, authority: department, equipmentType }
  const begin = () => walk(built, cast, { until: 'contracting' })
  const name = async (memorandum: string, path: string) =>
    speakAs(built, club).send(path, 'contract.drafted', {
      ...{ number: '17', memorandum, texts: [{ language: 'ru', sha256 }] },
      signatories: [club.id, recipient.id],
    })
  return { ...scene, clinic, recipient, equipmentType, begin, name }
}

t.test('lets a contract rest on a memorandum that covers its donation', async (t) => {
  const { owner, equipmentType, recipient, clinic, draft, begin, name } = await openContract(t)
  const other = { parties: [clinic.id], commitments: [] }
  const { path } = await begin()
  for (const fields of [
    { ...other, scope: {} },
    { ...other, scope: { regions: ['KZ-47'] } },
    { ...other, scope: { regions: ['KZ-75', 'KZ-47'], equipmentTypes: [equipmentType] } },
    { parties: [recipient.id], commitments: [], scope: { regions: ['KZ-75'] } },
  ]) {
    const { id } = await draft(fields)
    const drafted = await name(id, path)
    t.match(drafted, { status: 201, body: { contract: { memorandum: id } } }, JSON.stringify(fields.scope))
    t.equal((await owner.get(path)).body.contract.memorandum, id)
  }
})

t.test('refuses one that is unknown, that its drafter does not see, or that does not cover it', async (t) => {
  const { built, stranger, clinic, equipmentType, body, draft, begin, name } = await openContract(t)
  const { path, donor } = await begin()
  const theirs = await speakAs(built, stranger).post('/v1/memoranda', {
    ...{ ...body, parties: [clinic.id], commitments: [], endsOn: inDays(10) },
  })
  t.equal(theirs.status, 201)
  const otherType = await built.makeEquipmentType()
  const other = { parties: [clinic.id], commitments: [] }
  const elsewhere = await draft({ ...other, scope: { regions: ['KZ-75'] } })
  const otherwise = await draft({ ...other, scope: { equipmentTypes: [otherType] } })
  const half = await draft({ ...other, scope: { regions: ['KZ-75'], equipmentTypes: [equipmentType] } })
  const before = (await donor.get(path)).body
  for (const [memorandum, status, code] of [
    [uuidv7(), 400, 'unknown-memorandum'],
    [theirs.body.id, 400, 'unknown-memorandum'],
    [before.id, 400, 'unknown-memorandum'],
    [elsewhere.id, 409, 'memorandum-not-covering'],
    [otherwise.id, 409, 'memorandum-not-covering'],
    [half.id, 409, 'memorandum-not-covering'],
  ] as const) {
    const refused = await name(memorandum, path)
    t.match(refused, { status, body: { code, errors: [{ pointer: '/data/memorandum' }] } }, code)
  }
  t.same((await donor.get(path)).body, before)
})

t.test('tells a stranger of the donation nothing of the memorandum', async (t) => {
  const { built, stranger, begin } = await openContract(t)
  const { path } = await begin()
  const data = {
    ...{ number: '17', memorandum: uuidv7(), texts: [{ language: 'ru', sha256 }] },
    signatories: [uuidv7(), uuidv7()],
  }
  const event = { type: 'contract.drafted', data }
  const answer = await speakAs(built, stranger).post(`${path}/events`, event, { 'if-match': '"2"' })
  t.match(answer, { status: 404, body: { code: 'not-found' } })
})
