import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { Memorandum } from '../../../schemas/memorandum.ts'
import { page } from '../../../schemas/primitives.ts'
import { createClient } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printLine, printSection, printTable, zone } from '../page.ts'
import { act, type Member, openRegistry } from '../registry.ts'
import { verifyTimeline } from '../timeline.ts'
import { createCaseStage } from './case-stage.ts'
import { enlistRegion, type Published, registerRegion } from './equipping.ts'
import { rest } from './mangystau-contract.ts'
import type { Perform } from './perform.ts'

/** What the region publishes. */
const published: Published = {
  region: 'KZ-47',
  place: 'Mangystau',
  sorts: [
    { name: 'Inpatient organization', count: 16 },
    { name: 'Outpatient organization', count: 61 },
  ],
  level: 0.92,
}

const text = 'Меморандум о сотрудничестве в здравоохранении Мангистауской области (образец)'
const sha256 = createHash('sha256').update(text).digest('hex')
const today = DateTime.now().setZone(zone)
const inMonths = (months: number) => today.plus({ months }).toFormat('yyyy-MM-dd')

// That training and consultations were promised is published; how many of each, and by when, was not: a sample.
const training = { id: 'training', kind: 'trainingPlaces', quantity: 40, dueOn: inMonths(12) }
const consultations = { id: 'consultations', kind: 'freeConsultations', quantity: 300, dueOn: inMonths(24) }

const makeTerms = (owner: Member, members: Member[]) => ({
  title: 'Cooperation in the health care of Mangystau',
  startsOn: inMonths(0),
  endsOn: inMonths(24),
  scope: { regions: [published.region] },
  texts: [{ language: 'ru', sha256 }],
  parties: members.map(({ id }) => id),
  commitments: [training, consultations].map((one) => ({ ...one, by: owner.id })),
})

/** The public case of Mangystau: a memorandum with commitments, and how well a whole region is equipped. */
export const performMangystau: Perform = async ({ service: { url, operatorKey = '' }, signal }) => {
  const client = createClient(url, signal)
  const registry = openRegistry(client, operatorKey)
  const stage = createCaseStage(client)
  printLine(`Besik serves at ${url}. Every step below is a request to it.`)
  printLine('● was published. The rest is a sample: quantities, days, names of single organizations.')

  printSection('Who takes part')
  const authority = { kind: 'authority', country: 'KZ', region: published.region } as const
  const foundation = await registry.enlist({ kind: 'foundation', name: 'Partner foundation', country: 'KZ' })
  const akimat = await registry.enlist({ ...authority, name: 'Akimat of Mangystau region' })
  const department = await registry.enlist({ ...authority, name: 'Health department of Mangystau region' })
  const hospitals = await enlistRegion(registry, published)
  printTable([
    ...[foundation, akimat, department].map(({ name, kind }): [string, string] => [name, kind]),
    ...published.sorts.map(({ name, count }): [string, string] => [`${name}s`, `${count}`]),
  ])
  const president = act('President', foundation)
  const head = act('Head of the department', department)
  const deputy = act('Deputy akim', akimat)

  const type = await registry.introduce({
    slug: 'equipment-of-the-norm',
    names: {
      kk: 'Норматив бойынша жабдық',
      ru: 'Оборудование по нормативу',
      en: 'Equipment that the norm asks for',
    },
  })

  printSection('The memorandum')
  const to = '/v1/memoranda'
  const query = `${to}?state=active&limit=100`
  const { body: earlier } = await client.obtain(query, page(Memorandum), { key: foundation.key })
  for (const { id, title } of earlier.items) {
    const { count } = await verifyTimeline(client, `${to}/${id}`, foundation.key)
    await stage.send(
      { path: `${to}/${id}`, told: count },
      {
        by: president,
        says: `ends “${title}” of an earlier run`,
        type: 'memorandum.terminated',
        data: { reason: 'replaced' },
        expect: ['memorandum active → terminated'],
      },
    )
  }
  const terms = makeTerms(foundation, [department, akimat])
  const late = { ...training, by: foundation.id, dueOn: inMonths(25) }
  await stage.refuseMaking({
    ...{ by: president, to, body: { ...terms, commitments: [late] } },
    says: 'promises training places for a day after the end of the memorandum',
    expect: '400 commitment-outside-validity',
  })
  const memorandum = await stage.make({
    ...{ by: president, to, body: terms, isPublished: true },
    says: 'lays a memorandum before the department and the akimat: training places, free consultations',
    expect: ['memorandum new → draft'],
  })
  const sign = { type: 'memorandum.signed', data: { sha256, position: head.position, method: 'paper' } }
  await stage.refuseSending(memorandum, {
    ...{ by: head, type: sign.type, data: { ...sign.data, sha256: 'f'.repeat(64) } },
    says: 'signs another text',
    expect: '409 memorandum-text-unknown',
  })
  for (const by of [head, deputy])
    await stage.send(memorandum, {
      ...{ by, type: sign.type, data: { ...sign.data, position: by.position } },
      says: 'signs',
      expect: ['memorandum signed'],
    })
  await stage.send(memorandum, {
    ...{ by: president, type: sign.type, data: { ...sign.data, position: president.position } },
    says: 'signs last, and puts it into force',
    expect: ['memorandum draft → active'],
  })
  await stage.refuseMaking({
    ...{ by: president, to, body: terms },
    says: 'lays another of the same time and region before them',
    expect: '409 memoranda-overlap',
  })

  printSection('How well the region is equipped')
  const level = await registerRegion(client, hospitals, published, { type: type.id, countedOn: inMonths(0) })
  const percent = Math.round((level.level ?? 0) * 100)
  const [inpatient, outpatient] = published.sorts
  printLine(
    `  ● ${percent} % over ${inpatient?.count} inpatient and ${outpatient?.count} outpatient organizations:`,
  )
  printLine(`    ${level.covered} of ${level.norm} devices that their norms ask for are there.`)

  await rest({ stage, registry, president, hospital: hospitals[0], type: type.id, memorandum })

  printSection('What was promised')
  const report = async (says: string, data: { commitment: string; quantity: number }, expect: string[]) =>
    stage.send(memorandum, { by: president, says, type: 'commitment.reported', data, expect })
  const reported = 'commitment reported'
  await stage.refuseSending(memorandum, {
    ...{ by: head, type: 'commitment.reported', data: { commitment: training.id, quantity: 1 } },
    says: "reports on the foundation's training",
    expect: '409 commitment-not-yours',
  })
  await report('reports 25 training places', { commitment: training.id, quantity: 25 }, [reported])
  await report('reports the other 15', { commitment: training.id, quantity: 15 }, [
    reported,
    'commitment kept',
  ])
  await report('reports 120 consultations', { commitment: consultations.id, quantity: 120 }, [reported])

  printSection('Summary')
  const { body: end } = await client.obtain(memorandum.path, Memorandum, { key: akimat.key })
  const { count, head: hash } = await verifyTimeline(client, memorandum.path, akimat.key)
  const standing = end.commitments.map(
    ({ id, done, quantity, state }) => `${id} ${done}/${quantity} ${state}`,
  )
  if (standing.join() !== 'training 40/40 kept,consultations 120/300 open' || end.state !== 'active')
    throw new Deviation(`The memorandum ends as ${end.state} with ${standing.join(', ')}.`)
  if (count !== memorandum.told) throw new Deviation(`Its log holds ${count} events.`)
  printTable([
    ['state', end.state],
    ...end.commitments.map(({ kind, done, quantity, state }): [string, string] => [
      kind,
      `${done} of ${quantity}, ${state} (sample)`,
    ]),
    ['equipping level', `${percent} % over ${level.hospitals} organizations`],
    ['hash chain', `verified by the ${akimat.name}, ${count} events, ends in ${hash.slice(0, 16)}…`],
  ])
  printLine('\n  No deviation.')
  return {
    path: memorandum.path,
    who: foundation.name,
    key: await registry.makeKey(foundation.id, 'Demo, to look around', ['read']),
  }
}
