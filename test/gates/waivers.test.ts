import t from 'tap'
import { uploadAs } from '../attachments/uploads.ts'
import { makePdf } from '../support/files.ts'
import { digest } from '../support/tenants.ts'
import { brazilian, openGates } from './scene.ts'

t.test('the hospital waives what it will solve itself, and the shipment leaves', async (t) => {
  const { hospital, donor, cast, shipment, waive, gateOf, dispatch } = await openGates(t, { type: brazilian })
  const note = 'Each incubator gets a transformer.'
  t.equal((await waive(hospital, 'mains-fit', { note })).status, 201)
  t.match(await gateOf('mains-fit'), {
    state: 'waived',
    says: 'Waived',
    findings: [{ code: 'voltage' }, { code: 'frequency' }],
    waiver: {
      ...{ gate: 'mains-fit', reason: 'solvedOnSite', reasonText: 'Solved on site', note },
      ...{ position: 'Engineer', by: cast.recipient.id, at: /Z$/ },
    },
  })
  t.match((await donor.get(`${shipment}/gates`)).body, { isOpen: true })
  t.equal((await dispatch()).status, 201)
})

t.test('a waiver that is withdrawn keeps the shipment back again', async (t) => {
  const { hospital, shipment, waive, dispatch, gateOf } = await openGates(t, { type: brazilian })
  await waive(hospital, 'mains-fit')
  const withdrawn = await hospital.send(shipment, 'gate.waiverWithdrawn', {
    gate: 'mains-fit',
    note: 'No money.',
  })
  t.equal(withdrawn.status, 201)
  const gate = await gateOf('mains-fit')
  t.match(gate, { state: 'unmet' })
  t.notOk('waiver' in gate)
  t.match((await dispatch()).body, { code: 'gates-unmet' })
  t.equal((await waive(hospital, 'mains-fit')).status, 201)
})

t.test('nobody waives what is not theirs to waive, or without saying why', async (t) => {
  const scene = await openGates(t, { type: brazilian, origin: 'BR', until: 'planned' })
  const { built, donor, hospital, authority, shipment, waive } = scene
  const rows: [what: string, answer: () => ReturnType<typeof waive>, expected: object][] = [
    ['the donor', () => waive(donor, 'mains-fit'), { status: 403, body: { code: 'role-not-allowed' } }],
    [
      'an authority that does not bear it',
      () => waive(authority, 'mains-fit'),
      {
        status: 403,
        body: {
          code: 'gate-role-not-allowed',
          detail: /recipient.*mains-fit/,
          errors: [{ pointer: '/data/gate' }],
        },
      },
    ],
    [
      'an authority that withdraws what it did not waive',
      () => authority.send(shipment, 'gate.waiverWithdrawn', { gate: 'mains-fit' }),
      { status: 409, body: { code: 'gate-not-waived' } },
    ],
    [
      'the contract',
      () => waive(hospital, 'contract-signed'),
      { status: 409, body: { code: 'gate-not-waivable', errors: [{ pointer: '/data/gate' }] } },
    ],
    ['the packing list', () => waive(hospital, 'packing-complete'), { body: { code: 'gate-not-waivable' } }],
    ['the agreement', () => waive(hospital, 'recipient-agreed'), { body: { code: 'gate-not-waivable' } }],
    [
      'what nobody asks for',
      () => waive(hospital, 'training-planned'),
      { status: 409, body: { code: 'gate-not-unmet', errors: [{ pointer: '/data/gate' }] } },
    ],
    [
      'no reason',
      () => waive(hospital, 'mains-fit', { reason: undefined }),
      {
        status: 400,
        body: { code: 'invalid-request', errors: [{ pointer: '/data/reason', code: 'required' }] },
      },
    ],
    [
      'a reason of their own',
      () => waive(hospital, 'mains-fit', { reason: 'because' }),
      { status: 400, body: { errors: [{ pointer: '/data/reason', code: 'not-one-of' }] } },
    ],
    [
      'no office',
      () => waive(hospital, 'mains-fit', { position: undefined }),
      { status: 400, body: { errors: [{ pointer: '/data/position', code: 'required' }] } },
    ],
    [
      'a gate that is none',
      () => waive(hospital, 'weather'),
      { status: 400, body: { errors: [{ pointer: '/data/gate', code: 'not-one-of' }] } },
    ],
  ]
  const before = await digest(built)
  for (const [what, answer, expected] of rows) t.match(await answer(), expected, what)
  t.same(await digest(built), before, 'and nothing has changed')
  t.equal(
    (await waive(authority, 'permit-valid', { reason: 'notRequired' })).status,
    201,
    'the permit is theirs',
  )
  t.match(await waive(authority, 'permit-valid'), { status: 409, body: { code: 'gate-already-waived' } })
  t.equal((await waive(hospital, 'mains-fit')).status, 201)
  const foreign = await authority.send(shipment, 'gate.waiverWithdrawn', { gate: 'mains-fit' })
  t.match(foreign, { status: 403, body: { code: 'gate-role-not-allowed' } })
})

t.test('a question is answered by those who can know', async (t) => {
  const { built, donor, hospital, authority, cast, gateOf, answer } = await openGates(t, {
    type: { requirements: { manuals: ['user'], training: true, consumablesMonths: 12 } },
    until: 'planned',
  })
  const before = await digest(built)
  t.match(await answer(donor, { item: 'training-users', answer: 'yes' }), {
    status: 403,
    body: {
      code: 'question-role-not-allowed',
      detail: /recipient/,
      errors: [{ pointer: '/data/answers/0/item' }],
    },
  })
  t.match(await answer(hospital, { item: 'user-manual', answer: 'yes' }), { status: 403 })
  t.match(
    await answer(
      authority,
      { item: 'consumables-source', answer: 'yes' },
      { item: 'training-users', answer: 'yes' },
    ),
    { status: 403, body: { errors: [{ pointer: '/data/answers/1/item' }] } },
    'and with it all others',
  )
  t.match(await answer(hospital, { item: 'training-technicians', answer: 'notApplicable' }), {
    status: 400,
    body: { errors: [{ pointer: '/data/answers/0/note', code: 'required' }] },
  })
  t.match(await answer(donor, { item: 'user-manual', answer: 'yes', attachment: 'f'.repeat(64) }), {
    body: { code: 'attachment-unknown', errors: [{ pointer: '/data/answers/0/attachment' }] },
  })
  t.same(await digest(built), before, 'nothing of it is kept')

  t.equal(
    (await answer(authority, { item: 'consumables-source', answer: 'no', note: 'Not yet.' })).status,
    201,
  )
  t.match(await gateOf('consumables-assured'), {
    state: 'unmet',
    findings: [
      {
        code: 'answeredNo',
        question: 'consumables-source',
        expected: 12,
        text: /^Answered with no: ".+" Months asked for: 12\.$/,
      },
      { code: 'unanswered', question: 'consumables-budget' },
    ],
    questions: [
      {
        ...{ item: 'consumables-source', by: ['recipient', 'authority'], mayNotApply: false },
        answer: { answer: 'no', note: 'Not yet.', version: 1, by: cast.authority.id },
      },
      { item: 'consumables-budget', answer: undefined },
    ],
  })
})

t.test('an answer may name a file of the donation as its proof', async (t) => {
  const scene = await openGates(t, { type: { requirements: { manuals: ['user'] } }, until: 'planned' })
  const { built, donor, donation, cast, answer, gateOf } = scene
  const uploaded = await uploadAs(built, cast.donor, donation)(makePdf())
  t.match(uploaded, { status: 201 })
  const { sha256 } = uploaded.body
  t.equal((await answer(donor, { item: 'user-manual', answer: 'yes', attachment: sha256 })).status, 201)
  t.match(await gateOf('manuals-readable'), { state: 'met', questions: [{ answer: { attachment: sha256 } }] })
  const theirs = await openGates(
    t,
    { type: { requirements: { manuals: ['user'] } }, until: 'planned' },
    built,
  )
  t.match(
    await theirs.answer(theirs.donor, { item: 'user-manual', answer: 'yes', attachment: sha256 }),
    { status: 409, body: { code: 'attachment-unknown' } },
    'a file of another donation is none',
  )
})
