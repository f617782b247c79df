import t from 'tap'
import { Checklist } from '../../schemas/checklist.ts'
import { GateCode, ShipmentGates } from '../../schemas/gate.ts'
import { speakAs } from '../support/build.ts'
import { brazilian, openGates } from './scene.ts'

t.test('every gate explains itself to each party, in its language', async (t) => {
  const { built, cast, shipment } = await openGates(t, { type: brazilian, until: 'planned' })
  const said = new Set<string>()
  for (const language of ['kk', 'ru', 'en'] as const)
    for (const party of [cast.donor, cast.recipient, cast.authority]) {
      const { status, headers, body } = await speakAs(built, party, language).get(`${shipment}/gates`)
      t.equal(status, 200)
      t.match(headers, { 'content-language': language, vary: /accept-language/ })
      t.strictSame(ShipmentGates.strict().parse(body), body)
      t.strictSame(
        body.gates.map(({ code }: { code: string }) => code),
        GateCode.options,
      )
      t.notMatch(JSON.stringify(body), /\{[a-z]+\}|undefined|NaN/, 'in whole sentences')
      said.add(JSON.stringify(body))
    }
  t.equal(said.size, 3, 'the same to all, in three languages')
  const { body } = await speakAs(built, cast.donor).get(`${shipment}/gates`)
  t.match(body, { isOpen: false, on: /^\d{4}-\d\d-\d\d$/, shipment: shipment.split('/').at(-1) })
  t.match(
    body.gates.find(({ code }: { code: string }) => code === 'mains-fit'),
    {
      state: 'unmet',
      title: 'The mains fit',
      says: 'Not met',
      mayWaive: ['recipient'],
      sources: [{ document: /^WHO/ }, { url: /^https:/ }],
      findings: [{ text: /needs 110 V; the department has 220 V\.$/ }, { text: /60 Hz/ }],
      questions: [],
    },
  )
  t.match(
    body.gates.find(({ code }: { code: string }) => code === 'packing-complete'),
    { state: 'unmet', mayWaive: [], findings: [{ text: 'Units that are in no package: 1.' }] },
  )
})

t.test('no gate shows anything to a stranger', async (t) => {
  const { built, shipment, donation } = await openGates(t)
  const stranger = speakAs(built, await built.makeOrganization())
  t.match(await stranger.get(`${shipment}/gates`), { status: 404, body: { code: 'not-found' } })
  const [id] = donation.split('/').slice(-1)
  t.match(await stranger.get(`/v1/shipments/${id}/gates`), { status: 404 })
  const operator = speakAs(built, { key: built.operator })
  t.match(await operator.get(`${shipment}/gates`), { status: 404 })
})

t.test('checklists are read by name and version', async (t) => {
  const { donor } = await openGates(t, { department: null, until: 'planned' })
  const { body } = await donor.get('/v1/checklists')
  t.match(body.items, [{ slug: 'dispatch-readiness', version: 1 }])
  for (const one of body.items) t.strictSame(Checklist.parse(one), one)
  t.match(await donor.get('/v1/checklists/dispatch-readiness?version=1'), {
    status: 200,
    body: body.items[0],
  })
  t.match(await donor.get('/v1/checklists/dispatch-readiness?version=7'), { status: 404 })
  t.match(await donor.get('/v1/checklists/toString'), { status: 404 })
})

t.test('a memorandum that a contract names must be active on the day', async (t) => {
  const { donor, agreement, gateOf, dispatch, shipment } = await openGates(t, { memorandum: true })
  t.match(await gateOf('memorandum-active'), { state: 'met', findings: [] })
  t.equal((await donor.send(agreement, 'memorandum.terminated', { reason: 'agreed' })).status, 201)
  t.match(await gateOf('memorandum-active'), {
    state: 'unmet',
    mayWaive: ['authority', 'recipient'],
    findings: [{ code: 'memorandum', found: 'terminated', text: /is not active\.$/ }],
  })
  t.match((await dispatch()).body, { code: 'gates-unmet', gates: [{ code: 'memorandum-active' }] })
  t.match((await donor.get(shipment)).body, { state: 'packed' }, 'and it has not left')
})
