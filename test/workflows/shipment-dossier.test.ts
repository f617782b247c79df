import t from 'tap'
import { initialTransition, transition } from 'xstate'
import type { NewDeclaration, NewDocument } from '../../schemas/dossier.ts'
import { shipmentWorkflow } from '../../workflows/shipment.ts'
import type { ShipmentMachineEvent } from '../../workflows/shipment-events.ts'
import { refuseShipment } from '../../workflows/shipment-refusals.ts'
import { take } from '../support/machines.ts'
import {
  at,
  club,
  firstUnit,
  hospital,
  item,
  otherItem,
  secondUnit,
  shipmentSamples,
} from '../support/workflow-events.ts'

const input = {
  zone: 'Asia/Almaty',
  customsStay: 10,
  acceptanceReminder: 3,
  acceptanceEscalation: 10,
  linkExpiry: 90,
  units: [firstUnit, secondUnit],
}
const [planned] = initialTransition(shipmentWorkflow, input)
type Snapshot = typeof planned
const follow = (from: Snapshot, ...taken: ShipmentMachineEvent[]) =>
  taken.reduce((shipment, event) => transition(shipmentWorkflow, shipment, event)[0], from)

const {
  'shipment.packed': pack,
  'shipment.dispatched': dispatch,
  'shipment.arrived': arrive,
  'shipment.received': receive,
  'shipment.customsEntered': enter,
  'shipment.customsHeld': hold,
  'shipment.customsReleased': release,
  'shipment.lost': lose,
  'shipment.returned': giveBack,
  'shipment.cancelled': cancel,
  'document.recorded': recorded,
  'document.withdrawn': withdrawn,
  'customs.declared': declared,
} = shipmentSamples

const record = (fields: Partial<NewDocument>, when = at): ShipmentMachineEvent => ({
  type: 'document.recorded',
  data: {
    document: 'permit',
    kind: 'importPermit',
    number: 'KZ-1',
    issuer: 'Ministry',
    issuedOn: '2022-10-03',
    ...fields,
  },
  by: hospital,
  at: when,
})
const declare = (fields: Partial<NewDeclaration>): ShipmentMachineEvent => ({
  type: 'customs.declared',
  data: {
    regime: 'grant',
    invoiceValue: { amount: 900, currency: 'USD' },
    lines: [{ item, code: '901890', basis: 'An instrument of medicine.' }],
    ...fields,
  },
  by: club,
  at,
})

const packed = follow(planned, pack)
const dispatched = follow(packed, dispatch)
const inCustoms = follow(dispatched, enter)
const arrived = follow(dispatched, arrive)

t.test(
  'papers are recorded until the hospital has counted, and declared until customs is left',
  async (t) => {
    const accepted: Record<string, [Snapshot, papers: boolean, declaration: boolean]> = {
      planned: [planned, true, true],
      packed: [packed, true, true],
      dispatched: [dispatched, true, true],
      inCustoms: [inCustoms, true, true],
      customsHold: [follow(inCustoms, hold), true, true],
      arrived: [arrived, true, false],
      received: [follow(arrived, receive), false, false],
      lost: [follow(dispatched, lose), false, false],
      returned: [follow(dispatched, giveBack), false, false],
      cancelled: [follow(planned, cancel), false, false],
    }
    t.strictSame(Object.keys(accepted), Object.keys(shipmentWorkflow.states))
    for (const [state, [shipment, papers, declaration]] of Object.entries(accepted)) {
      t.equal(shipment.value, state)
      t.equal(shipment.can(recorded), papers, `${state} and a document`)
      t.equal(shipment.can(declared), declaration, `${state} and a declaration`)
      const taken = take(shipmentWorkflow, shipment, recorded)
      if (!taken) continue
      t.equal(taken.next.value, state, 'a document leaves the state as it is')
      t.strictSame(taken.wanted, [])
      t.ok(taken.next.can(withdrawn), `what was recorded in ${state} can be withdrawn`)
    }
  },
)

t.test('keeps documents in the order in which they came, withdrawn ones as well', async (t) => {
  const certificate = record({ document: 'certificate', kind: 'certificateOfOrigin', number: '5' })
  const shipment = follow(planned, recorded, certificate, withdrawn)
  t.match(shipment.context.documents, [
    {
      document: 'permit',
      recordedAt: at,
      recordedBy: hospital,
      withdrawnAt: at,
      withdrawalReason: 'It was issued anew.',
    },
    { document: 'certificate', kind: 'certificateOfOrigin', withdrawnAt: undefined },
  ])
  t.equal(packed.context.documents, undefined, 'a shipment without papers has none')
})

t.test('refuses a document that is there already', async (t) => {
  const shipment = follow(planned, recorded)
  const again = record({ document: 'second' })
  const refusals: [what: string, Snapshot, ShipmentMachineEvent, object | undefined][] = [
    [
      'the same identifier',
      shipment,
      record({ number: 'KZ-2' }),
      { problem: 'document-known', pointer: '/data/document' },
    ],
    ['the same number', shipment, again, { problem: 'document-number-taken', pointer: '/data/number' }],
    [
      'the same number of another kind',
      shipment,
      record({ document: 'second', kind: 'exemption' }),
      undefined,
    ],
    ['the number of a withdrawn one', follow(shipment, withdrawn), again, undefined],
    [
      'the identifier of a withdrawn one',
      follow(shipment, withdrawn),
      record({ number: 'KZ-2' }),
      { problem: 'document-known' },
    ],
    [
      'a language twice',
      planned,
      record({ kind: 'manual', languages: ['kk', 'ru', 'kk'] }),
      { problem: 'duplicate-entry', pointer: '/data/languages' },
    ],
  ]
  for (const [what, from, event, refusal] of refusals) {
    t.equal(from.can(event), refusal === undefined, what)
    t.match(refuseShipment(from.context, event) ?? {}, refusal ?? {}, what)
  }
  const full = Array.from({ length: 200 }, (_, n) => record({ document: `d-${n}`, number: `${n}` }))
  const crowded = follow(planned, ...full)
  t.equal(crowded.context.documents?.length, 200)
  t.match(refuseShipment(crowded.context, record({})), {
    problem: 'too-many-documents',
    values: { limit: 200 },
  })
})

t.test('judges the days of a document by the calendar of the recipient', async (t) => {
  // 2022-10-20T20:00Z is the 21st in Almaty, and the 22nd nowhere.
  const late = '2022-10-20T20:00:00.000Z'
  const inverted = { problem: 'document-validity-inverted', pointer: '/data/validUntil' }
  const expired = { problem: 'document-expired', pointer: '/data/validUntil' }
  const refusals: [what: string, Partial<NewDocument>, object | undefined][] = [
    ['valid on this day alone', { validUntil: '2022-10-21' }, undefined],
    ['over since yesterday', { validUntil: '2022-10-20' }, expired],
    ['an exemption that is over', { kind: 'exemption', validUntil: '2022-10-20' }, expired],
    ['a certificate that is over is recorded', { kind: 'testReport', validUntil: '2022-10-20' }, undefined],
    ['an end before the beginning', { validFrom: '2023-01-02', validUntil: '2023-01-01' }, inverted],
    ['an end before the issue', { validUntil: '2022-10-02' }, inverted],
    [
      'an end before the issue, of a certificate',
      { kind: 'testReport', validFrom: '2022-01-01', validUntil: '2022-10-02' },
      inverted,
    ],
    ['one day long', { validFrom: '2023-01-01', validUntil: '2023-01-01' }, undefined],
    ['issued today', { issuedOn: '2022-10-21' }, undefined],
    [
      'issued tomorrow',
      { issuedOn: '2022-10-22' },
      { problem: 'document-issued-in-future', pointer: '/data/issuedOn' },
    ],
    ['valid from a later day on', { validFrom: '2022-12-01', validUntil: '2023-12-01' }, undefined],
  ]
  for (const [what, fields, refusal] of refusals) {
    const event = record(fields, late)
    t.equal(planned.can(event), refusal === undefined, what)
    t.match(refuseShipment(planned.context, event) ?? {}, refusal ?? {}, what)
  }
})

t.test('withdraws what is there, once', async (t) => {
  const withdraw = (document: string): ShipmentMachineEvent => ({
    ...withdrawn,
    data: { document, reason: 'Wrong.' },
  })
  t.match(refuseShipment(planned.context, withdraw('permit')), {
    problem: 'document-unknown',
    pointer: '/data/document',
  })
  const { context } = follow(planned, recorded, withdrawn)
  t.match(refuseShipment(context, withdraw('permit')), {
    problem: 'document-withdrawn',
    pointer: '/data/document',
  })
})

t.test('takes the last declaration for the one that counts', async (t) => {
  const shipment = follow(planned, declared, declare({ regime: 'purchase' }))
  t.match(shipment.context.declaration, { regime: 'purchase', declaredAt: at })
})

t.test('refuses a declaration whose values do not add up to its invoice', async (t) => {
  const line = (amount: number | undefined, currency = 'USD', more: object = {}) => ({
    item,
    code: '901890',
    basis: 'An instrument of medicine.',
    ...(amount !== undefined && { value: { amount, currency } }),
    ...more,
  })
  const spare = { code: '901990' }
  const at1 = '/data/lines/1'
  const cases: [what: string, NewDeclaration['lines'], object | undefined][] = [
    ['values that add up', [line(600), line(300, 'USD', spare)], undefined],
    ['no values', [line(undefined), line(undefined, 'USD', spare)], undefined],
    [
      'too little',
      [line(600), line(299, 'USD', spare)],
      {
        problem: 'declared-values-do-not-add-up',
        pointer: '/data/invoiceValue/amount',
        values: { sum: 899, expected: 900 },
      },
    ],
    ['too much', [line(600), line(1e15, 'USD', spare)], { problem: 'declared-values-do-not-add-up' }],
    [
      'two currencies, though the amounts add up',
      [line(600), line(300, 'EUR', spare)],
      { problem: 'declared-currency-differs', pointer: `${at1}/value/currency` },
    ],
    [
      'another currency than that of the invoice',
      [line(900, 'KZT')],
      { problem: 'declared-currency-differs', pointer: '/data/lines/0/value/currency' },
    ],
    [
      'a line without a value',
      [line(900), line(undefined, 'USD', spare)],
      { problem: 'declared-value-missing', pointer: `${at1}/value` },
    ],
    [
      'a line twice',
      [line(undefined), line(undefined)],
      { problem: 'duplicate-entry', pointer: `${at1}/code` },
    ],
    ['one code for two items', [line(undefined), line(undefined, 'USD', { item: otherItem })], undefined],
  ]
  for (const [what, lines, refusal] of cases) {
    const event = declare({ lines })
    t.equal(planned.can(event), refusal === undefined, what)
    t.match(refuseShipment(planned.context, event) ?? {}, refusal ?? {}, what)
  }
})

const [day1, day2, day3, day4, day5] = [1, 2, 3, 4, 5].map((day) => `2022-11-0${day}T09:00:00.000Z`)

t.test('keeps every stay in customs and every hold, with what began and ended them', async (t) => {
  const shipment = follow(
    dispatched,
    { ...enter, data: { office: 'Frankfurt' }, at: String(day1) },
    { ...release, at: String(day2) },
    { ...enter, data: { office: 'Almaty' }, at: String(day2) },
    { ...hold, at: String(day3) },
    { ...release, at: String(day4) },
  )
  const stays = [
    { enteredAt: day1, office: 'Frankfurt', leftAt: day2 },
    { enteredAt: day2, office: 'Almaty', leftAt: day4 },
  ]
  const holds = [{ heldAt: day3, reason: 'permitMissing', releasedAt: day4 }]
  t.strictSame(shipment.context.customs, {
    enteredAt: day2,
    office: 'Almaty',
    heldAt: day3,
    holdReason: 'permitMissing',
    releasedAt: day4,
    stays,
    holds,
  })
  const again = follow(
    shipment,
    { ...enter, at: String(day4) },
    { ...hold, at: String(day4) },
    { ...giveBack, at: String(day5) },
  )
  t.match(again.context.customs, {
    stays: [...stays, { enteredAt: day4, leftAt: day5 }],
    holds: [...holds, { heldAt: day4, releasedAt: day5 }],
    releasedAt: undefined,
  })
})

t.test('a shipment that arrives out of customs has left it, though nobody released it', async (t) => {
  const { context } = follow(inCustoms, { ...arrive, at: String(day1) })
  t.match(context.customs, { enteredAt: at, stays: [{ enteredAt: at, leftAt: day1 }], releasedAt: undefined })
  const ashore = follow(follow(inCustoms, release), { ...arrive, at: String(day1) })
  t.match(ashore.context.customs, { stays: [{ leftAt: at }] }, 'what was released stays released then')
})

t.test('goes on with what a row of an earlier version knew of customs', async (t) => {
  const old = {
    ...planned.context,
    customs: { enteredAt: at, heldAt: at, holdReason: 'inspection' as const },
  }
  const restored = shipmentWorkflow.resolveState({ value: 'customsHold', context: old })
  const { context } = follow(restored, { ...release, at: String(day1) })
  t.match(context.customs, {
    stays: [{ enteredAt: at, leftAt: day1 }],
    holds: [{ heldAt: at, reason: 'inspection', releasedAt: day1 }],
  })
})
