import t from 'tap'
import { NewOrganization } from '../../schemas/organization.ts'

const hospital = { kind: 'hospital', name: 'Perinatal centre', country: 'KZ' }

const refusals = (input: unknown) =>
  NewOrganization.safeParse(input).error?.issues.map(({ code, path }) => `${path.join('.')} ${code}`)

t.test('fills in where an organization is and what it reads', async (t) => {
  t.same(NewOrganization.parse(hospital), {
    ...hospital,
    timeZone: 'Asia/Almaty',
    language: 'ru',
    identifiers: [],
  })
})

t.test('takes numbers of registers', async (t) => {
  const identifiers = [
    { system: 'KZ-BIN', value: '941240001151' },
    { system: 'US-EIN', value: '36-3245072' },
    { system: 'GLN', value: '4870000000019' },
  ]
  t.same(NewOrganization.parse({ ...hospital, identifiers }).identifiers, identifiers)
})

t.test('refuses a BIN whose check digit does not agree, and names the field', async (t) => {
  const identifiers = [{ system: 'KZ-BIN', value: '941240001152' }]
  const { error } = NewOrganization.safeParse({ ...hospital, identifiers })
  t.match(error?.issues, [{ path: ['identifiers', 0, 'value'], params: { code: 'check-digit' } }])
})

t.test('refuses the same number twice', async (t) => {
  const identifier = { system: 'US-EIN', value: '36-3245072' }
  t.same(refusals({ ...hospital, identifiers: [identifier, identifier] }), ['identifiers.1 custom'])
})

t.test('refuses what would not be an organization', async (t) => {
  const refused: [string, object, string[]][] = [
    ['an unknown kind', { kind: 'person' }, ['kind invalid_value']],
    ['an empty name', { name: '  ' }, ['name too_small']],
    ['a name that reads backwards', { name: 'Club \u202Egnp.exe' }, ['name custom']],
    ['a name of two lines', { name: 'Club\nof donors' }, ['name custom']],
    ['a name too long', { name: 'x'.repeat(201) }, ['name too_big']],
    ['a country in full', { country: 'Kazakhstan' }, ['country invalid_format']],
    ['a zone that is none', { timeZone: 'Asia/Astana2' }, ['timeZone custom']],
    ['a language Besik does not speak', { language: 'de' }, ['language invalid_value']],
    ['an unknown field', { secret: true }, [' unrecognized_keys']],
    [
      'a register that is none',
      { identifiers: [{ system: 'bin', value: '1' }] },
      ['identifiers.0.system invalid_format'],
    ],
  ]
  for (const [what, change, issues] of refused) t.same(refusals({ ...hospital, ...change }), issues, what)
})
