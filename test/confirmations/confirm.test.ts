import { hash } from 'node:crypto'
import t from 'tap'
import { inspect } from '../support/inspect.ts'
import { decide, openScene, receipt, signer } from './scene.ts'

const { accepted, acceptedWithRemarks, rejected, missing } = decide

t.test('settles every unit of a consignment in one submission, each in its own way', async (t) => {
  const { units, confirm, statesOf, look, listEvents, hospital, shipment } = await openScene(t, {
    quantity: 4,
  })
  const [one = '', other = '', third = '', fourth = ''] = units
  const answer = await confirm([accepted(one), acceptedWithRemarks(other), rejected(third), missing(fourth)])
  t.match(answer, {
    status: 201,
    headers: { location: `/v1/confirmations/${answer.body.id}` },
    body: {
      language: 'ru',
      signer,
      units: [
        { id: one, outcome: 'accepted', state: 'accepted' },
        { id: other, outcome: 'acceptedWithRemarks', state: 'acceptedWithRemarks' },
        { id: third, outcome: 'rejected', state: 'rejected' },
        { id: fourth, outcome: 'missing', state: 'lost' },
      ],
    },
  })
  t.strictSame(await statesOf(), ['accepted', 'acceptedWithRemarks', 'rejected', 'lost'])
  t.match(await look(), { state: 'remedying', slots: { accepted: 2, remedying: 1, lost: 1 } })
  t.strictSame(
    (await listEvents())
      .map(({ type }) => type)
      .filter((type) => !/^donation|arrived$/.test(type))
      .slice(-6),
    [
      'shipment.received',
      'unit.accepted',
      'unit.acceptedWithRemarks',
      'unit.rejected',
      'unit.reportedMissing',
      'shipment.confirmed',
    ],
    'the log tells it unit by unit',
  )
  const [confirmed] = await listEvents('shipment.confirmed')
  t.match(confirmed?.data, {
    confirmation: answer.body.id,
    textSha256: answer.body.textSha256,
    outcomes: { accepted: 1, acceptedWithRemarks: 1, rejected: 1, missing: 1 },
  })
  t.notMatch(JSON.stringify(confirmed), signer.name, 'the log names an office, and nobody')
  t.match((await hospital.get(shipment)).body, {
    state: 'received',
    receipt: { packages: 1, sealsIntact: true },
    confirmations: [{ id: answer.body.id, position: signer.position }],
  })
  const read = await hospital.get(`/v1/confirmations/${answer.body.id}`)
  t.strictSame(read.body, answer.body)
})

t.test('takes what is decided today, and the rest another day', async (t) => {
  const { units, confirm, statesOf, look } = await openScene(t)
  const [one = '', other = '', third = ''] = units
  t.match(await confirm([accepted(one)]), { status: 201 })
  t.strictSame(await statesOf(), ['accepted', 'arrived', 'arrived'])
  t.match(await look(), { state: 'accepting' })
  t.match(await confirm([accepted(other)]), {
    status: 409,
    body: { errors: [{ pointer: '/receipt', code: 'packages-already-counted' }] },
  })
  t.match(await confirm([accepted(other), rejected(third)], { receipt: undefined }), { status: 201 })
  t.match(await look(), { state: 'remedying', slots: { accepted: 2, remedying: 1, arrived: 0 } })
})

t.test('needs the count of the packages with the first confirmation', async (t) => {
  const { units, confirm, statesOf } = await openScene(t, { quantity: 1 })
  const [unit = ''] = units
  t.match(await confirm([accepted(unit)], { receipt: undefined }), {
    status: 409,
    body: { code: 'confirmation-refused', errors: [{ pointer: '/receipt', code: 'receipt-missing' }] },
  })
  t.strictSame(await statesOf(), ['arrived'])
})

t.test('writes the arrival down where nobody did', async (t) => {
  const { units, confirm, statesOf, listEvents } = await openScene(t, { until: 'dispatched' })
  const [one = '', other = '', third = ''] = units
  t.match(await confirm([accepted(one), missing(other)]), { status: 201 })
  t.strictSame(await statesOf(), ['accepted', 'lost', 'arrived'])
  t.equal((await listEvents('shipment.arrived')).length, 1)
  t.match(await confirm([rejected(third)], { receipt: undefined }), { status: 201 })
})

t.test('says that nothing can be confirmed that has not left', async (t) => {
  const { units, confirm, statesOf } = await openScene(t, { until: 'packed', quantity: 1 })
  t.match(await confirm([accepted(units[0] ?? '')]), {
    status: 409,
    body: { code: 'transition-not-allowed', state: 'packed' },
  })
  t.strictSame(await statesOf(), ['packed'])
})

t.test('refuses a submission whole, with everything that is wrong in it at once', async (t) => {
  const { units, confirm, statesOf, listEvents } = await openScene(t, { quantity: 4 })
  const [one = '', other = '', third = '', fourth = ''] = units
  const before = (await listEvents()).length
  const failing = inspect('generic-device', {
    'visual-condition': { value: false },
    'self-test': { value: false },
    'protective-earth-resistance': { value: 812, instrument: undefined },
  })
  const answer = await confirm(
    [
      accepted(one),
      accepted(other, { inspection: undefined }),
      accepted(third, { inspection: failing }),
      rejected(fourth, { serialNumber: 'SN-3' }),
      rejected('01234567-89ab-7def-8123-456789abcdef'),
      missing(one),
    ],
    { receipt: undefined },
  )
  t.match(answer, { status: 409, body: { code: 'confirmation-refused' } })
  const errors: { pointer: string; code: string }[] = answer.body.errors
  t.strictSame(errors.map(({ pointer, code }) => `${pointer} ${code}`).sort(), [
    '/decisions/1/inspection inspection-missing',
    '/decisions/2/inspection/results checks-failed',
    '/decisions/2/inspection/results safety-check-failed',
    '/decisions/2/inspection/results/7 instrument-missing',
    '/decisions/3/serialNumber serial-number-mismatch',
    '/decisions/4/unit unit-not-in-shipment',
    '/decisions/5/unit duplicate-entry',
    '/receipt receipt-missing',
  ])
  t.strictSame(await statesOf(), ['arrived', 'arrived', 'arrived', 'arrived'])
  t.equal((await listEvents()).length, before, 'nothing of it was written')
})

t.test('refuses a form that lacks what each decision needs', async (t) => {
  const { units, confirm } = await openScene(t)
  const [one = '', other = '', third = ''] = units
  const answer = await confirm(
    [
      { outcome: 'rejected', unit: one },
      { outcome: 'acceptedWithRemarks', unit: other, inspection: inspect() },
      { outcome: 'lost', unit: third },
    ],
    { signer: { name: 'A' } },
  )
  t.match(answer, { status: 400, body: { code: 'invalid-request' } })
  t.strictSame(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort(), [
    '/decisions/0/reason',
    '/decisions/1/note',
    '/decisions/2/outcome',
    '/signer/position',
  ])
})

t.test('keeps a value beyond its limit as it was measured', async (t) => {
  const { units, confirm, hospital, listEvents } = await openScene(t, { quantity: 1 })
  const [unit = ''] = units
  const inspection = inspect('generic-device', {
    'protective-earth-resistance': { value: 812.5 },
    'self-test': { value: false },
  })
  t.match(await confirm([rejected(unit, { reason: 'failedSafetyTest', inspection })]), { status: 201 })
  t.match((await hospital.get(`/v1/units/${unit}`)).body, {
    state: 'rejected',
    decision: {
      outcome: 'rejected',
      reason: 'failedSafetyTest',
      inspection: { failed: ['self-test', 'protective-earth-resistance'], missing: [] },
    },
  })
  const [event] = await listEvents('unit.rejected')
  t.match(JSON.stringify(event?.data), /"check":"protective-earth-resistance"[^{]*"value":812\.5/)
})

t.test('refuses photos that nobody sent', async (t) => {
  const { units, confirm } = await openScene(t, { quantity: 1 })
  const photos = ['b'.repeat(64)]
  const inspection = inspect('generic-device', { 'visual-condition': { value: false, photos } })
  t.match(await confirm([rejected(units[0] ?? '', { inspection })]), {
    status: 409,
    body: {
      errors: [{ pointer: '/decisions/0/inspection/results/4/photos/0', code: 'attachment-unknown' }],
    },
  })
})

t.test('answers the same submission with the same confirmation', async (t) => {
  const { units, confirm, listEvents } = await openScene(t, { quantity: 2 })
  const [one = '', other = ''] = units
  const headers = { 'idempotency-key': 'first' }
  const first = await confirm([accepted(one), rejected(other)], {}, headers)
  t.equal(first.status, 201)
  const replayed = await confirm([accepted(one), rejected(other)], {}, headers)
  t.match(replayed, { status: 201, headers: { 'idempotency-replayed': 'true' } })
  t.strictSame(replayed.body, first.body)
  const again = await confirm([accepted(one), rejected(other)])
  t.strictSame(again.body, first.body, 'under another key as well')
  t.equal((await listEvents('shipment.confirmed')).length, 1)
})

t.test('refuses a submission that contradicts what was decided', async (t) => {
  const { units, confirm, statesOf } = await openScene(t, { quantity: 2 })
  const [one = '', other = ''] = units
  await confirm([accepted(one)])
  t.match(await confirm([rejected(one), accepted(other)], { receipt: undefined }), {
    status: 409,
    body: { errors: [{ pointer: '/decisions/0/unit', code: 'unit-already-decided' }] },
  })
  t.strictSame(await statesOf(), ['accepted', 'arrived'])
})

t.test('lets one of two win that decide about the same unit at once', async (t) => {
  const { units, confirm, statesOf, listEvents } = await openScene(t, { quantity: 1 })
  const [unit = ''] = units
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => confirm([accepted(unit)])),
    ...Array.from({ length: 4 }, () => confirm([rejected(unit)])),
  ])
  const won = answers.filter(({ status }) => status === 201)
  t.equal(new Set(won.map(({ body }) => body.id)).size, 1, 'there is one confirmation')
  t.equal(won.length, 4, 'and all who said the same are told of it')
  const lost = answers.filter(({ status }) => status !== 201)
  for (const { body } of lost)
    t.match(body, {
      code: 'confirmation-refused',
      errors: [{ code: 'packages-already-counted' }, { code: 'unit-already-decided' }],
    })
  t.equal((await listEvents('shipment.confirmed')).length, 1)
  t.match(await statesOf(), [/^(accepted|rejected)$/])
})

t.test('is for the hospital alone', async (t) => {
  const { units, confirm, shipment, donor, cast, built, speakAs } = await openScene(t, { quantity: 1 })
  const body = { language: 'ru', signer, receipt, decisions: [accepted(units[0] ?? '')] }
  t.match(await donor.post(`${shipment}/confirmations`, body), {
    status: 403,
    body: { code: 'role-not-allowed' },
  })
  t.match(await speakAs(cast.authority).post(`${shipment}/confirmations`, body), { status: 403 })
  const stranger = speakAs(await built.makeOrganization({ kind: 'hospital', name: 'Another hospital' }))
  t.match(await stranger.post(`${shipment}/confirmations`, body), { status: 404 })
  const made = await confirm([accepted(units[0] ?? '')])
  t.equal((await stranger.get(`/v1/confirmations/${made.body.id}`)).status, 404)
  t.equal((await donor.get(`/v1/confirmations/${made.body.id}`)).status, 200)
})

t.test('takes a repaired unit anew, also in the very words of before', async (t) => {
  const { units, confirm, statesOf, repair, hospital, look, listEvents } = await openScene(t, { quantity: 2 })
  const [one = '', other = ''] = units
  t.match(await confirm([accepted(one)]), { status: 201 })
  t.match(await confirm([rejected(other)], { receipt: undefined }), { status: 201 })
  t.match((await hospital.get(`/v1/units/${other}`)).body, { deadlines: [{ name: 'remedy' }] })
  await repair(other)
  t.match((await hospital.get(`/v1/units/${other}`)).body, { state: 'arrived', deadlines: [] })
  t.match(await confirm([rejected(other)], { receipt: undefined }), { status: 201 })
  t.strictSame(await statesOf(), ['accepted', 'rejected'], 'it was refused once more, not answered as before')
  await repair(other)
  t.match(await confirm([accepted(other)], { receipt: undefined }), { status: 201 })
  t.match(await look(), { state: 'accepted', slots: { accepted: 2, remedying: 0 } })
  t.equal((await listEvents('shipment.confirmed')).length, 4)
})

t.test('stores the exact text, whose hash is in the log', async (t) => {
  const { units, confirm, listEvents } = await openScene(t, { quantity: 2 })
  const [one = '', other = ''] = units
  const note = 'Broken.\nDecisions on the units:\nU-1 — accepted'
  const { body } = await confirm([accepted(one), rejected(other, { note })], {
    language: 'kk',
    receipt: { ...receipt, note: 'Wet.\nSigned by: nobody' },
  })
  t.equal(hash('sha256', body.text), body.textSha256)
  t.match(body.text, /^Медициналық жабдықты алғанымызды растаймыз\.\n/)
  t.match(body.text, /Қол қоюшы: Үлгідегі қол қоюшы, Deputy director\n$/)
  t.notMatch(body.text, /^(Signed by|Decisions|U-1 —)/m, 'no line of a note passes for one of the text')
  const [event] = await listEvents('shipment.confirmed')
  t.equal(event?.data.textSha256, body.textSha256)
})

t.test('refuses to confirm another text than the one that was shown', async (t) => {
  const { units, confirm, statesOf } = await openScene(t, { quantity: 1 })
  const [unit = ''] = units
  const textSha256 = 'c'.repeat(64)
  t.match(await confirm([accepted(unit)], { textSha256 }), {
    status: 409,
    body: { code: 'confirmed-text-changed', errors: [{ pointer: '/textSha256' }] },
  })
  t.strictSame(await statesOf(), ['arrived'])
})

t.test('refuses what has no place in a text that others read', async (t) => {
  const { units, confirm } = await openScene(t, { quantity: 1 })
  const [unit = ''] = units
  const try_ = async (note: string) => (await confirm([rejected(unit, { note })])).body.errors
  t.match(await try_('\u202Eedis'), [{ pointer: '/decisions/0/note', code: 'unsafe-characters' }])
  t.match(await try_('bell \u0007'), [{ pointer: '/decisions/0/note', code: 'unsafe-characters' }])
  t.match(await try_('The mother is 900101 300007'), [
    { pointer: '/decisions/0/note', code: 'identity-number', detail: /patient|identity/ },
  ])
})
