import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import { followUpLinks } from '../../src/database/field-tables.ts'
import { texts } from '../../src/follow-ups/page/texts.ts'
import { openPage } from '../confirmations/form.ts'
import { openForm, openScene } from './scene.ts'

t.test('keeps what was filled in where the language is changed', async (t) => {
  const { page, fill } = await openForm(t)
  const wrong = await page.sign(fill({ works: 'no', note: 'Wet' }), '?lang=en')
  t.match(wrong.html, 'formaction=')
  const again = await page.sign({ ...fill({ works: 'no', note: 'Wet' }), step: 'edit' }, '?lang=ru')
  t.match(again, { status: 200, language: 'ru', problems: {} })
  t.match(again.html, '>Wet</textarea>')
  const files = await page.send(fill({ works: 'yes' }))
  t.match(files, { status: 415 }, 'a form that brings files is none of this page')
})

t.test('shows the same closed page for a link that is none, has expired or was taken back', async (t) => {
  const { page, fill, built, link, donor, makeLink, listEvents } = await openForm(t)
  const see = async (path: string) => {
    const { status, html } = await openPage(built, path).get('?lang=en')
    return { status, shown: html.replaceAll(path, '') }
  }
  const forged = await see(`/f/${'0'.repeat(26)}`)
  t.equal(forged.status, 404)
  t.ok(forged.shown.includes(texts.en.closedTitle))
  t.match(await see('/f/nothing'), { status: 404, shown: forged.shown })
  const expired = await makeLink()
  const isIt = eq(followUpLinks.id, expired.id)
  await built.db.update(followUpLinks).set({ expiresAt: sql`now() - interval '1 second'` }).where(isIt)
  t.strictSame(await see(expired.path), { status: 410, shown: forged.shown })
  t.match(await donor.post(`/v1/follow-up-links/${link.id}/revocations`, {}), {
    ...{ status: 200, body: { id: link.id, revokedAt: /Z$/ } },
  })
  t.strictSame(await see(link.path), { status: 410, shown: forged.shown })
  t.match(await page.sign(fill({ works: 'yes' })), { status: 410 })
  t.strictSame(await listEvents('followUp.answered'), [])
})

t.test('asks the newest question of a unit, and of one that has served none', async (t) => {
  const { page, hospital, one, listEvents, fill, units } = await openForm(t, { daysAgo: 100 })
  t.match((await page.get('?lang=en')).html, 'value="90"')
  t.match(await page.sign(fill({ works: 'yes', days: '90' })), { status: 200 })
  const { html } = await page.get('?lang=en')
  t.notOk(html.includes(`${units[0]}.works`), 'what was missed then can not be known today')
  t.equal((await listEvents('followUp.answered')).length, 1)
  await hospital.send(`/v1/units/${units[1]}`, 'unit.decommissioned', { reason: 'unsafe' })
  t.ok((await page.get('?lang=en')).html.includes(texts.en.nothingDue))
  t.match(await hospital.get(one), {
    body: { followUps: [{ days: 30, state: 'due' }, { state: 'answered' }] },
  })
})

t.test('hears only so many guesses at links', async (t) => {
  const { built } = await openScene(t, { quantity: 1, environment: { BESIK_RATE_LIMIT: '100' } })
  const guess = () => built.app.inject({ url: `/f/${'1'.repeat(26)}` })
  const answers = []
  for (let n = 0; n < 4; n++) answers.push((await guess()).statusCode)
  t.strictSame(answers, [404, 404, 429, 429])
})
