import fc from 'fast-check'
import t from 'tap'
import { Profile } from '../../schemas/department.ts'
import { Mains } from '../../schemas/equipment-type.ts'
import { MainsCode } from '../../schemas/gate.ts'
import { Requirements, SiteFeature } from '../../schemas/site.ts'
import { compareSite, isAboutMains, type SiteFinding } from '../../workflows/compare-site.ts'

const on = '2023-01-10'
const brazilian = Mains.parse({ voltage: 110, frequency: 60, plug: 'N', power: 600 })
const ward = Profile.parse({ mains: { voltage: 220, frequency: 50, plugs: ['C', 'F'], power: 3000 } })
const codes = (findings: SiteFinding[]) => findings.map(({ code }) => code)

t.test('a 110 V, 60 Hz incubator does not fit a 220 V, 50 Hz ward', async (t) => {
  t.strictSame(compareSite({ mains: brazilian, profile: ward, on }), [
    { code: 'voltage', expected: 110, found: 220 },
    { code: 'frequency', expected: 60, found: 50 },
    { code: 'plug', expected: 'N', found: ['C', 'F'] },
  ])
})

t.test('voltages that are names of one supply fit each other, and no others do', async (t) => {
  const rows: [device: number, ward: number, fits: boolean][] = [
    [220, 230, true],
    [240, 220, true],
    [230, 230, true],
    [110, 127, true],
    [120, 115, true],
    [400, 380, true],
    [100, 100, true],
    [100, 110, false],
    [110, 220, false],
    [127, 220, false],
    [220, 380, false],
    [208, 220, false],
  ]
  for (const [device, found, fits] of rows) {
    const mains = Mains.parse({ voltage: device, frequency: 50 })
    const profile = Profile.parse({ mains: { voltage: found, frequency: 50 } })
    const expected = fits ? [] : [{ code: 'voltage', expected: device, found }]
    t.strictSame(compareSite({ mains, profile, on }), expected, `${device} V at ${found} V`)
  }
})

t.test('phases, plug and power are asked of the socket', async (t) => {
  const at = (mains: object, offered: object) =>
    compareSite({
      mains: Mains.parse({ voltage: 220, frequency: 50, ...mains }),
      profile: Profile.parse({ mains: { voltage: 220, frequency: 50, ...offered } }),
      on,
    })
  t.strictSame(at({ phases: 3 }, {}), [{ code: 'phases', expected: 3, found: [1] }])
  t.strictSame(at({ phases: 3 }, { phases: [1, 3] }), [])
  t.strictSame(at({ phases: 1 }, { phases: [3] }), [{ code: 'phases', expected: 1, found: [3] }])
  t.strictSame(at({ plug: 'C' }, { plugs: ['F'] }), [], 'a flat plug fits the earthed socket')
  t.strictSame(at({ plug: 'F' }, { plugs: ['C'] }), [{ code: 'plug', expected: 'F', found: ['C'] }])
  t.strictSame(
    at({ plug: 'F' }, {}),
    [{ code: 'plug', expected: 'F' }],
    'nobody said which sockets there are',
  )
  t.strictSame(at({ power: 600 }, { power: 600 }), [])
  t.strictSame(at({ power: 601 }, { power: 600 }), [{ code: 'power', expected: 601, found: 600 }])
  t.strictSame(at({ power: 600 }, {}), [{ code: 'power', expected: 600 }])
})

t.test('a place is compared in each feature, its air and its room', async (t) => {
  const requirements = Requirements.parse({
    features: ['earthing', 'oxygen', 'water'],
    climate: { temperature: { min: 18, max: 28 }, humidity: { min: 30, max: 75 } },
    doorWidth: 900,
    floorLoad: 250,
    freeArea: 400,
  })
  const profile = Profile.parse({
    features: { earthing: true, oxygen: false },
    climate: { temperature: { min: 15, max: 26 } },
    doorWidth: 899,
    floorLoad: 250,
  })
  t.strictSame(compareSite({ requirements, profile, on }), [
    { code: 'feature', expected: true, found: false, feature: 'oxygen' },
    { code: 'feature', expected: true, feature: 'water' },
    { code: 'temperature', expected: { min: 18, max: 28 }, found: { min: 15, max: 26 } },
    { code: 'humidity', expected: { min: 30, max: 75 } },
    { code: 'doorWidth', expected: 900, found: 899 },
    { code: 'freeArea', expected: 400 },
  ])
})

t.test('a department under construction counts from the day on which it opens', async (t) => {
  const opensOn = '2023-01-11'
  t.strictSame(compareSite({ profile: ward, opensOn, on }), [
    { code: 'opening', expected: on, found: opensOn },
  ])
  t.strictSame(compareSite({ profile: ward, opensOn, on: opensOn }), [])
})

t.test('a place of which nothing is known fits only what asks for nothing', async (t) => {
  t.strictSame(compareSite({ on }), [])
  t.strictSame(compareSite({ mains: null, requirements: Requirements.parse({}), profile: null, on }), [])
  const unknown = compareSite({ mains: brazilian, profile: Profile.parse({}), on })
  t.strictSame(codes(unknown), MainsCode.options)
  t.ok(unknown.every(({ found }) => found === undefined))
})

const letter = fc.constantFrom('A', 'B', 'C', 'E', 'F', 'G', 'N')
const whole = (max: number) => fc.integer({ min: 1, max })
const range = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
  .map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) }))
const device = fc.record({
  voltage: fc.constantFrom(100, 110, 120, 127, 208, 220, 230, 240, 380, 400),
  frequency: fc.constantFrom<50 | 60>(50, 60),
  phases: fc.constantFrom<1 | 3>(1, 3),
  plug: letter,
  power: whole(5000),
})
const asked = fc.record({
  features: fc.uniqueArray(fc.constantFrom(...SiteFeature.options)),
  climate: fc.record({ temperature: range, humidity: range }),
  doorWidth: whole(2000),
  floorLoad: whole(2000),
  freeArea: whole(2000),
})

/** A place that is exactly what is asked for. */
const mirror = (
  mains: typeof device extends fc.Arbitrary<infer One> ? One : never,
  requirements: Requirements,
) =>
  Profile.parse({
    mains: {
      voltage: mains.voltage,
      frequency: mains.frequency,
      phases: [mains.phases],
      plugs: [mains.plug],
      power: mains.power,
    },
    features: Object.fromEntries(requirements.features.map((feature) => [feature, true])),
    climate: requirements.climate,
    doorWidth: requirements.doorWidth,
    floorLoad: requirements.floorLoad,
    freeArea: requirements.freeArea,
  })

t.test(
  'a place that is exactly what is asked for gives all of it, and so does any that is larger',
  async (t) => {
    fc.assert(
      fc.property(device, asked, whole(1000), (mains, room, more) => {
        const requirements = Requirements.parse(room)
        const profile = mirror(mains, requirements)
        t.strictSame(compareSite({ mains, requirements, profile, on }), [])
        const larger = {
          ...profile,
          mains: profile.mains && { ...profile.mains, power: mains.power + more },
          doorWidth: room.doorWidth + more,
          floorLoad: room.floorLoad + more,
          freeArea: room.freeArea + more,
        }
        t.strictSame(compareSite({ mains, requirements, profile: larger, on }), [])
      }),
      { numRuns: 60 },
    )
  },
)

t.test('whatever is left out of a profile is found, and only that', async (t) => {
  const parts = ['climate', 'doorWidth', 'floorLoad', 'freeArea', 'mains', 'features'] as const
  fc.assert(
    fc.property(device, asked, fc.subarray([...parts]), (mains, room, left) => {
      const requirements = Requirements.parse(room)
      const whole = mirror(mains, requirements)
      const profile = Profile.parse(
        Object.fromEntries(Object.entries(whole).filter(([name]) => !left.some((one) => one === name))),
      )
      const findings = compareSite({ mains, requirements, profile, on })
      const expected = left.flatMap((part) => {
        if (part === 'mains') return MainsCode.options
        if (part === 'climate') return ['temperature', 'humidity']
        return part === 'features' ? room.features.map(() => 'feature') : [part]
      })
      t.strictSame(codes(findings).sort(), expected.sort())
      t.ok(findings.every(({ found }) => found === undefined))
    }),
    { numRuns: 60 },
  )
})

t.test('what is found never depends on the rest: mains and site are two comparisons', async (t) => {
  fc.assert(
    fc.property(device, device, asked, asked, (mains, other, room, otherRoom) => {
      const requirements = Requirements.parse(room)
      const profile = mirror(other, Requirements.parse(otherRoom))
      const both = compareSite({ mains, requirements, profile, on })
      t.strictSame(both.filter(isAboutMains), compareSite({ mains, profile, on }))
      t.strictSame(
        both.filter((finding) => !isAboutMains(finding)),
        compareSite({ requirements, profile, on }),
      )
      const isSame = compareSite({ mains, profile: mirror(mains, requirements), on }).length === 0
      t.ok(isSame, 'and a device fits the sockets that are made for it')
    }),
    { numRuns: 60 },
  )
})
