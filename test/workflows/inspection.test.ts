import fc from 'fast-check'
import t from 'tap'
import { Inspection } from '../../schemas/inspection.ts'
import { toLocalDay } from '../../schemas/local-day.ts'
import { Check } from '../../schemas/protocol.ts'
import { protocols } from '../../schemas/protocol-catalogue.ts'
import { inspectionProblems } from '../../src/problems/entries/inspections.ts'
import { judge, refuseAdditions, refuseInspection, withAdditions } from '../../workflows/inspection.ts'

const texts = { kk: 'тексеру', ru: 'проверка', en: 'check' }
const make = (id: string, rest: object) =>
  Check.parse({ id, texts, isSafety: false, isRequired: true, type: 'boolean', ...rest })

const checks = [
  make('housing', { isSafety: true }),
  make('leaks', { expects: false }),
  make('earth', { type: 'number', unit: 'mOhm', limit: { max: 300 }, isSafety: true, needsInstrument: true }),
  make('deviation', { type: 'number', unit: 'Cel', limit: { min: -0.8, max: 0.8 } }),
  make('cycles', { type: 'number', unit: '1', isRequired: false }),
  make('plug', {
    type: 'choice',
    options: [
      { value: 'fits', texts, passes: true },
      { value: 'other', texts, passes: false },
    ],
  }),
  make('remark', { type: 'text', isRequired: false }),
  make('plate', { type: 'photo' }),
  make('hood', { isRequired: false, needsPhoto: true }),
]
const photo = 'a'.repeat(64)
const good: Record<string, object> = {
  housing: { value: true },
  leaks: { value: false },
  earth: { value: 120, instrument: 'M-1' },
  deviation: { value: 0.1 },
  plug: { value: 'fits' },
  plate: { photos: [photo] },
}
const meter = { id: 'M-1', name: 'Safety analyser', calibratedOn: '2022-01-10' }
const on = '2022-10-20'
const pinned = { slug: 'infant-incubator', version: 1, checks }

/** An inspection in which everything passes, but for what `changes` say; undefined takes a result out. */
const inspect = (changes: Record<string, object | undefined> = {}, rest: object = {}): Inspection =>
  Inspection.parse({
    protocol: { slug: 'infant-incubator', version: 1 },
    tester: 'Biomedical engineer',
    instruments: [meter],
    results: Object.entries({ ...good, ...changes }).flatMap(([check, result]) =>
      result ? [{ check, ...result }] : [],
    ),
    ...rest,
  })
const judged = (...parts: Parameters<typeof inspect>) => judge({ checks, inspection: inspect(...parts), on })
const outcomeOf = (id: string, result: object | undefined) =>
  judged({ [id]: result }).outcomes.find(({ check }) => check === id)?.outcome
const faultsOf = (inspection: Inspection, list = checks) =>
  judge({ checks: list, inspection, on }).faults.map(({ problem, pointer }) => `${pointer} ${problem}`)
const decide = (
  outcome: 'accepted' | 'acceptedWithRemarks' | 'rejected',
  inspection: Inspection | undefined,
  rest: object = {},
) =>
  refuseInspection({
    outcome,
    pinned,
    inspection,
    decidedAt: '2022-10-20T09:00:00.000Z',
    zone: 'Asia/Almaty',
    ...rest,
  })

t.test('a unit that passes everything can be accepted', async (t) => {
  t.strictSame(judged(), {
    outcomes: checks.map(({ id }) => ({ check: id, outcome: good[id] ? 'passed' : 'missing' })),
    faults: [],
    gaps: [],
    failing: [],
    failingSafety: [],
    missing: [],
    canAccept: true,
    canAcceptWithRemarks: true,
  })
  for (const outcome of ['accepted', 'acceptedWithRemarks', 'rejected'] as const)
    t.equal(decide(outcome, inspect()), undefined, outcome)
})

t.test('each type of check passes and fails by its own rule', async (t) => {
  const cases: [string, object, string][] = [
    ['housing', { value: true }, 'passed'],
    ['housing', { value: false }, 'failed'],
    ['leaks', { value: true }, 'failed'],
    ['leaks', { value: false }, 'passed'],
    ['plug', { value: 'other' }, 'failed'],
    ['cycles', { value: 1e308 }, 'passed'],
    ['cycles', { value: -5 }, 'passed'],
    ['cycles', {}, 'notApplicable'],
    ['remark', { value: 'no' }, 'passed'],
    ['remark', {}, 'notApplicable'],
    ['plate', { photos: [] }, 'missing'],
    ['hood', { value: true, photos: [photo] }, 'passed'],
    ['housing', {}, 'missing'],
    ['deviation', { note: 'not measured' }, 'missing'],
  ]
  for (const [id, result, outcome] of cases)
    t.equal(outcomeOf(id, result), outcome, `${id} ${JSON.stringify(result)}`)
  t.equal(outcomeOf('remark', undefined), 'missing')
})

t.test('a limit belongs to what it permits, to the last bit', async (t) => {
  const up = 300 + 2 ** -44
  const cases: [string, number, string][] = [
    ['earth', 300, 'passed'],
    ['earth', 299.99999999999994, 'passed'],
    ['earth', up, 'failed'],
    ['earth', -0, 'passed'],
    ['earth', 5e-324, 'passed'],
    ['earth', 1e308, 'failed'],
    ['earth', -1e308, 'passed'],
    ['deviation', -0.8, 'passed'],
    ['deviation', 0.8, 'passed'],
    ['deviation', 0.8000000000000002, 'failed'],
    ['deviation', -0.8000000000000002, 'failed'],
    ['deviation', -0, 'passed'],
  ]
  t.ok(up > 300)
  for (const [id, value, outcome] of cases) {
    const { outcomes, faults } = judged({ [id]: { value, instrument: 'M-1' } })
    t.equal(outcomes.find(({ check }) => check === id)?.outcome, outcome, `${id} ${value}`)
    t.strictSame(faults, [], 'a value beyond a limit is recorded')
  }
})

t.test('what is no number is refused, before it is stored and while it is judged', async (t) => {
  const [, , earth] = inspect().results
  for (const value of [Number.NaN, Infinity, -Infinity]) {
    t.notOk(Inspection.safeParse({ ...inspect(), results: [{ check: 'earth', value }] }).success)
    const inspection = { ...inspect(), results: earth ? [{ ...earth, value }] : [] }
    t.strictSame(faultsOf(inspection), ['/data/inspection/results/0/value result-type-mismatch'])
    t.not(judge({ checks, inspection, on }).outcomes[2]?.outcome, 'passed')
  }
})

t.test(
  'a failed check leaves remarks, and a failed safety check leaves nothing but a rejection',
  async (t) => {
    t.match(judged({ deviation: { value: 2 } }), {
      failing: ['deviation'],
      failingSafety: [],
      canAccept: false,
      canAcceptWithRemarks: true,
    })
    t.match(judged({ earth: { value: 301, instrument: 'M-1' }, plug: { value: 'other' } }), {
      failing: ['earth', 'plug'],
      failingSafety: ['earth'],
      canAccept: false,
      canAcceptWithRemarks: false,
    })
    const [amiss, unsafe] = [inspect({ deviation: { value: 2 } }), inspect({ housing: { value: false } })]
    t.strictSame(decide('accepted', amiss), {
      problem: 'checks-failed',
      pointer: '/data/inspection/results',
      values: { checks: 'deviation' },
    })
    t.equal(decide('acceptedWithRemarks', amiss), undefined)
    for (const outcome of ['accepted', 'acceptedWithRemarks'] as const)
      t.match(decide(outcome, unsafe), { problem: 'safety-check-failed', values: { checks: 'housing' } })
    t.equal(decide('rejected', unsafe), undefined)
  },
)

t.test('a required check without a result leaves nothing but a rejection', async (t) => {
  const inspection = inspect({ housing: undefined, plate: undefined, remark: undefined })
  t.match(judge({ checks, inspection, on }), {
    missing: ['housing', 'plate'],
    canAccept: false,
    canAcceptWithRemarks: false,
  })
  for (const outcome of ['accepted', 'acceptedWithRemarks'] as const)
    t.match(decide(outcome, inspection), { problem: 'checks-missing', values: { checks: 'housing, plate' } })
  t.equal(decide('rejected', inspection), undefined)
})

t.test('a rejection takes whatever was measured, and nothing at all', async (t) => {
  t.equal(decide('rejected', undefined), undefined)
  t.equal(decide('rejected', inspect({}, { results: [] })), undefined)
  t.equal(decide('rejected', inspect({ earth: { value: 500 } })), undefined, 'even without its instrument')
  t.match(decide('accepted', undefined), { problem: 'inspection-missing', pointer: '/data/inspection' })
  t.match(decide('acceptedWithRemarks', undefined), { values: { protocol: 'infant-incubator', version: 1 } })
  const optional = { ...pinned, checks: checks.filter(({ isRequired }) => !isRequired) }
  t.equal(decide('accepted', undefined, { pinned: optional }), undefined, 'where nothing is required')
})

t.test('a measurement without its instrument, or a finding without its photo, is not enough', async (t) => {
  t.match(judged({ earth: { value: 100 } }), { gaps: [{ problem: 'instrument-missing' }], canAccept: false })
  t.strictSame(decide('accepted', inspect({ earth: { value: 100 } })), {
    problem: 'instrument-missing',
    pointer: '/data/inspection/results/2',
    values: { check: 'earth' },
  })
  t.strictSame(decide('acceptedWithRemarks', inspect({ hood: { value: true } })), {
    problem: 'photo-missing',
    pointer: '/data/inspection/results/6/photos',
    values: { check: 'hood' },
  })
  t.equal(decide('accepted', inspect({ hood: {} })), undefined, 'one that did not apply needs none')
})

t.test('points to what contradicts the checks or itself', async (t) => {
  const at = '/data/inspection'
  const results = (list: object[], rest = {}) => inspect({}, { results: list, ...rest })
  const cases: [Inspection, string[]][] = [
    [results([{ check: 'nothing', value: 1 }]), [`${at}/results/0/check check-unknown`]],
    [results([{ check: '__proto__', value: 1 }]), [`${at}/results/0/check check-unknown`]],
    [
      results([
        { check: 'housing', value: true },
        { check: 'housing', value: false },
      ]),
      [`${at}/results/1/check duplicate-entry`],
    ],
    [results([{ check: 'housing', value: 'true' }]), [`${at}/results/0/value result-type-mismatch`]],
    [results([{ check: 'housing', value: 1 }]), [`${at}/results/0/value result-type-mismatch`]],
    [results([{ check: 'earth', value: '120' }]), [`${at}/results/0/value result-type-mismatch`]],
    [results([{ check: 'remark', value: true }]), [`${at}/results/0/value result-type-mismatch`]],
    [results([{ check: 'plug', value: 1 }]), [`${at}/results/0/value result-type-mismatch`]],
    [results([{ check: 'plug', value: 'toString' }]), [`${at}/results/0/value result-not-an-option`]],
    [
      results([{ check: 'plate', value: true, photos: [photo] }]),
      [`${at}/results/0/value result-type-mismatch`],
    ],
    [
      results([{ check: 'earth', value: 1, instrument: 'M-2' }]),
      [`${at}/results/0/instrument instrument-unknown`],
    ],
    [
      results([], { instruments: [{ ...meter, calibratedOn: '2022-10-21' }] }),
      [`${at}/instruments/0/calibratedOn calibration-in-future`],
    ],
    [results([], { instruments: [meter, meter] }), [`${at}/instruments/1/id duplicate-entry`]],
    [results([], { instruments: [{ ...meter, calibratedOn: on }] }), []],
  ]
  for (const [inspection, faults] of cases) {
    t.strictSame(faultsOf(inspection), faults)
    const [first] = faults
    if (first)
      t.match(decide('rejected', inspection), { pointer: first.split(' ')[0] }, 'even in a rejection')
  }
  t.match(decide('accepted', inspect({ plug: { value: 'none' } }), { at: '/decisions/3/inspection' }), {
    pointer: '/decisions/3/inspection/results/4/value',
    values: { check: 'plug', options: 'fits, other' },
  })
})

t.test('refuses an inspection by another protocol or version', async (t) => {
  for (const protocol of [
    { slug: 'generic-device', version: 1 },
    { slug: 'infant-incubator', version: 2 },
  ])
    for (const outcome of ['accepted', 'rejected'] as const)
      t.strictSame(decide(outcome, inspect({}, { protocol })), {
        problem: 'protocol-mismatch',
        pointer: '/data/inspection/protocol',
        values: { protocol: 'infant-incubator', version: 1 },
      })
})

t.test('a calibration is in the future by the day at the hospital', async (t) => {
  const today = inspect({}, { instruments: [{ ...meter, calibratedOn: '2022-10-21' }] })
  const evening = { decidedAt: '2022-10-20T20:00:00.000Z' }
  t.equal(decide('accepted', today, evening), undefined, 'in Almaty it is the next day already')
  t.match(decide('accepted', today, { ...evening, zone: 'UTC' }), { problem: 'calibration-in-future' })
  t.equal(toLocalDay('2022-10-20T20:00:00.000Z', 'America/New_York'), '2022-10-20')
})

t.test('every refusal has its text, and the values it names', async (t) => {
  for (const [slug, { detail }] of Object.entries(inspectionProblems))
    for (const text of Object.values(detail)) t.ok(text.length > 40, slug)
  const refusals = [
    decide('accepted', undefined),
    decide('accepted', inspect({}, { protocol: { slug: 'x', version: 1 } })),
    ...judged({
      housing: { value: 1 },
      plug: { value: 'x' },
      strange: {},
      hood: { value: true },
      earth: { value: 1 },
    }).faults,
    decide('accepted', inspect({ housing: { value: false } })),
  ]
  t.equal(refusals.length, 6)
  for (const refusal of refusals) {
    const entry = Object.entries(inspectionProblems).find(([slug]) => slug === refusal?.problem)?.[1]
    const names = [...(entry?.detail.en.matchAll(/\{(\w+)\}/g) ?? [])].map(([, name]) => name ?? '')
    t.ok(entry, `${refusal?.problem} has a text`)
    for (const name of names)
      t.ok(Object.keys(refusal?.values ?? {}).includes(name), `${refusal?.problem} ${name}`)
  }
})

t.test('the verdict follows from the outcomes, whatever was measured', async () => {
  const value = fc.option(
    fc.oneof(fc.boolean(), fc.double({ noNaN: true }), fc.constantFrom('fits', 'other', 'x')),
  )
  const results = fc.array(
    fc.record({
      check: fc.constantFrom(...checks.map(({ id }) => id), 'strange'),
      value: value.map((one) => one ?? undefined),
      photos: fc.constantFrom<string[]>([], [photo]),
      instrument: fc.constantFrom(undefined, 'M-1', 'M-2'),
    }),
    { maxLength: 14 },
  )
  fc.assert(
    fc.property(results, (results) => {
      const inspection = { ...inspect(), results }
      const verdict = judge({ checks, inspection, on })
      const isUnfit = (id: string) =>
        verdict.outcomes.some(({ check, outcome }) => check === id && ['failed', 'missing'].includes(outcome))
      const blocked = checks.some(({ id, isRequired, isSafety }) =>
        isUnfit(id) && isSafety
          ? isRequired || verdict.failing.includes(id)
          : isRequired && verdict.missing.includes(id),
      )
      return (
        verdict.outcomes.length === checks.length &&
        !(verdict.canAccept && !verdict.canAcceptWithRemarks) &&
        !(blocked && verdict.canAcceptWithRemarks) &&
        !(verdict.failing.length > 0 && verdict.canAccept) &&
        (decide('accepted', inspection) === undefined) === verdict.canAccept &&
        (decide('acceptedWithRemarks', inspection) === undefined) === verdict.canAcceptWithRemarks &&
        (decide('rejected', inspection) === undefined) === (verdict.faults.length === 0)
      )
    }),
    { numRuns: 3000 },
  )
})

t.test('every shipped protocol can be passed, and each of its safety checks failed', async (t) => {
  const pass = (check: Check): object => {
    const instrument = check.needsInstrument ? { instrument: meter.id } : {}
    const photos = check.needsPhoto || check.type === 'photo' ? [photo] : []
    if (check.type === 'choice') return { value: check.options.find(({ passes }) => passes)?.value, photos }
    if (check.type === 'number') return { value: check.limit?.max ?? 1, photos, ...instrument }
    return { value: { boolean: true, text: 'text', photo: undefined }[check.type], photos }
  }
  const fail = (check: Check): object => {
    if (check.type === 'choice') return { value: check.options.find(({ passes }) => !passes)?.value }
    return check.type === 'number' ? { value: 1e308, instrument: meter.id } : { value: false }
  }
  for (const { slug, version, checks } of protocols) {
    const all = checks.map((check) => ({ check: check.id, ...pass(check) }))
    const one = { protocol: { slug, version }, tester: 'Engineer', instruments: [meter] }
    const judgeAll = (results: object[]) =>
      judge({ checks, inspection: Inspection.parse({ ...one, results }), on })
    t.match(judgeAll(all), { faults: [], gaps: [], canAccept: true }, slug)
    for (const check of checks.filter(({ isSafety }) => isSafety)) {
      const results = all.map((result) =>
        result.check === check.id ? { check: check.id, ...fail(check) } : result,
      )
      t.match(
        judgeAll(results),
        { canAcceptWithRemarks: false, failingSafety: [check.id] },
        `${slug} ${check.id}`,
      )
    }
  }
})

t.test('a hospital adds checks, and takes none away', async (t) => {
  const [protocol] = protocols
  if (!protocol) return t.fail('no protocol is shipped')
  const own = make('own-check', {})
  const lax = make('visual-condition', { isSafety: false, isRequired: false })
  t.strictSame(withAdditions(protocol, [own]), [...protocol.checks, own])
  t.strictSame(withAdditions(protocol, [lax, own, own]), [...protocol.checks, own], 'the protocol stands')
  t.equal(refuseAdditions(protocol, [own]), undefined)
  t.strictSame(refuseAdditions(protocol, [own, lax]), {
    problem: 'check-id-taken',
    pointer: '/checks/1/id',
    values: { check: 'visual-condition' },
  })
  t.match(refuseAdditions(protocol, [own, own]), { pointer: '/checks/1/id' })
})
