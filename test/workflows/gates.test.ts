import { readFileSync } from 'node:fs'
import t from 'tap'
import { initialTransition, transition } from 'xstate'
import { Profile } from '../../schemas/department.ts'
import type { RecordedDocument } from '../../schemas/dossier.ts'
import { type ChecklistAnswer, type GateCode, GateCode as GateCodes } from '../../schemas/gate.ts'
import { roles } from '../../schemas/roles.ts'
import { Requirements } from '../../schemas/site.ts'
import { gateCatalogue } from '../../workflows/gate-catalogue.ts'
import { type GateFacts, judgeGates, mayWaive } from '../../workflows/gates.ts'
import { shipmentWorkflow } from '../../workflows/shipment.ts'
import type { ShipmentMachineEvent } from '../../workflows/shipment-events.ts'
import { refuseShipment } from '../../workflows/shipment-refusals.ts'
import {
  at,
  club,
  firstUnit,
  hospital,
  item,
  secondUnit,
  shipmentSamples,
} from '../support/workflow-events.ts'

const on = '2022-12-12'
const mains = { voltage: 220, frequency: 50, phases: 1 }
const profile = Profile.parse({
  mains: { voltage: 220, frequency: 50, plugs: ['F'] },
  languages: ['kk', 'ru'],
})
const signed = { organization: club, signedAt: at }
const contract = { number: '17', texts: [], signatures: [signed] }
const memorandum = '00000000-0000-4000-8000-000000000077'
const named = { ...contract, memorandum }

/** A shipment of which nothing is asked but what is asked of each. */
const plain: GateFacts = {
  on,
  donationState: 'contracted',
  contract,
  placements: [{ item }],
  keepsProfiles: false,
  from: 'KZ',
  to: 'KZ',
  unpacked: 0,
  answers: [],
  documents: [],
  waivers: [],
}
const place = (rest: object) => [{ item, ...rest }]
const asks = (requirements: object, rest: object = {}) =>
  place({ requirements: Requirements.parse(requirements), ...rest })
const answer = (name: string, value: ChecklistAnswer['answer'] = 'yes'): ChecklistAnswer => ({
  checklist: 'dispatch-readiness',
  version: 1,
  item: name,
  answer: value,
  by: hospital,
  at,
})
const document = (rest: Partial<RecordedDocument>): RecordedDocument => ({
  document: 'permit',
  kind: 'importPermit',
  number: '1',
  issuer: 'Ministry',
  issuedOn: '2022-10-01',
  validUntil: '2022-12-31',
  recordedAt: at,
  ...rest,
})
const waive = (gate: GateCode) => ({
  waivers: [{ gate, reason: 'other' as const, position: 'Head', by: hospital, at }],
})

const findGate = (code: GateCode, facts: Partial<GateFacts>) => {
  const gate = judgeGates({ ...plain, ...facts }).find((one) => one.code === code)
  if (!gate) throw new Error(`there is no gate ${code}`)
  return gate
}
const say = (code: GateCode, facts: Partial<GateFacts>) => {
  const { state, findings } = findGate(code, facts)
  return [state, ...findings.map((one) => one.feature ?? one.question ?? one.code)].join(' ')
}

t.test('gates that nothing asks for do not apply, and the others are met', async (t) => {
  t.strictSame(
    judgeGates(plain).map(({ code, state }) => `${code} ${state}`),
    [
      'recipient-agreed met',
      'contract-signed met',
      'memorandum-active notApplicable',
      'mains-fit notApplicable',
      'site-ready notApplicable',
      'manuals-readable notApplicable',
      'consumables-assured notApplicable',
      'training-planned notApplicable',
      'permit-valid notApplicable',
      'packing-complete met',
    ],
  )
})

const department = { profile }
const manuals = { manuals: ['user'] }
const training = [answer('training-users'), answer('training-technicians', 'notApplicable')]
const abroad = { from: 'BR' }

const judged: [gate: GateCode, what: string, facts: Partial<GateFacts>, said: string][] = [
  ['recipient-agreed', 'an offer', { donationState: 'pledged' }, 'unmet agreement'],
  ['recipient-agreed', 'a donation called off', { donationState: 'cancelled' }, 'unmet agreement'],
  ['recipient-agreed', 'one under way', { donationState: 'accepting' }, 'met'],
  ['contract-signed', 'no contract', { contract: undefined }, 'unmet contract'],
  [
    'contract-signed',
    'a signature that is awaited',
    { contract: { ...contract, signatures: [signed, { organization: hospital }] } },
    'unmet signatures',
  ],
  [
    'memorandum-active',
    'an active one',
    { contract: named, memorandum: { state: 'active', startsOn: on, endsOn: on } },
    'met',
  ],
  [
    'memorandum-active',
    'one that ended the day before',
    { contract: named, memorandum: { state: 'active', startsOn: '2022-01-01', endsOn: '2022-12-11' } },
    'unmet memorandumPeriod',
  ],
  [
    'memorandum-active',
    'one that begins tomorrow',
    { contract: named, memorandum: { state: 'active', startsOn: '2022-12-13', endsOn: '2023-12-11' } },
    'unmet memorandumPeriod',
  ],
  [
    'memorandum-active',
    'one that was terminated',
    { contract: named, memorandum: { state: 'terminated', startsOn: on, endsOn: on } },
    'unmet memorandum',
  ],
  ['memorandum-active', 'one that is not there', { contract: named }, 'unmet memorandum'],
  ['memorandum-active', 'a waiver', { contract: named, ...waive('memorandum-active') }, 'waived memorandum'],
  ['mains-fit', 'mains that fit', { placements: place({ mains, department }) }, 'met'],
  [
    'mains-fit',
    'mains of another continent',
    { placements: place({ mains: { ...mains, voltage: 110, frequency: 60 }, department }) },
    'unmet voltage frequency',
  ],
  [
    'mains-fit',
    'a profile that says nothing',
    { placements: place({ mains, department: { profile: Profile.parse({}) } }) },
    'unmet voltage frequency phases',
  ],
  ['mains-fit', 'mains alone, and no department', { placements: place({ mains }) }, 'notApplicable'],
  [
    'mains-fit',
    'mains alone, and no department, of a hospital that keeps profiles',
    { placements: place({ mains }), keepsProfiles: true },
    'unmet department',
  ],
  [
    'mains-fit',
    'a type with requirements, and no department',
    { placements: asks({ training: true }, { mains }) },
    'unmet department',
  ],
  [
    'mains-fit',
    'a waiver',
    { placements: place({ mains: { ...mains, voltage: 110 }, department }), ...waive('mains-fit') },
    'waived voltage',
  ],
  [
    'mains-fit',
    'a waiver of what is met',
    { placements: place({ mains, department }), ...waive('mains-fit') },
    'met',
  ],
  [
    'site-ready',
    'what the department has',
    {
      placements: asks(
        { features: ['oxygen'] },
        { department: { profile: Profile.parse({ features: { oxygen: true } }) } },
      ),
    },
    'met',
  ],
  [
    'site-ready',
    'what it has not, and what nobody said',
    {
      placements: asks(
        { features: ['oxygen', 'water'] },
        { department: { profile: Profile.parse({ features: { oxygen: false } }) } },
      ),
    },
    'unmet oxygen water',
  ],
  ['site-ready', 'no department', { placements: asks({ features: ['oxygen'] }) }, 'unmet department'],
  [
    'site-ready',
    'a department under construction',
    { placements: place({ department: { profile, opensOn: '2022-12-13' } }) },
    'unmet opening',
  ],
  [
    'site-ready',
    'one that opens on that day',
    { placements: place({ department: { profile, opensOn: on } }) },
    'notApplicable',
  ],
  [
    'site-ready',
    'a way in that nobody measured',
    {
      placements: asks({ doorWidth: 900 }, { department: { profile: Profile.parse({ doorWidth: 900 }) } }),
    },
    'unmet way-in',
  ],
  [
    'site-ready',
    'a way in that does not matter',
    {
      placements: asks({ doorWidth: 900 }, { department: { profile: Profile.parse({ doorWidth: 900 }) } }),
      answers: [answer('way-in', 'notApplicable')],
    },
    'met',
  ],
  ['manuals-readable', 'no answer', { placements: asks(manuals) }, 'unmet user-manual'],
  [
    'manuals-readable',
    'the answer no',
    { placements: asks(manuals), answers: [answer('user-manual', 'no')] },
    'unmet user-manual',
  ],
  [
    'manuals-readable',
    'the answer yes',
    { placements: asks(manuals), answers: [answer('user-manual')] },
    'met',
  ],
  [
    'manuals-readable',
    'the answer yes, and a manual in another language in the dossier',
    {
      placements: asks(manuals, { department }),
      answers: [answer('user-manual')],
      documents: [document({ document: 'manual', kind: 'manual', languages: ['en'] })],
    },
    'unmet manualLanguage',
  ],
  [
    'manuals-readable',
    'the answer yes, and a manual in one of its languages',
    {
      placements: asks(manuals, { department }),
      answers: [answer('user-manual')],
      documents: [
        document({ document: 'manual', kind: 'manual', languages: ['en'] }),
        document({ document: 'translation', kind: 'manual', languages: ['ru'] }),
      ],
    },
    'met',
  ],
  [
    'consumables-assured',
    'one answer of two',
    { placements: asks({ consumablesMonths: 12 }), answers: [answer('consumables-source')] },
    'unmet consumables-budget',
  ],
  [
    'consumables-assured',
    'both answers',
    {
      placements: asks({ consumablesMonths: 12 }),
      answers: [answer('consumables-source'), answer('consumables-budget')],
    },
    'met',
  ],
  [
    'consumables-assured',
    'a waiver',
    { placements: asks({ consumablesMonths: 12 }), ...waive('consumables-assured') },
    'waived consumables-source consumables-budget',
  ],
  ['training-planned', 'both answers', { placements: asks({ training: true }), answers: training }, 'met'],
  [
    'training-planned',
    'an answer to another checklist',
    {
      placements: asks({ training: true }),
      answers: training.map((one) => ({ ...one, checklist: 'other' })),
    },
    'unmet training-users training-technicians',
  ],
  ['permit-valid', 'no permit', abroad, 'unmet permitMissing'],
  ['permit-valid', 'a sender that nobody named', { from: undefined }, 'notApplicable'],
  ['permit-valid', 'a permit', { ...abroad, documents: [document({})] }, 'met'],
  ['permit-valid', 'its last day', { ...abroad, documents: [document({ validUntil: on })] }, 'met'],
  [
    'permit-valid',
    'an expired permit',
    { ...abroad, documents: [document({ validUntil: '2022-12-11' })] },
    'unmet permit',
  ],
  [
    'permit-valid',
    'a permit that is not valid yet',
    { ...abroad, documents: [document({ validFrom: '2022-12-13' })] },
    'unmet permit',
  ],
  [
    'permit-valid',
    'a withdrawn permit',
    { ...abroad, documents: [document({ withdrawnAt: at })] },
    'unmet permitMissing',
  ],
  [
    'permit-valid',
    'an expired permit and its successor',
    { ...abroad, documents: [document({ validUntil: '2022-12-11' }), document({ document: 'next' })] },
    'met',
  ],
  [
    'permit-valid',
    'an expired exemption',
    {
      ...abroad,
      documents: [
        document({}),
        document({ document: 'relief', kind: 'exemption', validUntil: '2022-12-11' }),
      ],
    },
    'unmet exemption',
  ],
  ['permit-valid', 'a waiver', { ...abroad, ...waive('permit-valid') }, 'waived permitMissing'],
  ['packing-complete', 'a unit in no package', { unpacked: 1 }, 'unmet packing'],
]

t.test('each gate is met, unmet, waived or does not apply, and says why', async (t) => {
  for (const [gate, what, facts, said] of judged) t.equal(say(gate, facts), said, `${gate}: ${what}`)
  for (const gate of GateCodes.options) {
    const states = judged.filter(([code]) => code === gate).map(([, , , said]) => said.split(' ')[0])
    t.ok(states.includes('unmet'), `${gate} is tried unmet`)
  }
})

t.test('a gate looks at every item of the shipment', async (t) => {
  const other = { item: secondUnit, mains: { ...mains, frequency: 60 }, department }
  const gate = findGate('mains-fit', { placements: [{ item, mains, department }, other] })
  t.match(gate.findings, [{ code: 'frequency', item: secondUnit, expected: 60, found: 50 }])
  const months = findGate('consumables-assured', {
    placements: [...asks({ consumablesMonths: 6 }), ...asks({ consumablesMonths: 24 })],
  })
  t.match(months.findings[0], { question: 'consumables-source', expected: 24 }, 'the longest counts')
})

t.test('whoever sends waives nothing, and some gates nobody does', async (t) => {
  const waivers = Object.fromEntries(
    GateCodes.options.map((gate) => [gate, roles.filter((role) => mayWaive(gate, [role])).join(' ')]),
  )
  t.strictSame(waivers, {
    'recipient-agreed': '',
    'contract-signed': '',
    'memorandum-active': 'recipient authority',
    'mains-fit': 'recipient',
    'site-ready': 'recipient',
    'manuals-readable': 'recipient',
    'consumables-assured': 'recipient authority',
    'training-planned': 'recipient',
    'permit-valid': 'recipient authority',
    'packing-complete': '',
  })
  for (const { sources } of Object.values(gateCatalogue)) t.ok(sources.length > 0, 'each rests on something')
})

const input = {
  ...{ zone: 'Asia/Almaty', units: [firstUnit, secondUnit] },
  ...{ customsStay: 10, acceptanceReminder: 3, acceptanceEscalation: 10, linkExpiry: 90 },
}
const follow = (...taken: ShipmentMachineEvent[]) => {
  let [shipment] = initialTransition(shipmentWorkflow, input)
  for (const event of taken) [shipment] = transition(shipmentWorkflow, shipment, event)
  return shipment
}
const {
  'gate.waived': waived,
  'gate.waiverWithdrawn': withdrawn,
  'checklist.answered': answered,
} = shipmentSamples
const reply = (version: number, ...answers: (typeof answered)['data']['answers']) => ({
  ...answered,
  data: { checklist: 'dispatch-readiness', version, answers },
})

t.test(
  'a shipment keeps the last answer to each question, and waivers until they are withdrawn',
  async (t) => {
    const again = reply(1, { item: 'training-users', answer: 'no' }, { item: 'way-in', answer: 'yes' })
    const { context } = follow(answered, again, waived)
    t.strictSame(
      context.answers?.map(({ item: name, answer: value }) => `${name} ${value}`),
      ['training-users no', 'way-in yes'],
    )
    t.match(context.answers?.[0], { checklist: 'dispatch-readiness', version: 1, by: hospital, at })
    t.match(context.waivers, [{ gate: 'mains-fit', reason: 'solvedOnSite', by: hospital, at }])
    t.strictSame(follow(waived, withdrawn).context.waivers, [])
    t.strictSame(follow(waived, withdrawn, waived).context.waivers?.length, 1)
  },
)

t.test('gates are opened until the shipment has left', async (t) => {
  const packed = [shipmentSamples['shipment.packed']]
  const left = [...packed, shipmentSamples['shipment.dispatched']]
  for (const event of [answered, waived]) {
    t.ok(follow().can(event), `planned: ${event.type}`)
    t.ok(follow(...packed).can(event), `packed: ${event.type}`)
    t.notOk(follow(...left).can(event), `dispatched: ${event.type}`)
  }
})

t.test('what cannot be answered, waived or withdrawn is refused, and nothing changes', async (t) => {
  const rows: [what: string, problem: string, before: ShipmentMachineEvent[], event: ShipmentMachineEvent][] =
    [
      [
        'another checklist',
        'checklist-unknown',
        [],
        { ...answered, data: { ...answered.data, checklist: 'x' } },
      ],
      ['another version', 'checklist-unknown', [], reply(2, { item: 'way-in', answer: 'yes' })],
      ['another question', 'question-unknown', [], reply(1, { item: 'x', answer: 'yes' })],
      [
        'a question twice',
        'duplicate-entry',
        [],
        reply(1, { item: 'way-in', answer: 'yes' }, { item: 'way-in', answer: 'no' }),
      ],
      [
        'a question that always applies',
        'question-always-applies',
        [],
        reply(1, { item: 'user-manual', answer: 'notApplicable', note: 'x' }),
      ],
      [
        'a gate that nobody waives',
        'gate-not-waivable',
        [],
        { ...waived, data: { ...waived.data, gate: 'contract-signed' } },
      ],
      ['a gate waived twice', 'gate-already-waived', [waived], waived],
      ['a waiver that is not there', 'gate-not-waived', [], withdrawn],
      ['a waiver withdrawn twice', 'gate-not-waived', [waived, withdrawn], withdrawn],
    ]
  for (const [what, problem, before, event] of rows) {
    const shipment = follow(...before)
    t.match(refuseShipment(shipment.context, event), { problem, pointer: /^\/data\// }, what)
    t.equal(transition(shipmentWorkflow, shipment, event)[0], shipment, what)
  }
})

t.test('the page about gates names each of them, and who may waive it', async (t) => {
  const page = readFileSync(`${import.meta.dirname}/../../docs/gates.md`, 'utf8')
  const rows = page.split('\n').flatMap((line) => {
    const [, gate, , , , waivers] = /^\| `([\w-]+)` \|(.+)\|(.+)\|(.+)\|(.+)\|$/.exec(line) ?? []
    return gate && waivers ? [[gate, waivers.trim()]] : []
  })
  t.strictSame(
    rows,
    GateCodes.options.map((gate) => [
      gate,
      roles.filter((role) => mayWaive(gate, [role])).join(', ') || 'nobody',
    ]),
  )
})
