import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Language } from '../../schemas/primitives.ts'
import { Deviation } from './deviation.ts'
import { findChromium } from './find-chromium.ts'
import { printDetails } from './page.ts'
import { visitPlainly } from './plain-visit.ts'
import { type Entry, readPlace, type Visit } from './visit.ts'

/** Fills in one field as a person does: opens what it lies in, and uses whatever control it is. */
const enterOne = async (page: Page, { field, value }: Entry) => {
  const named = page.locator(`[name="${field}"]`)
  const closed = page.locator('details:not([open])').filter({ has: named })
  if ((await closed.count()) > 0) await closed.locator('> summary').click()
  if (typeof value !== 'string') {
    const { name, bytes } = value
    await page.setInputFiles(`[type=file][name="${field}"]`, {
      name,
      mimeType: 'image/jpeg',
      buffer: Buffer.from(bytes),
    })
    // The page makes the photo smaller and sends it beforehand; then it shows a tick that can be cleared.
    await page.locator(`[type=checkbox][name="${field}"]`).waitFor()
    return
  }
  const choice = page.locator(`[name="${field}"][value="${value}"]`)
  const kind = (await named.first().getAttribute('type')) ?? ''
  if (kind === 'radio' || kind === 'checkbox') return choice.check()
  const isList = (await page.locator(`select[name="${field}"]`).count()) > 0
  if (isList) await named.selectOption(value)
  else await named.fill(value)
}

const readText = async (page: Page, selector: string) =>
  (await page.locator(selector).first().textContent()) ?? ''

interface Arrival {
  url: string
  /** Language that the reader's browser asks for. */
  language: Language
  /** Beginning of the names of the pictures. */
  name: string
}

const visit = async (browser: Browser, { url, language, name }: Arrival, folder: string): Promise<Visit> => {
  // As wide as a cheap phone.
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: language })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const answer = await page.goto(url)
  if (answer?.status() !== 200) throw new Deviation(`The page answered ${answer?.status()}.`)
  const shoot = (step: string) =>
    page.screenshot({ path: join(folder, `${name}-${step}.png`), fullPage: true })

  return {
    findPlace: async (unit) =>
      readPlace(await page.locator(`[type=hidden][value="${unit}"]`).getAttribute('name')),
    enter: async (entries) => {
      for (const entry of entries) await enterOne(page, entry)
    },
    review: async () => {
      await shoot('form')
      // Marked, because the page in place stays until the next is there, and may show problems of its own.
      await page.evaluate('document.body.dataset.seen = 1')
      await page.locator('button[value=review]').click()
      await page.locator('body:not([data-seen]) :is(button[value=sign], #summary)').first().waitFor()
      if ((await page.locator('#summary').count()) > 0) {
        return { problems: await page.locator('#summary li').allTextContents() }
      }
      await shoot('review')
      const text = await readText(page, '.act .text')
      return { text, textSha256: (await page.locator('[name=textSha256]').getAttribute('value')) ?? '' }
    },
    sign: async () => {
      await page.locator('button[value=sign]').click()
      await page.locator('.ok h1').waitFor()
      await shoot('done')
      const links = await page.locator('a[href*="act.pdf"]').all()
      const acts = await Promise.all(links.map((link) => link.getAttribute('href')))
      return { heading: await readText(page, 'h1'), acts: acts.map((href) => new URL(href ?? '', url).href) }
    },
    close: () => context.close(),
  }
}

const launch = async (executablePath: string): Promise<Browser> => {
  const { chromium } = await import('playwright-core')
  // The demo itself says what an interruption ends. Without a sandbox, since root can't have one; the only page that is
  // opened is our own.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return chromium.launch({ executablePath, chromiumSandbox: false, ...signals })
}

const say = async (browser: Promise<Browser> | undefined) => {
  if (!browser) return 'no Chromium found (CHROMIUM can name one): the same form without JavaScript'
  const version = await browser.then(
    (found) => found.version(),
    () => undefined,
  )
  if (!version) return 'the Chromium that was found does not start: the same form without JavaScript'
  return `Chromium ${version}, 360 pixels wide`
}

/** Opens pages in a real browser where there is one, and says so; else sends their forms as one without script would. */
export const createBrowsing = (folder: string) => {
  let browser: Promise<Browser> | undefined
  let isAnnounced = false
  return {
    /** Looks for a browser, and says once how pages are opened. */
    announce: async () => {
      if (isAnnounced) return
      isAnnounced = true
      const path = findChromium()
      if (path) browser = launch(path)
      printDetails([['browser', await say(browser)]])
    },
    open: async (arrival: Arrival): Promise<Visit> => {
      const found = await browser?.catch(() => undefined)
      return found ? visit(found, arrival, folder) : visitPlainly(arrival)
    },
    close: async () => {
      const found = await browser?.catch(() => undefined)
      await found?.close()
    },
  }
}
export type Browsing = ReturnType<typeof createBrowsing>
