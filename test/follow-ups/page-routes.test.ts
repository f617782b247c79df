import t from 'tap'
import { contentSecurityPolicy } from '../../src/follow-ups/page/render.ts'
import { texts } from '../../src/follow-ups/page/texts.ts'
import type { Fields } from '../confirmations/form.ts'
import { dayAgo, openForm } from './scene.ts'

const languages = ['kk', 'ru', 'en'] as const

t.test('shows the form in three languages, to a browser that runs no script', async (t) => {
  const { page, units, donor, donation } = await openForm(t)
  const { title, code } = (await donor.get(donation)).body
  for (const language of languages) {
    const { status, html, headers, language: said } = await page.get(`?lang=${language}`)
    t.match({ status, said }, { status: 200, said: language })
    t.ok(html.includes(texts[language].formTitle) && html.includes(title) && html.includes(code))
    t.equal(headers['content-security-policy'], contentSecurityPolicy)
    t.notMatch(html, /<script|https?:\/\//, 'and asks nobody else for anything')
    for (const [, name] of html.matchAll(/<(?:input|select|textarea) id="([^"]+)" name="[^"]+"/g))
      t.ok(html.includes(`<label for="${name}">`), `${name} has a label`)
    for (const unit of units) t.ok(html.includes(`name="${unit}.works"`))
  }
  t.match(await page.get(), { language: 'kk' }, "else in the link's own language")
  t.match(await page.get('', { 'accept-language': 'ru' }), { language: 'ru' })
  t.match((await page.get()).headers, {
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'permissions-policy': 'camera=()',
  })
})

t.test('takes answers in every language, all of a form in one transaction', async (t) => {
  const { page, units, fill, listEvents, look, link, cast, at } = await openForm(t, { quantity: 4 })
  for (const [place, language] of languages.entries()) {
    const done = await page.sign(
      fill(...units.map((_, n) => ({ works: n === place ? 'yes' : '' }))),
      `?lang=${language}`,
    )
    t.match(done, { status: 200, language })
    t.ok(done.html.includes(texts[language].doneTitle) && done.html.includes(texts[language].goOn))
  }
  await page.sign(
    {
      ...fill(
        {},
        {},
        {},
        { works: 'no', reason: 'spareParts', people: '1 265', left: '6', note: 'It\r\nstopped.' },
      ),
      ...{ [at(3, 'kind')]: 'treated', [at(3, 'leftUnit')]: 'days' },
    },
    '?lang=kk',
  )
  const events = await listEvents('followUp.answered')
  t.match(events[0], {
    data: { days: 30, isWorking: true, position: 'Head nurse' },
    actor: { organization: cast.recipient.id, link: link.id },
  })
  t.notOk('uses' in (events[0]?.data ?? {}), 'what was left empty is no answer')
  t.match(events[3], {
    data: {
      ...{ isWorking: false, reason: 'spareParts', note: 'It\nstopped.' },
      uses: { from: dayAgo(31), to: dayAgo(0), people: 1265, kind: 'treated' },
      consumablesLeft: { amount: 6, unit: 'days' },
    },
    to: 'outOfService',
  })
  t.match(await look(units[3]), { state: 'outOfService', repair: { state: 'requested' } })
  for (const language of languages)
    t.ok((await page.get(`?lang=${language}`)).html.includes(texts[language].nothingDue))
})

t.test('takes a form that is sent again for the same one', async (t) => {
  const { page, fill, listEvents } = await openForm(t)
  const form = fill({ works: 'yes', people: '7' }, { works: 'no', reason: 'power' })
  const taps = await Promise.all(Array.from({ length: 4 }, () => page.sign(form, '?lang=en')))
  for (const tap of taps) t.match(tap, { status: 200, title: taps[0]?.title })
  t.match(await page.sign(form, '?lang=en'), { status: 200, title: taps[0]?.title }, 'and later as well')
  t.equal((await listEvents('followUp.answered')).length, 2)
  t.equal((await listEvents('repair.requested')).length, 1)
})

t.test('changes nothing that was answered, and nothing where a part is refused', async (t) => {
  const { page, fill, listEvents, at, look, units } = await openForm(t)
  const wrong = await page.sign(
    fill({ works: 'yes' }, { works: 'yes', people: '3', from: dayAgo(60) }),
    '?lang=en',
  )
  t.match(wrong, { status: 409, problems: { [at(1, 'from')]: /went into service/ }, summary: [/./] })
  t.match(wrong.html, `value="${dayAgo(60)}"`, 'everything else is as it was')
  t.strictSame(await listEvents('followUp.answered'), [])
  t.match(await page.sign(fill({ works: 'yes' })), { status: 200 })
  const other = await page.sign(fill({ works: 'no', reason: 'power' }, { works: 'yes' }), '?lang=en')
  t.match(other, { status: 409, summary: [/written down/] })
  t.match(await look(units[0]), { state: 'inService' })
  t.match(await look(units[1]), { followUps: [{ state: 'due' }] })
  t.match(await page.sign(fill({}, { works: 'yes' })), { status: 200 }, 'the rest can come later')
  t.equal((await listEvents('followUp.answered')).length, 2)
})

t.test('says at each field what is wrong with it', async (t) => {
  const { page, fill, at, listEvents } = await openForm(t)
  t.match(await page.sign({}, '?lang=en'), { status: 409, summary: [texts.en.needAnswer] })
  t.match(await page.sign(fill(), '?lang=en'), { status: 409, summary: [texts.en.needAnswer] })
  const answer = await page.sign(
    fill(
      { works: 'no', people: '-3', left: '1.5', note: 'The mother is 900101300007' },
      { works: 'yes', people: '2', from: '', to: 'soon' },
    ),
    '?lang=en',
  )
  t.equal(answer.status, 409)
  t.match(answer.problems, {
    [at(0, 'reason')]: texts.en.needReason,
    [at(0, 'people')]: texts.en.needCount,
    [at(0, 'left')]: texts.en.needCount,
    [at(0, 'note')]: /identity number/,
    [at(1, 'from')]: texts.en.needPeriod,
  })
  const more: [Fields, string][] = [
    [{ works: 'yes', people: '2', to: '2026-13-01' }, 'to'],
    [{ works: 'yes', people: '2', to: dayAgo(-3) }, 'to'],
    [{ works: 'yes', people: '99999999' }, 'people'],
    [{ works: 'no', reason: 'lazy' }, 'reason'],
    [{ works: 'yes', left: '4000' }, 'left'],
    [{ works: 'yes', note: 'bell \u0007' }, 'note'],
    [{ works: 'yes', days: '31' }, 'works'],
    [{ works: 'yes', days: '90' }, 'works'],
  ]
  for (const [fields, field] of more)
    t.match(
      await page.sign(fill(fields), '?lang=en'),
      { status: 409, problems: { [at(0, field)]: /./ } },
      field,
    )
  const nobody = { ...fill({ works: 'yes' }), position: ' ' }
  t.match(await page.sign(nobody, '?lang=en'), { problems: { position: texts.en.needPosition } })
  const russian = await page.sign({ ...nobody, position: 'ИИН 900101300007' }, '?lang=ru')
  t.match(russian.problems.position, /ИИН/)
  t.strictSame(await listEvents('followUp.answered'), [])
})
