import type { Page } from 'playwright-core'
import t from 'tap'
import { findViolations, noBrowser, openBrowser } from './browser.ts'
import { makeModel } from './sample.ts'
import { serveSite } from './site.ts'

const path = '/c/0123456789ABCDEFGHJKMNPQRS'

const fillSigner = async (page: Page) => {
  await page.fill('[name=packages]', '2')
  await page.check('[name=seals][value=yes]')
  await page.fill('[name=name]', 'Signer of the centre')
  await page.fill('[name=position]', 'Deputy director')
}

t.test('axe finds nothing on any page, in any language, light and dark', { skip: noBrowser }, async (t) => {
  const browser = await openBrowser(t)
  const site = await serveSite(t, (language) => makeModel(1, { language }))
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['kk', 'ru', 'en']) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 740 } })
      const page = await context.newPage()
      const isFine = async (name: string) => {
        t.strictSame(await findViolations(page), [], `${name}, ${language}, ${colorScheme}`)
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        t.equal(overflow, 0, `${name} fits its width`)
      }
      await page.goto(`${site.origin}${path}?lang=${language}`)
      await page.check('[name="u.0.outcome"][value=rejected]')
      await page.fill('[name="u.0.c.alarm-sound"]', '91')
      await page.click('.refuse > summary')
      await isFine('form')
      await fillSigner(page)
      await page.click('button[value=review]')
      await page.waitForSelector('#summary')
      await isFine('form with problems')
      await page.selectOption('[name="u.0.reason"]', 'other')
      await page.fill('[name=tester]', 'Biomedical engineer')
      await page.click('button[value=review]')
      await page.waitForSelector('button[value=sign]')
      await isFine('review')
      await page.click('button[value=sign]')
      await page.waitForSelector('.ok')
      await isFine('done')
      await page.goto(`${site.origin}/closed/expired?lang=${language}`)
      await isFine('closed')
      await context.close()
    }
  }
})

t.test('the keyboard alone fills in, corrects and signs', { skip: noBrowser }, async (t) => {
  const browser = await openBrowser(t)
  const site = await serveSite(t, () => makeModel(2))
  const page = await browser.newPage()
  await page.goto(site.origin + path)
  const seen = new Set<string>()
  /** Goes on with the Tab key to a control, as somebody without a pointer does. */
  const tabTo = async (wanted: string) => {
    for (let presses = 0; presses < 120; presses += 1) {
      const now = String(
        await page.evaluate(`(() => { const it = document.activeElement
          return it.name ? it.name + '=' + it.value : it.tagName + it.id })()`),
      )
      seen.add(now)
      if (now.startsWith(wanted)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`the Tab key never reaches ${wanted}`)
  }
  await tabTo('packages')
  await page.keyboard.type('2')
  await tabTo('seals')
  await page.keyboard.press('Space')
  await tabTo('tester')
  await page.keyboard.type('Biomedical engineer')
  await tabTo('u.0.outcome')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await tabTo('u.0.reason')
  await page.keyboard.type('other')
  await tabTo('name')
  await page.keyboard.type('Signer of the centre')
  await tabTo('position')
  await page.keyboard.type('Deputy director')
  await tabTo('step=review')
  await page.keyboard.press('Enter')
  await page.waitForSelector('button[value=sign]')
  await tabTo('step=sign')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.ok')
  t.match(site.sent.at(-1), { step: 'sign', fields: { 'u.0.outcome': 'rejected', 'u.0.reason': 'other' } })
})

t.test('problems are read out first, and each leads to its field', { skip: noBrowser }, async (t) => {
  const browser = await openBrowser(t)
  const site = await serveSite(t, () => makeModel(6))
  const page = await browser.newPage()
  await page.goto(site.origin + path)
  await fillSigner(page)
  await page.click('#u\\.3 > summary')
  await page.check('[name="u.3.outcome"][value=acceptedWithRemarks]')
  await page.click('button[value=review]')
  await page.waitForSelector('#summary')
  t.equal(await page.evaluate('document.activeElement.id'), 'summary')
  await page.click('#summary a[href="#u.3.note"]')
  t.equal(await page.evaluate('document.activeElement.id'), 'u.3.note')
  t.equal(await page.inputValue('[name=name]'), 'Signer of the centre')
})

t.test(
  'without JavaScript it is a plain form that carries everything to the signature',
  { skip: noBrowser },
  async (t) => {
    const browser = await openBrowser(t)
    const site = await serveSite(t, (language) => makeModel(2, { language }))
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(site.origin + path)
    await fillSigner(page)
    await page.check('[name="u.1.outcome"][value=missing]')
    await page.fill('[name="u.1.note"]', 'Not in the box.')
    await page.check('[name="u.0.outcome"][value=rejected]')
    await page.selectOption('[name="u.0.reason"]', 'damagedInTransit')
    await page.fill('[name=tester]', 'Biomedical engineer')
    const photo = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('a photo') }
    await page.setInputFiles('[name="u.0.p.type-plate"]', [
      photo,
      { ...photo, buffer: Buffer.from('another') },
    ])
    await page.click('button[value=review]')
    await page.click('header button[lang=kk]')
    await page.waitForSelector('html[lang=kk]')
    t.match(await page.title(), 'Оқып, қол қойыңыз')
    await page.click('button[value=edit]')
    t.equal(await page.inputValue('textarea[name="u.1.note"]'), 'Not in the box.')
    t.equal(await page.locator('[name="u.0.p.type-plate"]:checked').count(), 2)
    await page.locator('[name="u.0.p.type-plate"]:checked').first().uncheck()
    await page.click('button[value=review]')
    await page.click('button[value=sign]')
    await page.waitForSelector('.ok')
    t.match(site.sent.at(-1), {
      step: 'sign',
      fields: {
        'u.1.outcome': 'missing',
        'u.1.note': 'Not in the box.',
        'u.0.p.type-plate': /^[0-9a-f]{64}$/,
        textSha256: /^[0-9a-f]{64}$/,
      },
    })
  },
)

t.test(
  'with hundreds of units a filter finds one, and those that pass are accepted at once',
  { skip: noBrowser },
  async (t) => {
    const browser = await openBrowser(t)
    const site = await serveSite(t, () => makeModel(200))
    const page = await browser.newPage()
    await page.goto(site.origin + path)
    await page.fill('#find', 'SN-150')
    t.equal(await page.locator('.unit:visible').count(), 1)
    await page.click('#u\\.149 > summary')
    await page.check('[name="u.149.c.housing-intact"][value="1"]')
    await page.fill('[name="u.149.c.earth-resistance"]', '250,5')
    await page.click('#tools button')
    t.notOk(await page.isChecked('[name="u.149.outcome"][value=accepted]'), 'a photo is still missing')
    const canvas = `document.createElement('canvas').toBlob`
    t.type(await page.evaluate(`typeof ${canvas}`), 'string')
    await page.setInputFiles('[name="u.149.p.housing-intact"]', await makePhoto(page))
    await page.waitForSelector('.shots [type=checkbox]:checked')
    await page.click('#tools button')
    t.ok(await page.isChecked('[name="u.149.outcome"][value=accepted]'))
    t.equal(await page.locator('[name$=".outcome"][value=accepted]:checked').count(), 1)
    t.equal(site.photos.length, 1)
    t.equal(site.photos[0]?.subarray(0, 3).toString('hex'), 'ffd8ff', 'a photo arrives as JPEG')
    t.ok(
      await page.evaluate(
        `(() => { const { files } = document.getElementById('u.149.p.housing-intact'); return files.length === 0 })()`,
      ),
    )
  },
)

/** A photo larger than what is sent, as PNG. */
const makePhoto = async (page: Page) => {
  const text = await page.evaluate(`(() => { const it = document.createElement('canvas')
    it.width = 2400; it.height = 1200; it.getContext('2d').fillRect(9, 9, 900, 900)
    return it.toDataURL('image/png').split(',')[1] })()`)
  return { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(String(text), 'base64') }
}
