import t from 'tap'
import { findField } from '../../../src/confirmations/page/pointers.ts'
import { isPhotoField, readForm, readRefusal } from '../../../src/confirmations/page/read-form.ts'
import { texts } from '../../../src/confirmations/page/texts.ts'
import { toFields } from '../../../src/confirmations/page/to-fields.ts'
import { checks, filled, makeModel, makeUnit } from './sample.ts'

const model = makeModel(2)

t.test('a filled form becomes the body of a confirmation', async (t) => {
  const { body, problems } = readForm(filled, model)
  t.strictSame(problems, {})
  t.match(body, {
    language: 'en',
    signer: { name: 'Signer of the centre', position: 'Deputy director' },
    receipt: { packages: 2, sealsIntact: true },
    decisions: [
      {
        unit: makeUnit(0).id,
        outcome: 'accepted',
        serialNumber: 'SN-1',
        inspection: {
          protocol: { slug: 'infant-incubator', version: 1 },
          tester: 'Biomedical engineer',
          instruments: [{ id: 'RIGEL-288-17', name: 'Safety analyser', calibratedOn: '2022-11-01' }],
          results: [
            { check: 'housing-intact', value: true, photos: ['a'.repeat(64), 'b'.repeat(64)] },
            { check: 'earth-resistance', value: 182.5, instrument: 'RIGEL-288-17' },
            { check: 'language', value: 'russian' },
            { check: 'software', value: '2.1' },
          ],
        },
      },
      { outcome: 'rejected', serialNumber: 'SN-2', reason: 'failedSafetyTest', note: 'The hood is cracked.' },
    ],
  })
  t.equal(body?.decisions.length, 2)
})

t.test('a confirmation turned into fields reads as the same confirmation', async (t) => {
  for (const language of ['kk', 'ru', 'en'] as const) {
    const own = makeModel(2, { language })
    const { body } = readForm({ ...filled, textSha256: 'c0'.repeat(32) }, own)
    if (!body) return t.fail('the form is not read')
    t.strictSame(readForm(toFields(body, own), own).body, body)
  }
})

t.test('what is not answered is absent, and a unit without a decision is left for later', async (t) => {
  const { body } = readForm({ ...filled, 'u.1.outcome': '', 'u.0.c.software': ' ' }, model)
  t.equal(body?.decisions.length, 1)
  t.notMatch(JSON.stringify(body), 'software')
})

t.test('a number is read with comma, point, blanks and any minus; anything else is a problem', async (t) => {
  const read = (text: string) => readForm({ ...filled, 'u.0.c.earth-resistance': text }, model)
  for (const [text, value] of Object.entries({ '0,5': 0.5, '1 200.25': 1200.25, '−3': -3, '.5': 0.5 }))
    t.match(read(text).body, { decisions: [{ inspection: { results: [{}, { value }] } }] })
  for (const text of ['about 5', '1,2,3', '1e3', '0x10', '12 mOhm']) {
    const { body, problems, fields } = read(text)
    t.equal(body, undefined)
    t.strictSame(problems, { 'u.0.c.earth-resistance': texts.en.needNumber })
    t.equal(fields['u.0.c.earth-resistance'], text)
  }
})

t.test('a value beyond its limit is read as it is', async (t) => {
  const { body } = readForm({ ...filled, 'u.0.c.earth-resistance': '9000' }, model)
  t.match(body, { decisions: [{ inspection: { results: [{}, { value: 9000 }] } }] })
})

t.test('an empty form says all that is missing', async (t) => {
  const { body, problems } = readForm({}, model)
  t.equal(body, undefined)
  t.strictSame(Object.keys(problems).sort(), ['name', 'packages', 'position', 'seals', 'units'])
})

t.test('each decision has its own demands', async (t) => {
  const decide = (outcome: string, more = {}) =>
    readForm({ ...filled, 'u.1.outcome': outcome, 'u.1.reason': '', 'u.1.note': '', ...more }, model)
  t.strictSame(decide('rejected').problems, { 'u.1.reason': texts.en.needReason })
  t.strictSame(decide('acceptedWithRemarks').problems, { 'u.1.note': texts.en.needNote })
  t.match(decide('missing').body, { decisions: [{}, { outcome: 'missing', inspection: undefined }] })
  t.ok(decide('stolen').problems['u.1.outcome'])
  t.ok(decide('rejected', { 'u.1.reason': 'because' }).problems['u.1.reason'])
})

t.test('a measuring instrument is named whole or not at all', async (t) => {
  t.ok(readForm({ ...filled, 'i.0.name': '' }, model).problems['i.0.name'])
  t.ok(readForm({ ...filled, 'i.0.day': '2022-02-30' }, model).problems['i.0.day'])
  t.ok(readForm({ ...filled, 'u.0.i.earth-resistance': '3' }, model).problems['i.3.name'])
  t.ok(readForm({ ...filled, tester: '' }, model).problems.tester)
})

t.test(
  'text that hides something, or is too long, is refused at its field in the language of the page',
  async (t) => {
    const problems = (more: Record<string, string>) =>
      readForm({ ...filled, ...more }, makeModel(2, { language: 'ru' })).problems
    t.match(problems({ 'u.1.note': 'a\u202Eb' }), { 'u.1.note': /символы/ })
    t.match(problems({ name: 'x'.repeat(121) }), { name: /длинный/ })
    t.match(problems({ 'u.0.c.software': 'a\u0007b' }), { 'u.0.c.software': /./ })
    t.match(problems({ 'u.0.p.housing-intact': '../../etc/passwd' }), { 'u.0.p.housing-intact': /./ })
    t.match(problems({ packages: '-1' }), { packages: /./ })
  },
)

t.test('a decision follows its unit when the list of units has changed since', async (t) => {
  const grown = makeModel(3)
  grown.units = [makeUnit(2), makeUnit(0), makeUnit(1)]
  const { body, fields } = readForm(filled, grown)
  t.strictSame(
    body?.decisions.map(({ unit }) => unit),
    [makeUnit(0).id, makeUnit(1).id],
  )
  t.equal(fields['u.1.c.earth-resistance'], '182,5')
})

t.test('a unit that the shipment lacks keeps its name, so that it can be refused', async (t) => {
  const stranger = '00000000-0000-7000-8000-0000000000ff'
  const { body } = readForm({ ...filled, 'u.1.id': stranger }, model)
  t.match(body?.decisions[1], { unit: stranger, outcome: 'rejected' })
})

t.test('a count that comes after another is read as well', async (t) => {
  const counted = makeModel(2, { isCounted: true })
  t.match(readForm(filled, counted).body, { receipt: { packages: 2 } })
  t.equal(readForm({ ...filled, packages: '', seals: '' }, counted).body?.receipt, undefined)
})

t.test('every pointer into the body leads to its field', async (t) => {
  const { body, fields } = readForm(filled, model)
  if (!body) return t.fail('the form is not read')
  const expected = {
    '/signer/name': 'name',
    '/receipt/sealsIntact': 'seals',
    '/decisions': 'units',
    '/decisions/0': 'u.0.outcome',
    '/decisions/0/inspection': 'u.0.outcome',
    '/decisions/0/inspection/tester': 'tester',
    '/decisions/0/inspection/instruments/0/calibratedOn': 'i.0.day',
    '/decisions/0/inspection/results/1/value': 'u.0.c.earth-resistance',
    '/decisions/0/inspection/results/1/instrument': 'u.0.i.earth-resistance',
    '/decisions/0/inspection/results/0/photos/1': 'u.0.p.housing-intact',
    '/decisions/1/serialNumber': 'u.1.sn',
    '/decisions/1/udi': 'u.1.udi',
    '/decisions/1/reason': 'u.1.reason',
    '/decisions/9/reason': '',
    '/textSha256': '',
    '': '',
  }
  for (const [pointer, field] of Object.entries(expected))
    t.equal(findField(pointer, body, model, fields), field, pointer)
  t.equal(findField('/decisions/1/inspection/results', body, model, fields, 'type-plate'), 'u.1.p.type-plate')
  t.equal(findField('/decisions/1/inspection', body, model, fields, 'software'), 'u.1.c.software')
})

t.test('a file belongs to a check that takes photos, of a unit that is open', async (t) => {
  t.ok(isPhotoField('u.0.p.housing-intact', model))
  t.ok(isPhotoField('u.1.p.type-plate', model))
  const strange = ['u.0.p.software', 'u.9.p.type-plate', 'u.0.c.housing-intact', 'photo', 'u.0.p.']
  for (const name of strange) t.notOk(isPhotoField(name, model), name)
})

t.test('a refusal needs a reason', async (t) => {
  t.ok(readRefusal({ refusal: ' ' }, model).problems.refusal)
  t.equal(readRefusal({ refusal: ' Not our hospital. ' }, model).reason, 'Not our hospital.')
})

t.test('a check of a hospital may have any name that the schema allows', async (t) => {
  const strange = makeModel(1)
  strange.units = [
    { ...makeUnit(0), checks: checks.slice(0, 1).map((check) => ({ ...check, id: 'constructor' })) },
  ]
  const fields = { ...filled, 'u.1.outcome': '', 'u.0.c.constructor': '0' }
  t.match(readForm(fields, strange).body, {
    decisions: [{ inspection: { results: [{ check: 'constructor', value: false }] } }],
  })
})
