import type { Page } from 'playwright-core'
import t from 'tap'
import { texts } from '../../../src/confirmations/page/texts.ts'
import { findViolations, noBrowser, openBrowser } from './browser.ts'
import { makeModel, makeUnit } from './sample.ts'
import { serveSite } from './site.ts'

const path = '/c/0123456789ABCDEFGHJKMNPQRS'
const said = texts.en.client

const fillForm = async (page: Page) => {
  await page.fill('[name=packages]', '2')
  await page.check('[name=seals][value=no]')
  await page.fill('[name=tester]', 'Biomedical engineer')
  await page.check('[name="u.1.c.housing-intact"][value="0"]')
  await page.selectOption('[name="u.1.c.language"]', 'kazakh')
  await page.check('[name="u.1.outcome"][value=rejected]')
  await page.selectOption('[name="u.1.reason"]', 'other')
  await page.fill('[name="u.1.note"]', 'The hood is cracked.')
  await page.fill('[name=name]', 'Signer of the centre')
  await page.fill('[name=position]', 'Deputy director')
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

t.test('what is filled in without a network is sent once when it is back', { skip: noBrowser }, async (t) => {
  const browser = await openBrowser(t)
  const site = await serveSite(t, () => makeModel(2))
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(site.origin + path)
  await context.setOffline(true)
  await fillForm(page)
  await page.setInputFiles('[name="u.1.p.type-plate"]', {
    name: 'a.png',
    mimeType: 'image/png',
    buffer: pixel,
  })
  await page.getByText(`: ${said.photoWaiting}`).waitFor()
  await page.click('button[value=review]')
  await page.press('button[value=review]', 'Enter')
  await page.locator('#state').getByText(said.waiting).waitFor()
  t.equal(site.sent.length, 0)
  t.strictSame(await findViolations(page), [], 'axe finds nothing while photos and form wait')
  await page.fill('[name="u.1.note"]', 'The hood is cracked on the left.')
  await context.setOffline(false)
  await page.waitForSelector('button[value=sign]')
  t.equal(site.sent.length, 1)
  t.equal(site.photos.length, 1)
  t.match(site.sent[0]?.fields, {
    'u.1.note': 'The hood is cracked on the left.',
    'u.1.p.type-plate': /^[0-9a-f]{64}$/,
  })
  await context.setOffline(true)
  await page.click('button[value=sign]')
  await page.locator('#state').getByText(said.waitingSign).waitFor()
  await context.setOffline(false)
  await page.waitForSelector('.ok')
  t.strictSame(
    site.sent.map(({ step }) => step),
    ['review', 'sign'],
  )
  t.equal(await page.evaluate('Object.keys(localStorage).length'), 0, 'nothing stays on the phone')
})

t.test(
  'a page that was closed comes back as it was, also in another language',
  { skip: noBrowser },
  async (t) => {
    const browser = await openBrowser(t)
    let places = [0, 1]
    const site = await serveSite(t, (language) =>
      makeModel(2, { language, units: places.map((place) => makeUnit(place, language)) }),
    )
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(site.origin + path)
    await fillForm(page)
    await page.setInputFiles('[name="u.1.p.type-plate"]', {
      name: 'a.png',
      mimeType: 'image/png',
      buffer: pixel,
    })
    await page.waitForSelector('.shots [type=checkbox]:checked')
    await page.close()
    places = [2, 1, 0]
    const again = await context.newPage()
    await again.goto(`${site.origin}${path}?lang=ru`)
    await again.locator('#state').getByText(texts.ru.client.startOver).waitFor()
    t.equal(await again.inputValue('[name=name]'), 'Signer of the centre')
    t.equal(await again.inputValue('[name="u.1.note"]'), 'The hood is cracked.')
    t.equal(await again.inputValue('[name="u.1.c.language"]'), 'kazakh')
    t.ok(await again.isChecked('[name="u.1.c.housing-intact"][value="0"]'))
    t.equal(await again.locator('[name="u.1.p.type-plate"][type=checkbox]:checked').count(), 1)
    t.equal(await again.locator('[name="u.0.outcome"]:checked').inputValue(), '')
    again.on('dialog', (dialog) => dialog.accept())
    await again.click('#state button')
    await again.locator('#state:empty').waitFor({ state: 'attached' })
    t.equal(await again.inputValue('[name=name]'), '')
    t.equal(await again.locator('.shots').count(), 0)
  },
)

t.test(
  'a signature whose answer was lost is sent again by the next visit',
  { skip: noBrowser },
  async (t) => {
    const browser = await openBrowser(t)
    const site = await serveSite(t, () => makeModel(2))
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(site.origin + path)
    await fillForm(page)
    await page.click('button[value=review]')
    await page.waitForSelector('button[value=sign]')
    await context.setOffline(true)
    await page.click('button[value=sign]')
    await page.locator('#state').getByText(said.waitingSign).waitFor()
    await page.close()
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(site.origin + path)
    await again.waitForSelector('.ok')
    t.match(site.sent.at(-1), { step: 'sign', fields: { 'u.1.outcome': 'rejected' } })
  },
)

t.test(
  'a code read by the camera finds its unit and fills in what it says',
  { skip: noBrowser },
  async (t) => {
    const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
    const browser = await openBrowser(t, camera)
    const site = await serveSite(t, () => makeModel(6))
    const page = await browser.newPage()
    await page.addInitScript(`globalThis.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(['data_matrix', 'qr_code']) }
    detect() { return Promise.resolve(globalThis.seen ? [{ rawValue: globalThis.seen }] : []) }
  }`)
    const scan = async (code: string) => {
      await page.evaluate(`globalThis.seen = ${JSON.stringify(code)}
      document.getElementById('state').replaceChildren()`)
      await page.getByRole('button', { name: said.scan }).first().click()
      await page.locator('#state:not(:empty)').waitFor()
    }
    await page.goto(site.origin + path)
    await scan('0107898920000012172812311012AB\u001d21SN-5')
    t.equal(await page.inputValue('[name="u.4.sn"]'), 'SN-5')
    t.equal(await page.inputValue('[name="u.4.udi"]'), '(01)07898920000012(17)281231(10)12AB(21)SN-5')
    t.match(await page.textContent('#u\\.4 summary'), said.found)
    await scan('https://id.gs1.org/01/07898920000012/21/SN-2')
    t.equal(await page.inputValue('[name="u.1.sn"]'), 'SN-2')
    await scan('SN-3')
    t.equal(await page.inputValue('[name="u.2.sn"]'), 'SN-3')
    await scan('SN-99')
    t.match(await page.textContent('#state'), 'SN-99')
  },
)
