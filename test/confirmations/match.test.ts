import t, { type Test } from 'tap'
import { makeCast, walk } from '../support/walk.ts'
import { decide, openScene } from './scene.ts'

const gtin = '04012345123456'
const otherGtin = '07898000000013'
const separator = '\u001d'

/** Four units: one with a GS1 UDI, one with HIBC, one without any, and one whose maker numbers in lower case. */
const packed = [
  { serialNumber: 'FN-1001', udi: `(01)${gtin}(21)FN-1001` },
  { serialNumber: '0001', udi: '+A123BJC5D6E71G1/$$73C001/S0001/16D20160101/14D20200101Y' },
  { serialNumber: 'FN 1003' },
  { serialNumber: 'ab-7' },
]

const open = (t: Test) => openScene(t, { quantity: 4, packed })

const name = (...names: object[]) => names.map((one) => ({ ...decide.rejected(''), unit: undefined, ...one }))

t.test('knows a unit by its serial number, however it was typed', async (t) => {
  const { units, confirm, statesOf } = await open(t)
  const answer = await confirm(
    name({ serialNumber: ' fn-1001' }, { serialNumber: 'FN1003' }, { serialNumber: 'AB-7' }),
  )
  t.equal(answer.status, 201)
  t.strictSame(await statesOf(), ['rejected', 'arrived', 'rejected', 'rejected'])
  t.strictSame(
    answer.body.units.map(({ id }: { id: string }) => id),
    [units[0], units[2], units[3]],
  )
})

const readings = {
  'with brackets': `(01)${gtin}(21)FN-1001`,
  'as a scanner sends it': `]d201${gtin}21FN-1001`,
  'with a separator in it': `01${gtin}21fn-1001${separator}17271231`,
  'as a web address': `https://id.example.kz/01/${gtin}/21/FN-1001`,
}
for (const [how, udi] of Object.entries(readings))
  t.test(`knows a unit by its UDI ${how}`, async (t) => {
    const { confirm, statesOf } = await open(t)
    t.match(await confirm(name({ udi })), { status: 201 })
    t.strictSame(await statesOf(), ['rejected', 'arrived', 'arrived', 'arrived'])
  })

t.test('knows a unit by its HIBC label', async (t) => {
  const { confirm, statesOf } = await open(t)
  t.match(await confirm(name({ udi: packed[1]?.udi })), { status: 201 })
  t.strictSame(await statesOf(), ['arrived', 'rejected', 'arrived', 'arrived'])
})

t.test('reads the label of a unit that was packed without one', async (t) => {
  const { units, confirm, hospital } = await open(t)
  const udi = `(01)${gtin}(21)ab-7`
  t.match(await confirm(name({ udi })), { status: 201 })
  t.match((await hospital.get(`/v1/units/${units[3]}`)).body, { state: 'rejected', udi })
})

t.test('compares labels of one issuer only', async (t) => {
  const { units, confirm } = await open(t)
  const udi = `(01)${gtin}(21)0001`
  t.match(await confirm(name({ unit: units[1], udi })), { status: 201 }, 'a device may bear two labels')
})

t.test('says what does not fit, each at its field', async (t) => {
  const { units, confirm, statesOf } = await open(t)
  const [one, , third, fourth] = units
  const { status, body } = await confirm(
    name(
      { unit: one, serialNumber: 'FN-1002' },
      { unit: one, udi: `(01)${gtin}(21)FN-9` },
      { serialNumber: 'FN-1001', udi: `(01)${otherGtin}(21)FN-1001` },
      { serialNumber: 'SN-77' },
      { udi: `(01)${gtin}` },
      {},
      { unit: third },
      { serialNumber: 'FN 1003' },
      { unit: fourth },
    ),
  )
  t.equal(status, 409)
  t.strictSame(
    body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
    [
      '/decisions/0/serialNumber serial-number-mismatch',
      '/decisions/1/udi serial-number-mismatch',
      '/decisions/1/unit duplicate-entry',
      '/decisions/2/udi udi-mismatch',
      '/decisions/2/serialNumber duplicate-entry',
      '/decisions/3/serialNumber unit-not-in-shipment',
      '/decisions/4/udi unit-not-named',
      '/decisions/5 unit-not-named',
      '/decisions/7/serialNumber duplicate-entry',
    ],
  )
  t.match(body.errors[0].detail, /Read: FN-1002\. Packed: FN-1001\./)
  t.strictSame(await statesOf(), ['arrived', 'arrived', 'arrived', 'arrived'])
})

t.test('refuses a UDI that was misread', async (t) => {
  const { confirm } = await open(t)
  const { status, body } = await confirm(
    name({ udi: '(01)04012345123457(21)FN-1001' }, { udi: '+A123BJC5D6E71H' }, { udi: 'FN-1001' }),
  )
  t.equal(status, 400)
  t.match(body.errors, [
    { pointer: '/decisions/0/udi', code: 'check-digit' },
    { pointer: '/decisions/1/udi', code: 'check-digit' },
    { pointer: '/decisions/2/udi' },
  ])
})

t.test('takes a serial number that fits two units for neither', async (t) => {
  const { units, confirm } = await openScene(t, {
    quantity: 2,
    packed: [{ serialNumber: 'A1' }, { serialNumber: 'a 1' }],
  })
  t.match(await confirm(name({ serialNumber: 'a1' })), {
    status: 409,
    body: { errors: [{ pointer: '/decisions/0/serialNumber', code: 'unit-not-named' }] },
  })
  t.match(await confirm(name({ unit: units[1], serialNumber: 'a1' })), { status: 201 })
})

t.test('knows no unit of another shipment or donation', async (t) => {
  const { built, confirm, hospital, donor } = await open(t)
  const other = await walk(built, await makeCast(built), { quantity: 1 })
  const { body } = await confirm(name({ unit: other.units[0] }, { serialNumber: 'SN-1' }))
  t.match(body.errors, [
    { pointer: '/decisions/0/unit', code: 'unit-not-in-shipment' },
    { pointer: '/decisions/1/serialNumber', code: 'unit-not-in-shipment' },
  ])
  t.equal((await hospital.get(other.shipment)).status, 404)
  t.equal((await donor.get(other.shipment)).status, 404)
})
