import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { inDays } from '../support/day.ts'
import { digest } from '../support/tenants.ts'
import { sha256 } from '../support/walk.ts'
import { openScene, pass } from './scene.ts'

t.test('refuses what does not fit together, points to it, and changes nothing', async (t) => {
  const { built, owner, club, department, clinic, stranger, body } = await openScene(t)
  const commitment = { id: 'training', kind: 'visits', by: club.id, quantity: 1, dueOn: inDays(5) }
  const text = { language: 'ru', sha256 }
  const type = await built.makeEquipmentType()
  const rows: [fields: object, code: string, pointer: string][] = [
    [{ startsOn: inDays(2), endsOn: inDays(1), commitments: [] }, 'validity-inverted', '/endsOn'],
    [{ startsOn: inDays(-9), endsOn: inDays(-1), commitments: [] }, 'validity-over', '/endsOn'],
    [{ parties: [department.id, club.id] }, 'owner-among-parties', '/parties/1'],
    [{ parties: [clinic.id, clinic.id] }, 'duplicate-entry', '/parties/1'],
    [{ parties: [clinic.id, uuidv7()] }, 'unknown-organization', '/parties/1'],
    [{ texts: [text, text] }, 'duplicate-entry', '/texts/1/language'],
    [{ scope: { regions: ['KZ-75', 'KZ-75'] } }, 'duplicate-entry', '/scope/regions/1'],
    [{ scope: { equipmentTypes: [type, type] } }, 'duplicate-entry', '/scope/equipmentTypes/1'],
    [{ scope: { equipmentTypes: [type, uuidv7()] } }, 'unknown-equipment-type', '/scope/equipmentTypes/1'],
    [{ commitments: [commitment, commitment] }, 'duplicate-entry', '/commitments/1/id'],
    [{ commitments: [{ ...commitment, by: stranger.id }] }, 'commitment-by-stranger', '/commitments/0/by'],
    ...[inDays(-1), inDays(366)].map((dueOn): (typeof rows)[number] => [
      { commitments: [{ ...commitment, dueOn }] },
      'commitment-outside-validity',
      '/commitments/0/dueOn',
    ]),
  ]
  const before = await digest(built)
  for (const [fields, code, pointer] of rows) {
    const { status, body: answer } = await owner.post('/v1/memoranda', { ...body, ...fields })
    t.match(
      { status, code: answer.code, errors: answer.errors },
      { status: 400, code, errors: [{ pointer }] },
      code,
    )
  }
  t.same(await digest(built), before)
})

t.test('refuses one that overlaps another of the same parties in time and scope', async (t) => {
  const { built, owner, clinic, department, body, draft, activate } = await openScene(t)
  const [one, other] = [await built.makeEquipmentType(), await built.makeEquipmentType()]
  await draft()
  t.equal((await owner.post('/v1/memoranda', body)).status, 201, 'drafts may overlap')
  const scope = { regions: ['KZ-47', 'KZ-75'], equipmentTypes: [one] }
  const { id, path } = await activate({ scope })
  const attempt = async (fields: object) => {
    const { status, body: answer } = await owner.post('/v1/memoranda', {
      ...body,
      commitments: [],
      ...fields,
    })
    return status === 201 ? 201 : answer
  }
  const overlapping = {
    ...{ status: 409, code: 'memoranda-overlap', errors: [{ pointer: '/startsOn' }] },
    detail: new RegExp(id),
  }
  t.match(await attempt({}), overlapping, 'no scope covers everything')
  t.match(await attempt({ parties: [clinic.id, department.id], scope }), overlapping, 'in whatever order')
  t.match(
    await attempt({ scope: { regions: ['KZ-75'] }, startsOn: inDays(365), endsOn: inDays(400) }),
    overlapping,
  )
  t.match(await attempt({ scope: { equipmentTypes: [other, one] } }), overlapping)
  t.equal(await attempt({ scope: { equipmentTypes: [other] } }), 201, 'other equipment')
  t.equal(await attempt({ scope: { regions: ['KZ-10'] } }), 201, 'another region')
  t.equal(await attempt({ startsOn: inDays(366), endsOn: inDays(400) }), 201, 'afterwards')
  t.equal(await attempt({ parties: [clinic.id] }), 201, 'fewer parties')
  await pass(built.db, id, 'expiry')
  t.equal((await owner.get(path)).body.state, 'expired')
  t.equal(await attempt({ scope }), 201, 'one that is in force no longer is in nobody’s way')
})
