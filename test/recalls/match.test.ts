import t from 'tap'
import { RecallCriteria } from '../../schemas/recall.ts'
import { type Candidate, fits } from '../../src/recalls/match.ts'
import { gs1, gtin, hibc, hibcDevice } from './labels.ts'

const device: Candidate = {
  maker: 'Fanem',
  model: 'IN-3000',
  serialNumber: 'FN-1007',
  udi: gs1('LOT-A', 'FN-1007'),
}

const check = (criteria: object, unit: Candidate = device) => fits(RecallCriteria.parse(criteria), unit)

t.test('fits by maker and model, in whatever case', async (t) => {
  t.ok(check({ maker: 'FANEM' }))
  t.ok(check({ maker: 'fanem', model: 'in-3000' }))
  t.ok(check({ maker: 'ФАНЕМ' }, { maker: 'фанем' }))
  t.notOk(check({ maker: 'Fan' }))
  t.notOk(check({ maker: 'Fanem', model: 'IN-300' }))
  t.notOk(check({ maker: 'Fanem' }, { ...device, maker: null }), 'a maker that nobody named')
  t.notOk(check({ maker: 'Fanem', model: 'IN-3000' }, { ...device, model: null }))
})

t.test('fits by the device identifier of either kind of label, however it is written', async (t) => {
  const labels = [gs1(), gtin, gtin.slice(1), `https://id.gs1.org/01/${gtin}/21/FN-1007`, gs1('LOT-A')]
  for (const udi of labels) {
    t.ok(check({ deviceIdentifier: gtin }, { udi }), udi)
    t.ok(check({ deviceIdentifier: gtin.slice(1) }, { udi }), `${udi} by thirteen digits`)
    t.notOk(check({ deviceIdentifier: hibcDevice }, { udi }))
  }
  for (const udi of [hibc(), hibc('LOT7'), `*${hibc()}*`])
    t.ok(check({ deviceIdentifier: 'a999inc10' }, { udi }), udi)
  t.notOk(check({ deviceIdentifier: gtin }, { ...device, udi: null }), 'a label that nobody read')
  t.notOk(check({ deviceIdentifier: gtin }, { ...device, udi: 'not a label' }))
  t.notOk(check({ deviceIdentifier: '00000000000017' }))
})

t.test('fits by a lot that the label names', async (t) => {
  const criteria = { maker: 'Fanem', lots: ['LOT-B', 'lot-a'] }
  t.ok(check(criteria))
  t.notOk(check(criteria, { ...device, udi: gs1('LOT-AA') }))
  t.notOk(check(criteria, { ...device, udi: gs1(undefined, 'LOT-A') }), 'a serial number is no lot')
  t.notOk(check(criteria, { ...device, udi: null }))
  t.ok(check({ deviceIdentifier: hibcDevice, lots: ['LOT7'] }, { udi: hibc('LOT7') }))
  t.notOk(check({ deviceIdentifier: hibcDevice, lots: ['LOT7'] }, { udi: hibc(undefined, 'LOT7') }))
})

t.test('fits by a range that holds its own serial number, or that of its label', async (t) => {
  const criteria = { maker: 'Fanem', serialNumbers: { from: 'FN-998', to: 'FN-1007' } }
  t.ok(check(criteria))
  t.notOk(check(criteria, { ...device, serialNumber: 'FN-1008', udi: gs1('LOT-A') }))
  t.ok(check(criteria, { maker: 'Fanem', udi: gs1(undefined, 'FN-1000') }))
  t.ok(check(criteria, { maker: 'Fanem', serialNumber: 'own-17', udi: hibc(undefined, 'FN-1000') }))
  t.notOk(check(criteria, { maker: 'Fanem' }))
})

t.test('fits where all that is named fits, and not where one thing does not', async (t) => {
  const all = {
    maker: 'Fanem',
    model: 'IN-3000',
    deviceIdentifier: gtin,
    lots: ['LOT-A'],
    serialNumbers: { from: 'FN-1000', to: 'FN-2000' },
  }
  t.ok(check(all))
  const others: Partial<typeof all>[] = [
    { maker: 'Other' },
    { model: 'IN-4000' },
    { deviceIdentifier: hibcDevice },
    { lots: ['LOT-B'] },
    { serialNumbers: { from: 'FN-1008', to: 'FN-2000' } },
  ]
  for (const other of others) t.notOk(check({ ...all, ...other }), JSON.stringify(other))
})
