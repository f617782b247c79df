import { eq } from 'drizzle-orm'
import t from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { equipmentTypes } from '../../src/database/tables.ts'
import { speakAs } from '../support/build.ts'
import { expect, openScene, profile, type Scene } from './scene.ts'

interface Matched {
  need: { id: string }
  score: number
  covers: number
  reasons: { code: string; text: string }[]
  blockers: { code: string; text: string }[]
}

const ask = async ({ built, cast }: Scene, query: string, language = 'en'): Promise<Matched[]> => {
  const { status, body } = await speakAs(built, cast.donor, language).get(`/v1/matches?${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.items
}
const idsOf = (matches: Matched[]) => matches.map(({ need }) => need.id)

t.test('proposes needs for what could be given, the best first, with what speaks for each', async (t) => {
  const scene = await openScene(t)
  const { equipmentType } = scene
  const soon = await scene.ask({ urgency: 'soon', quantity: 2 })
  const critical = await scene.ask({ urgency: 'critical', quantity: 4 })
  await scene.ask({ urgency: 'critical', equipmentType: await scene.built.makeEquipmentType() })
  await scene.ask({ urgency: 'critical' }, 'submitted')
  const found = await ask(scene, `equipmentType=${equipmentType}&quantity=2&region=KZ-75`)
  t.strictSame(idsOf(found), [critical.id, soon.id])
  const [first] = found
  t.match(first, {
    covers: 2,
    need: { remaining: 4, hospital: { id: scene.cast.recipient.id } },
    blockers: [],
  })
  t.strictSame(first?.reasons, [
    { code: 'urgency', text: 'How urgent the need is: critical.' },
    { code: 'coversPart', text: 'The offer covers a part: 2 of the 4 that are left of the need.' },
    { code: 'region', text: 'The hospital is in the region that was asked for: KZ-75.' },
    { code: 'siteFits', text: 'The site of the department meets what the equipment asks for.' },
  ])
  t.strictSame(idsOf(await ask(scene, `equipmentType=${equipmentType}&quantity=2&limit=1`)), [critical.id])
})

t.test(
  'an incubator for 110 V and 60 Hz does not fit a ward of 220 V and 50 Hz, in three languages',
  async (t) => {
    const scene = await openScene(t)
    const { id } = await scene.ask()
    const query = `equipmentType=${scene.equipmentType}&quantity=3&voltage=110&frequency=60&plug=F`
    const texts: Record<string, string[]> = {
      en: [
        'Voltage: the device needs 110 V; the department has 220 V.',
        'Frequency: the device needs 60 Hz; the department has 50 Hz.',
      ],
      ru: [
        'Напряжение: изделию нужно 110 В; в отделении 220 В.',
        'Частота: изделию нужно 60 Гц; в отделении 50 Гц.',
      ],
      kk: [
        'Кернеу: құрылғыға 110 В қажет; бөлімшеде 220 В.',
        'Жиілік: құрылғыға 60 Гц қажет; бөлімшеде 50 Гц.',
      ],
    }
    for (const [language, expected] of Object.entries(texts)) {
      const [match] = await ask(scene, query, language)
      t.equal(match?.need.id, id)
      t.strictSame(
        match?.blockers.map(({ code, text }) => [code, text]),
        [
          ['voltage', expected[0]],
          ['frequency', expected[1]],
        ],
      )
    }
    const reasons = { kk: /^Қажеттіліктің шұғылдығы: Шұғыл\.$/, ru: /^Срочность потребности: Срочная\.$/ }
    for (const [language, text] of Object.entries(reasons))
      t.match((await ask(scene, query, language))[0]?.reasons[0]?.text, text)
  },
)

t.test(
  'what a site lacks stands in the way, what is not known of it is named, and both come last',
  async (t) => {
    const scene = await openScene(t)
    const requirements = {
      features: ['medicalAir' as const, 'oxygen' as const],
      manuals: [],
      training: false,
    }
    await scene.db
      .update(equipmentTypes)
      .set({ requirements })
      .where(eq(equipmentTypes.id, scene.equipmentType))
    let wards = 0
    const offers = (features: object, more = {}) => {
      wards += 1
      const name = `Ward ${wards}`
      return scene.addDepartment(undefined, { name, profile: { ...profile, features }, ...more })
    }
    const lacking = await scene.ask({
      urgency: 'critical',
      department: await offers({ oxygen: true, medicalAir: false }),
    })
    const unsaid = await scene.ask({ urgency: 'soon', department: await offers({ oxygen: true }) })
    const later = await scene.ask({
      urgency: 'critical',
      department: await offers({ oxygen: true, medicalAir: true }, { opensOn: '2999-03-01' }),
    })
    const query = `equipmentType=${scene.equipmentType}&quantity=3`
    const [first, ...rest] = await ask(scene, query)
    t.equal(first?.need.id, unsaid.id)
    t.match(first?.reasons.at(-1), {
      code: 'siteUnknown',
      text: /^Not all is known of the site. Unknown: Medical air: the device needs it; whether/,
    })
    t.strictSame(idsOf(rest), [lacking.id, later.id])
    t.match(rest[0]?.blockers, [{ code: 'feature', text: /^Medical air: .* does not have it\.$/ }])
    t.match(rest[1]?.blockers, [{ code: 'opening', text: /It opens on 2999-03-01\.$/ }])
    const then = await ask(scene, `${query}&on=2999-03-01`)
    t.strictSame(idsOf(then), [later.id, unsaid.id, lacking.id])
  },
)

t.test('an item of a donation stands for its type and quantity, for those who see it', async (t) => {
  const scene = await openScene(t)
  const { donor, built } = scene
  const { id } = await scene.ask({ quantity: 5 })
  const pledge = scene.newPledge(id, 2)
  const items = [{ equipmentType: scene.equipmentType, quantity: 2 }]
  const donation = await donor.post('/v1/donations', { ...pledge, items })
  const item = expect(donation) && donation.body.items[0].id
  t.match(await ask(scene, `item=${item}`), [{ need: { id }, covers: 2 }])
  const stranger = speakAs(built, await built.makeOrganization())
  t.match(await stranger.get(`/v1/matches?item=${item}`), {
    status: 400,
    body: { code: 'unknown-item', errors: [{ name: 'item' }] },
  })

  const own = await donor.get(`/v1/needs/${id}/matches`)
  t.match(own.body.items, [
    {
      donation: donation.body.id,
      item,
      quantity: 2,
      covers: 2,
      recipient: { id: scene.cast.recipient.id },
      blockers: [],
    },
  ])
  t.strictSame((await stranger.get(`/v1/needs/${id}/matches`)).body, { items: [] })
})

t.test('a pledge for another hospital is shown last, with that as what stands in the way', async (t) => {
  const scene = await openScene(t)
  const { built, cast, donor } = scene
  const { id } = await scene.ask({ quantity: 5 })
  const clinic = await built.makeOrganization({ kind: 'hospital', name: 'Clinic' })
  const items = [{ equipmentType: scene.equipmentType, quantity: 5 }]
  const toHospital = (recipient: string, quantity: number) => ({
    title: 'Incubators',
    items: items.map((one) => ({ ...one, quantity })),
    parties: [
      { organization: cast.donor.id, role: 'donor' },
      { organization: recipient, role: 'recipient' },
    ],
  })
  expect(await donor.post('/v1/donations', toHospital(cast.recipient.id, 1)))
  expect(await donor.post('/v1/donations', toHospital(clinic.id, 5)))
  await scene.pledge(id, 1)
  const { body } = await speakAs(built, cast.donor, 'ru').get(`/v1/needs/${id}/matches`)
  t.match(body.items, [
    { quantity: 1, blockers: [] },
    { quantity: 5, blockers: [{ code: 'otherRecipient', text: /Получатель: Clinic\./ }] },
  ])
  t.equal(body.items.length, 2, 'one that covers a need already is not among them')
})

t.test('refuses to match what is not said', async (t) => {
  const { donor, equipmentType } = await openScene(t)
  const refused: [string, string, string][] = [
    ['', 'equipmentType', 'required'],
    [`equipmentType=${equipmentType}`, 'quantity', 'required'],
    [`equipmentType=${uuidv7()}&quantity=1`, 'equipmentType', 'unknown-equipment-type'],
    [`equipmentType=${equipmentType}&quantity=0`, 'quantity', 'too-small'],
    [`equipmentType=${equipmentType}&quantity=1&region=Almaty`, 'region', 'wrong-pattern'],
    [`equipmentType=${equipmentType}&quantity=1&on=2022-02-30`, 'on', 'not-a-day'],
  ]
  for (const [query, name, code] of refused)
    t.match(
      await donor.get(`/v1/matches?${query}`),
      { status: 400, body: { errors: [{ name, code }] } },
      query,
    )
})
