import { hash } from 'node:crypto'
import t, { type Test } from 'tap'
import { html, makePdf, makePhoto, makePng, makePngBomb, svg } from '../support/files.ts'
import { common, type Fields, fillUnit, openPage } from './form.ts'
import { decide, openScene, type SceneOptions } from './scene.ts'

const open = async (t: Test, options: SceneOptions = {}) => {
  const scene = await openScene(t, { quantity: 2, ...options })
  const link = await scene.makeLink({ language: 'en' })
  const page = openPage(scene.built, link.path)
  /** The form with a decision for each unit. */
  const fill = (outcomes: string[], more: Fields = {}): Fields => ({
    ...common,
    ...Object.assign(
      {},
      ...outcomes.map((outcome, place) => fillUnit(place, scene.units[place] ?? '', outcome)),
    ),
    ...more,
  })
  return { ...scene, link, page, fill }
}

t.test('shows the form in the language that the reader asks for', async (t) => {
  const { page, units, cast } = await open(t)
  const russian = await page.get('', { 'accept-language': 'ru-KZ,ru;q=0.9,en;q=0.5' })
  t.match(russian, { status: 200, language: 'ru', hidden: { 'u.0.id': units[0] } })
  t.match(russian.headers['content-type'], 'text/html; charset=utf-8')
  t.match(russian.html, 'City Perinatal Center')
  t.match(await page.get('', { 'accept-language': 'kk' }), { language: 'kk' })
  t.match(await page.get('?lang=kk', { 'accept-language': 'ru' }), { language: 'kk' })
  t.match(await page.get('?lang=fr', { 'accept-language': 'de' }), { language: 'en' })
  t.match(await page.get('?lang=kk&lang=ru'), { status: 200, language: 'en' }, "else in the link's own")
  t.notMatch(russian.html, cast.donor.key)
})

t.test('lets nobody else see the page, or hear of it', async (t) => {
  const { page, built, link } = await open(t)
  const strict = {
    'content-security-policy': /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+';/,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
  }
  const { headers, html: shown } = await page.get()
  t.match(headers, strict)
  t.notMatch(headers['content-security-policy'], 'unsafe')
  t.notMatch(shown, /(src|href|action)="(https?:)?\/\//, 'and asks nobody else for anything')
  t.match((await page.send({})).headers, strict)
  t.match((await built.app.inject({ url: `/c/${'0'.repeat(26)}` })).headers, strict)
  t.match((await built.app.inject({ method: 'POST', url: `${link.path}/photos` })).headers, strict)
})

t.test('shows the exact text, and confirms that', async (t) => {
  const { page, fill, statesOf, listEvents, link, built, hospital, shipment } = await open(t)
  const note = 'Fish & "chips" <b>broke</b>\r\nthe \'plug\''
  const review = await page.send(
    fill(['accepted', 'rejected'], { 'u.1.reason': 'wrongMains', 'u.1.note': note }),
  )
  t.equal(review.status, 200)
  t.match(review.text, /^We confirm the receipt of medical equipment\.\n/)
  t.match(review.text, `Fish & "chips" <b>broke</b>\n    the 'plug'`)
  t.equal(hash('sha256', review.text), review.hidden.textSha256)
  t.strictSame(await statesOf(), ['arrived', 'arrived'], 'so far, nothing is confirmed')
  const done = await page.sign(review.hidden)
  t.equal(done.status, 200)
  t.match(done.html, review.hidden.textSha256)
  t.strictSame(await statesOf(), ['accepted', 'rejected'])
  const [event] = await listEvents('shipment.confirmed')
  t.match(event, { data: { link: link.id, textSha256: review.hidden.textSha256, language: 'en' } })
  const { body } = await hospital.get(`/v1/confirmations/${event?.data.confirmation}`)
  t.equal(body.text, review.text, 'what is stored is what was shown, to the byte')
  t.match(body, { link: link.id, signer: { name: common.name, position: common.position } })
  t.match((await hospital.get(shipment)).body, { links: [{ state: 'used' }], deadlines: [] })
  const later = await page.get()
  t.equal(later.status, 200)
  t.match(later.html, review.hidden.textSha256, 'the link still shows what was confirmed')
  const act = await built.app.inject({ url: `${link.path}/act.pdf?lang=kk` })
  t.match(act, {
    statusCode: 200,
    headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' },
  })
  t.match(act.rawPayload.subarray(0, 5).toString(), '%PDF-')
})

t.test('confirms some units now and the others later', async (t) => {
  const { page, fill, units, statesOf, hospital, shipment } = await open(t)
  const first = await page.send(fill(['accepted']))
  t.match(await page.sign(first.hidden), { status: 200 })
  t.strictSame(await statesOf(), ['accepted', 'arrived'])
  const rest = await page.get()
  t.match(rest.html, 'name="u.1.outcome"')
  t.notMatch(rest.html, 'name="u.0.outcome"', 'what is decided is not asked again')
  const { packages: _, seals: __, ...others } = common
  const second = await page.send({ ...others, ...fillUnit(1, units[1] ?? '', 'accepted') })
  t.match(await page.sign(second.hidden), { status: 200 })
  t.strictSame(await statesOf(), ['accepted', 'accepted'])
  t.match((await hospital.get(shipment)).body, { state: 'received', links: [{ state: 'used' }] })
})

t.test('says at each field what is wrong, with everything else as it was', async (t) => {
  const { page, fill, statesOf } = await open(t)
  const sent = fill(['acceptedWithRemarks', 'rejected'], {
    name: '',
    packages: 'two',
    'u.0.note': 'The mother is 900101300007',
    'u.1.note': 'bell \u0007',
  })
  const answer = await page.send(sent)
  t.equal(answer.status, 409)
  t.strictSame(Object.keys(answer.problems).sort(), [
    'name',
    'packages',
    'u.0.note',
    'u.1.note',
    'u.1.reason',
  ])
  t.match(answer.problems['u.0.note'], /identity number|patient/i)
  t.match(answer.html, 'value="two"')
  const mended = { ...sent, name: 'A', packages: '1', 'u.0.note': 'ok', 'u.1.reason': 'other' }
  t.match((await page.send(mended)).problems, { 'u.1.note': /./ })
  t.match((await page.send({ ...mended, 'u.1.note': '\u202Etfel' })).problems, { 'u.1.note': /./ })
  t.strictSame(await statesOf(), ['arrived', 'arrived'])
})

t.test('says which check lacks its result, by the name it has on the page', async (t) => {
  const { page, fill } = await open(t)
  const answer = await page.send(
    fill(['accepted', 'accepted'], {
      'u.0.c.self-test': '',
      'u.0.c.mains-fit': '',
      'u.1.c.visual-condition': '0',
    }),
  )
  t.equal(answer.status, 409)
  t.strictSame(Object.keys(answer.problems).sort(), [
    'u.0.c.mains-fit',
    'u.0.c.self-test',
    'u.1.c.visual-condition',
  ])
  t.match(answer.problems['u.0.c.self-test'], /Does the device switch on/)
  t.notMatch(JSON.stringify(Object.values(answer.problems)), 'mains-fit', 'nobody has to read an id')
})

t.test('refuses half a form, and one that is none', async (t) => {
  const { page, built, link, statesOf } = await open(t)
  t.match(await page.send({}), { status: 409, problems: { name: /./, position: /./, packages: /./ } })
  t.match(await page.send({ ...common }), { status: 409, summary: [/./] })
  const send = (type: string, payload: string | Buffer) =>
    built.app.inject({
      method: 'POST',
      url: link.path,
      headers: { 'content-type': type, accept: 'text/html' },
      payload,
    })
  const broken = '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nA'
  t.equal((await send('multipart/form-data; boundary=x', broken)).statusCode, 400)
  t.equal((await send('multipart/form-data', broken)).statusCode, 400)
  t.equal((await send('application/json', '{"step":"sign"}')).statusCode, 409)
  t.equal((await send('application/x-www-form-urlencoded', '%%%=%ff&__proto__=1&u.0.id')).statusCode, 409)
  t.equal((await send('application/x-www-form-urlencoded', 'a=&'.repeat(60_000))).statusCode, 413)
  t.equal((await send('application/x-www-form-urlencoded', 'x'.repeat(9_000_000))).statusCode, 413)
  t.strictSame(await statesOf(), ['arrived', 'arrived'])
})

t.test('takes a form that is sent twice for one', async (t) => {
  const { page, fill, listEvents } = await open(t)
  const review = await page.send(fill(['accepted', 'accepted']))
  const taps = await Promise.all(Array.from({ length: 4 }, () => page.sign(review.hidden)))
  for (const tap of taps) t.match(tap, { status: 200, title: taps[0]?.title })
  t.match(await page.sign(review.hidden), { status: 200, title: taps[0]?.title }, 'and much later as well')
  t.equal((await listEvents('shipment.confirmed')).length, 1)
})

t.test('lets the faster of two phones win, and tells the other', async (t) => {
  const { page, fill, units, statesOf, listEvents } = await open(t)
  const one = await page.send(fill(['accepted', 'accepted'], { name: 'One' }))
  const other = await page.send(fill(['accepted', 'rejected'], { name: 'Other', 'u.1.reason': 'other' }))
  const answers = await Promise.all([page.sign(one.hidden), page.sign(other.hidden)])
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 409])
  const lost = answers.find(({ status }) => status === 409)
  t.match(lost?.summary, [/./], 'the slower one reads why')
  t.match(lost?.html, /already|written down/)
  t.equal((await listEvents('shipment.confirmed')).length, 1)
  t.equal((await statesOf(...units.slice(0, 1)))[0], 'accepted')
  const again = await page.sign((answers[0]?.status === 200 ? other : one).hidden)
  t.equal(again.status, 409, 'and again when it tries once more')
})

t.test('shows the new text where it has changed since', async (t) => {
  const { page, fill, statesOf } = await open(t, { quantity: 1 })
  const review = await page.send(fill(['accepted']))
  const changed = await page.sign({ ...review.hidden, textSha256: 'd'.repeat(64) })
  t.match(changed, { status: 409, text: review.text, hidden: { textSha256: review.hidden.textSha256 } })
  const russian = await page.sign(review.hidden, '?lang=ru')
  t.match(russian, { status: 409, text: /^Подтверждаем/ })
  t.strictSame(await statesOf(), ['arrived'])
  t.match(await page.sign(russian.hidden, '?lang=ru'), { status: 200, language: 'ru' })
})

t.test('goes back to the form with everything in it', async (t) => {
  const { page, fill } = await open(t)
  const review = await page.send(fill(['accepted', 'rejected'], { 'u.1.reason': 'other', 'u.1.note': 'Wet' }))
  const form = await page.send({ ...review.hidden, step: 'edit' })
  t.match(form, { status: 200 })
  t.match(form.html, '>Wet</textarea>')
})

t.test('takes a refusal of the whole consignment, with its reason', async (t) => {
  const { page, listEvents, hospital, shipment, fill } = await open(t)
  t.match(await page.send({ step: 'refuse' }), { status: 409, problems: { refusal: /./ } })
  for (const refusal of ['900101300007', 'bell \u0007', 'x'.repeat(1001)])
    t.match(await page.send({ step: 'refuse', refusal }), { status: 409, problems: { refusal: /./ } })
  t.strictSame(await listEvents('link.refused'), [])
  t.match(await page.send({ step: 'refuse', refusal: 'We ordered\r\nnothing' }), { status: 200 })
  t.match(await listEvents('link.refused'), [{ data: { note: 'We ordered\nnothing' } }])
  t.match((await hospital.get(shipment)).body, { links: [{ state: 'refused' }], deadlines: [] })
  for (const step of ['', 'sign', 'refuse', 'edit'])
    t.match(await page.send(fill(['accepted'], { step, refusal: 'x' })), { problems: {}, text: '' })
  t.equal((await listEvents('link.refused')).length, 1)
})

const photoOf = {
  id: 'photo-of-plate',
  type: 'photo',
  texts: { kk: 'Тақтайша', ru: 'Табличка', en: 'Photo of the rating plate' },
  isSafety: false,
  isRequired: true,
}
const field = 'u.0.p.photo-of-plate'

t.test('takes photos with the form, and shows what is none at its field', async (t) => {
  const { page, fill, hospital, donation } = await open(t, { quantity: 1, checks: [photoOf] })
  const sent = fill(['accepted'])
  t.match(await page.send(sent), { status: 409, problems: { [field]: /rating plate/ } })
  const tooLarge = Buffer.concat([await makePhoto(), Buffer.alloc(10_500_000)])
  const pdf = makePdf({ hidden: '/JavaScript' })
  const wrong = {
    svg,
    html,
    'a running PDF': pdf,
    'a bomb': makePngBomb(),
    'too large': tooLarge,
    'no photo': Buffer.from('GIF8'),
  }
  for (const [what, content] of Object.entries(wrong)) {
    const answer = await page.send(sent, [{ field, name: 'a.jpg', content }])
    t.match(answer, { status: 409, problems: { [field]: /./ } }, what)
    t.match(answer.html, 'Үлгідегі', 'nothing of the form is lost')
  }
  const files = [
    { field, name: '../../etc/passwd.jpg', content: await makePhoto() },
    { field, name: 'b.png', content: makePng() },
    { field: 'u.7.p.nothing', name: 'c.png', content: makePng(9, 9) },
  ]
  const review = await page.send(sent, files)
  t.equal(review.status, 200, review.summary.join())
  const { body } = await hospital.get(`${donation}/attachments`)
  const names = body.items.map(({ name }: { name: string }) => name)
  t.notMatch(names.join(), '/')
  t.equal(names.length, 2, 'a file for which there is no field is not stored')
})

t.test('takes photos beforehand, from a page that runs its script', async (t) => {
  const { page, fill, built, link, listEvents, donation, hospital } = await open(t, {
    quantity: 1,
    checks: [photoOf],
  })
  const post = (payload: Buffer, type = 'application/octet-stream') =>
    built.app.inject({
      method: 'POST',
      url: `${link.path}/photos`,
      headers: { 'content-type': type },
      payload,
    })
  const stored = await post(await makePhoto(), 'image/jpeg')
  t.equal(stored.statusCode, 201)
  const { sha256 } = stored.json()
  t.equal((await post(await makePhoto(), 'image/jpeg')).json().sha256, sha256, 'the same photo is the same')
  for (const [what, payload] of Object.entries({ svg, html, bomb: makePngBomb(), empty: Buffer.alloc(0) })) {
    const refused = await post(payload)
    t.match(
      refused,
      { statusCode: /^4\d\d$/, headers: { 'content-type': /^application\/problem\+json/ } },
      what,
    )
  }
  t.equal((await post(Buffer.alloc(11_000_000))).statusCode, 413)
  t.match(await page.send(fill(['accepted'], { [field]: 'e'.repeat(64) })), { problems: { [field]: /./ } })
  const review = await page.send(fill(['accepted'], { [field]: sha256 }))
  t.match(await page.sign(review.hidden), { status: 200 })
  const [event] = await listEvents('unit.accepted')
  t.match(JSON.stringify(event?.data), sha256)
  t.equal((await hospital.get(`${donation}/attachments`)).body.items.length, 1)
  t.match(await post(await makePhoto(3)), { statusCode: 409 }, 'a link that was used takes no more')
  await page.send(fill(['accepted'], { step: 'sign' }), [{ field, name: 'x.png', content: makePng() }])
  t.equal((await hospital.get(`${donation}/attachments`)).body.items.length, 1)
})

t.test('answers no other method, and HEAD without a page', async (t) => {
  const { built, link } = await open(t)
  t.match(await built.app.inject({ method: 'HEAD', url: link.path }), { statusCode: 200, body: '' })
  for (const method of ['PUT', 'DELETE', 'PATCH'] as const)
    t.equal((await built.app.inject({ method, url: link.path })).statusCode, 405)
})

t.test('shows the form of what has not left yet, and confirms nothing of it', async (t) => {
  const { page, fill, statesOf } = await open(t, { until: 'packed' })
  t.match((await page.get()).html, 'name="u.0.outcome"')
  const answer = await page.send(fill(['accepted', 'accepted']))
  t.match(answer, { status: 409, summary: [/./] })
  t.strictSame(await statesOf(), ['packed', 'packed'])
})

t.test('makes no act of what is not confirmed', async (t) => {
  const { built, link } = await open(t)
  const answer = await built.app.inject({ url: `${link.path}/act.pdf`, headers: { accept: 'text/html' } })
  t.match(answer, { statusCode: 409, headers: { 'content-type': /html/ } })
})

t.test('settles by a new link what was repaired', async (t) => {
  const { page, fill, repair, units, makeLink, built, statesOf, look, confirm } = await open(t)
  const review = await page.send(fill(['accepted', 'rejected'], { 'u.1.reason': 'other' }))
  await page.sign(review.hidden)
  await repair(units[1] ?? '')
  t.match(await page.get(), { status: 200, hidden: {} }, 'the old link leads to no form again')
  t.match(await page.sign(review.hidden), { status: 200 }, 'and tells what came of it')
  const other = await page.send(fill(['', 'accepted'], { step: 'sign', packages: '', seals: '' }))
  t.notMatch(other.html, 'name="u.1.outcome"')
  t.strictSame(await statesOf(), ['accepted', 'arrived'])
  const link = await makeLink()
  const fresh = openPage(built, link.path)
  const { packages: _, seals: __, ...others } = common
  const second = await fresh.send({ ...others, ...fillUnit(1, units[1] ?? '', 'accepted') })
  t.match(await fresh.sign(second.hidden), { status: 200 })
  t.match(await look(), { state: 'accepted', slots: { accepted: 2 } })
  t.match(await confirm([decide.rejected(units[1] ?? '')], { receipt: undefined }), { status: 409 })
})
