import { readdirSync, readFileSync } from 'node:fs'
import { STATUS_CODES } from 'node:http'
import t, { type Test } from 'tap'
import { catalogue, isProblemSlug } from '../../src/problems/catalogue.ts'
import { accessProblems } from '../../src/problems/entries/access.ts'
import { attachmentProblems } from '../../src/problems/entries/attachments.ts'
import { changeProblems } from '../../src/problems/entries/changes.ts'
import { confirmationProblems } from '../../src/problems/entries/confirmations.ts'
import { contractProblems } from '../../src/problems/entries/contracts.ts'
import { departmentProblems } from '../../src/problems/entries/departments.ts'
import { dossierProblems } from '../../src/problems/entries/dossiers.ts'
import { endpointUrlProblems } from '../../src/problems/entries/endpoint-urls.ts'
import { endpointProblems } from '../../src/problems/entries/endpoints.ts'
import { followUpProblems } from '../../src/problems/entries/follow-ups.ts'
import { gateProblems } from '../../src/problems/entries/gates.ts'
import { inspectionProblems } from '../../src/problems/entries/inspections.ts'
import { memorandumProblems } from '../../src/problems/entries/memoranda.ts'
import { needProblems } from '../../src/problems/entries/needs.ts'
import { pledgeProblems } from '../../src/problems/entries/pledges.ts'
import { programmeMoneyProblems } from '../../src/problems/entries/programme-money.ts'
import { programmeProblems } from '../../src/problems/entries/programmes.ts'
import { recallProblems } from '../../src/problems/entries/recalls.ts'
import { registryProblems } from '../../src/problems/entries/registry.ts'
import { reportPackProblems } from '../../src/problems/entries/report-packs.ts'
import { requestProblems } from '../../src/problems/entries/requests.ts'
import { serviceProblems } from '../../src/problems/entries/service.ts'
import { shipmentProblems } from '../../src/problems/entries/shipments.ts'
import type { ProblemEntry, Texts } from '../../src/problems/entry.ts'
import { fieldTexts } from '../../src/problems/field-texts.ts'

const entries: [string, ProblemEntry][] = Object.entries(catalogue)
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
const kazakhOnly = /[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/

const compareLanguages = (
  t: Pick<Test, 'ok' | 'same' | 'match' | 'notMatch'>,
  slug: string,
  texts: Texts,
) => {
  const { kk, ru, en } = texts
  for (const text of [kk, ru, en]) {
    t.ok(text.trim() && text === text.trim(), `${slug} says something`)
    t.same(placeholders(text), placeholders(en), `${slug} names the same values in every language`)
  }
  t.match(ru, /[а-яА-Я]/, `${slug} has a Russian text`)
  t.ok(kk !== ru && kk !== en, `${slug} has a Kazakh text`)
  t.notMatch(ru, kazakhOnly, `${slug} has its Russian text in the right place`)
  t.notMatch(en, /[а-яА-Я]/, `${slug} has its English text in the right place`)
}

t.test('every problem has an error status and texts that agree in every language', async (t) => {
  for (const [slug, { status, title, detail }] of entries) {
    t.match(slug, /^[a-z]+(-[a-z]+)*$/)
    t.ok(status >= 400 && STATUS_CODES[status], `${slug} has a status`)
    compareLanguages(t, slug, title)
    compareLanguages(t, slug, detail)
    t.match(detail.kk, kazakhOnly, `${slug} has a Kazakh text`)
    t.same(placeholders(title.en), [], `the title of ${slug} is always the same`)
  }
})

t.test('every text about a field agrees in every language', async (t) => {
  for (const [code, texts] of Object.entries(fieldTexts)) compareLanguages(t, code, texts)
})

t.test('no two groups of the catalogue use one slug', async (t) => {
  const groups = [
    accessProblems,
    departmentProblems,
    dossierProblems,
    followUpProblems,
    gateProblems,
    memorandumProblems,
    needProblems,
    programmeMoneyProblems,
    programmeProblems,
    recallProblems,
    reportPackProblems,
    attachmentProblems,
    confirmationProblems,
    inspectionProblems,
    changeProblems,
    contractProblems,
    endpointProblems,
    endpointUrlProblems,
    pledgeProblems,
    registryProblems,
    requestProblems,
    serviceProblems,
    shipmentProblems,
  ]
  const slugs = groups.flatMap((group) => Object.keys(group))
  t.equal(new Set(slugs).size, slugs.length)
  t.equal(slugs.length, entries.length, 'and the catalogue holds every group')
  t.equal(groups.length, readdirSync('src/problems/entries').length, 'and every file of them')
})

t.test('no title stands for two problems in any language', async (t) => {
  for (const language of ['kk', 'ru', 'en'] as const) {
    const titles = entries.map(([, { title }]) => title[language])
    t.same(
      titles.filter((title, place) => titles.indexOf(title) !== place),
      [],
    )
  }
})

t.test('every refusal of a workflow is in the catalogue, with the values its text needs', async (t) => {
  const sources = readdirSync('workflows').filter((name) => name.endsWith('.ts'))
  const code = sources.map((name) => readFileSync(`workflows/${name}`, 'utf8')).join('\n')
  const refusals = [...code.matchAll(/\{\s*problem: '([^']+)'((?:[^{}]|\$\{[^}]*\}|\{[^{}]*\})*)\}/g)]
  t.equal(refusals.length, code.match(/problem: '/g)?.length, 'reads every one of them')
  for (const [, slug = '', rest = ''] of refusals) {
    if (!isProblemSlug(slug)) return t.fail(`the catalogue lacks ${slug}`)
    for (const name of placeholders(catalogue[slug].detail.en))
      t.match(rest, new RegExp(`values: \\{.*\\b${name}\\b`), `${slug} is given its ${name}`)
  }
})

t.test('answers that a client is to repeat say when', async (t) => {
  for (const [slug, { status, headers }] of entries)
    if (status === 503) t.ok(headers?.['retry-after'], `${slug} has Retry-After`)
  for (const [slug, { status, headers }] of entries)
    if (status === 401) t.match(headers?.['www-authenticate'], /^Bearer /, `${slug} has WWW-Authenticate`)
})
