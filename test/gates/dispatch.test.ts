import { randomUUID } from 'node:crypto'
import t from 'tap'
import { UnmetGate } from '../../schemas/gate.ts'
import { speakAs } from '../support/build.ts'
import { digest } from '../support/tenants.ts'
import { brazilian, openGates } from './scene.ts'

const sentences = {
  en: [
    'Incubator, Ward of newborns. Voltage: the device needs 110 V; the department has 220 V.',
    'Incubator, Ward of newborns. Frequency: the device needs 60 Hz; the department has 50 Hz.',
  ],
  ru: [
    'Инкубатор, Ward of newborns. Напряжение: изделию нужно 110 В; в отделении 220 В.',
    'Инкубатор, Ward of newborns. Частота: изделию нужно 60 Гц; в отделении 50 Гц.',
  ],
  kk: [
    'Инкубатор, Ward of newborns. Кернеу: құрылғыға 110 В қажет; бөлімшеде 220 В.',
    'Инкубатор, Ward of newborns. Жиілік: құрылғыға 60 Гц қажет; бөлімшеде 50 Гц.',
  ],
}
const titles = {
  en: 'The shipment is not ready to leave',
  ru: 'Условия отправки не выполнены',
  kk: 'Жөнелту шарттары орындалмаған',
}

t.test('an incubator for 110 V, 60 Hz does not leave for a ward of 220 V, 50 Hz', async (t) => {
  const scene = await openGates(t, { type: brazilian, department: { name: 'Ward of newborns' } })
  const { built, cast, shipment, item } = scene
  const before = await digest(built)
  for (const language of ['en', 'ru', 'kk'] as const) {
    const donor = speakAs(built, cast.donor, language)
    const refused = await donor.send(shipment, 'shipment.dispatched', { mode: 'air' })
    t.match(refused, {
      status: 409,
      headers: { 'content-type': /problem\+json/, 'content-language': language },
      body: { code: 'gates-unmet', title: titles[language], detail: /mains-fit/ },
    })
    const gates = UnmetGate.array().parse(refused.body.gates)
    t.strictSame(
      gates.map(({ code, findings }) => [code, ...findings.map(({ text }) => text)]),
      [['mains-fit', ...sentences[language]]],
    )
    t.match(gates[0]?.findings, [
      { code: 'voltage', item, expected: 110, found: 220 },
      { code: 'frequency', item, expected: 60, found: 50 },
    ])
  }
  t.same(await digest(built), before, 'and nothing has changed')
  const fits = { mains: { voltage: 220, frequency: 50 as const } }
  t.equal((await (await openGates(t, { type: fits }, built)).dispatch()).status, 201)
})

t.test('leaves once everything that its type asks for is there', async (t) => {
  const { built, cast, dispatch, hospital, donor, answer, ward, shipment } = await openGates(t, {
    type: {
      mains: { voltage: 230, frequency: 50, plug: 'F', power: 600 },
      requirements: {
        features: ['earthing', 'stabiliser'],
        manuals: ['user'],
        consumablesMonths: 12,
        training: true,
        doorWidth: 900,
      },
    },
  })
  const unmet = async () => {
    const { body } = await dispatch()
    return UnmetGate.array()
      .parse(body.gates ?? [])
      .map(({ code, findings }) => [code, ...findings.map((one) => one.question ?? one.feature ?? one.code)])
  }
  t.strictSame(await unmet(), [
    ['mains-fit', 'power'],
    ['site-ready', 'stabiliser', 'doorWidth', 'way-in'],
    ['manuals-readable', 'user-manual'],
    ['consumables-assured', 'consumables-source', 'consumables-budget'],
    ['training-planned', 'training-users', 'training-technicians'],
  ])
  const { body: seen, headers } = await hospital.get(`/v1/departments/${ward?.id}`)
  const profile = {
    ...seen.profile,
    mains: { ...seen.profile.mains, power: 3000 },
    features: { earthing: true, stabiliser: true },
    doorWidth: 1200,
  }
  const changed = await built.app.inject({
    method: 'PATCH',
    url: `/v1/departments/${ward?.id}`,
    headers: {
      authorization: `Bearer ${cast.recipient.key}`,
      'content-type': 'application/merge-patch+json',
      'idempotency-key': randomUUID(),
      'if-match': String(headers.etag),
    },
    payload: JSON.stringify({ profile }),
  })
  t.equal(changed.statusCode, 200)
  t.strictSame((await unmet())[0], ['site-ready', 'way-in'])
  await answer(donor, { item: 'user-manual', answer: 'yes' })
  await answer(
    hospital,
    ...['way-in', 'consumables-source', 'consumables-budget', 'training-users'].map((item) => ({
      item,
      answer: 'yes',
    })),
  )
  t.strictSame(await unmet(), [['training-planned', 'training-technicians']])
  await answer(hospital, {
    item: 'training-technicians',
    answer: 'notApplicable',
    note: 'The maker does it.',
  })
  t.match((await hospital.get(`${shipment}/gates`)).body, { isOpen: true })
  t.equal((await dispatch()).status, 201)
})

t.test('crosses a border with a permit that is valid on the day on which it leaves', async (t) => {
  const scene = await openGates(t, { origin: 'BR', department: null })
  const { donor, hospital, shipment, dispatch, gateOf } = scene
  t.match((await dispatch()).body.gates, [{ code: 'permit-valid', findings: [{ code: 'permitMissing' }] }])
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
  const record = (document: string, validUntil: string, validFrom = day(-30)) =>
    hospital.send(shipment, 'document.recorded', {
      ...{ document, kind: 'importPermit', number: document, issuer: 'Ministry' },
      ...{ issuedOn: day(-30), validFrom, validUntil },
    })
  t.equal((await record('later', day(60), day(20))).status, 201)
  t.match((await dispatch()).body.gates, [
    { code: 'permit-valid', findings: [{ code: 'permit', document: 'later', found: 'notYetValid' }] },
  ])
  t.equal((await record('short', day(3))).status, 201)
  t.match(await gateOf('permit-valid'), { state: 'met', findings: [] })
  const { headers } = await donor.get(shipment)
  const late = await donor.post(
    `${shipment}/events`,
    {
      type: 'shipment.dispatched',
      data: { mode: 'air' },
      occurredAt: new Date(Date.now() - 40 * 86_400_000).toISOString(),
    },
    { 'if-match': String(headers.etag) },
  )
  t.match(late.body.gates, [{ findings: [{ found: 'notYetValid' }] }], 'it was not there forty days ago')
  t.equal((await dispatch()).status, 201)
})

t.test('an expired permit keeps a shipment back', async (t) => {
  const { built, hospital, shipment, dispatch, gateOf } = await openGates(t, {
    origin: 'BR',
    department: null,
  })
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const { headers } = await hospital.get(shipment)
  const data = {
    document: 'permit',
    kind: 'importPermit',
    number: '7',
    issuer: 'Ministry',
    issuedOn: '2022-10-01',
  }
  const recorded = await hospital.post(
    `${shipment}/events`,
    {
      type: 'document.recorded',
      data: { ...data, validUntil: yesterday },
      occurredAt: '2022-11-01T00:00:00.000Z',
    },
    { 'if-match': String(headers.etag) },
  )
  t.equal(recorded.status, 201, 'it was valid when it was recorded')
  const before = await digest(built)
  t.match((await dispatch()).body.gates, [
    {
      code: 'permit-valid',
      findings: [{ code: 'permit', document: 'permit', found: 'expired', text: /expired/ }],
    },
  ])
  t.same(await digest(built), before)
  t.match(await gateOf('permit-valid'), { state: 'unmet', says: 'Not met' })
})

t.test('waits for a department under construction', async (t) => {
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  const { dispatch, gateOf } = await openGates(t, { department: { opensOn: tomorrow } })
  t.match((await dispatch()).body.gates, [
    { code: 'site-ready', findings: [{ code: 'opening', found: tomorrow, text: new RegExp(tomorrow) }] },
  ])
  t.match(await gateOf('mains-fit'), { state: 'notApplicable' })
  const open = await openGates(t, { department: { opensOn: '2022-01-01' } })
  t.equal((await open.dispatch()).status, 201)
})

t.test('tells nobody of a gate who may not send the shipment', async (t) => {
  const { built, hospital, dispatch, shipment } = await openGates(t, { type: brazilian })
  t.match(await dispatch(hospital), { status: 403, body: { code: 'role-not-allowed', gates: undefined } })
  const stranger = speakAs(built, await built.makeOrganization())
  const sent = await stranger.post(
    `${shipment}/events`,
    { type: 'shipment.dispatched', data: { mode: 'air' } },
    { 'if-match': '"2"' },
  )
  t.match(sent, { status: 404, body: { code: 'not-found', gates: undefined } })
  const planned = await openGates(t, { type: brazilian, until: 'planned' }, built)
  t.match(await planned.dispatch(), { body: { code: 'transition-not-allowed', gates: undefined } })
})
