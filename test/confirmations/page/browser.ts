import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = [process.env.CHROMIUM ?? '', ...usual].find((path) => path !== '' && existsSync(path))

/** Why the tests that need a browser are skipped here; false where they run. */
export const noBrowser = executablePath === undefined && 'no Chromium found; name one in CHROMIUM'

/** A Chromium for the tests of one file. */
export const openBrowser = async (t: Test, args: string[] = []): Promise<Browser> => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...args] })
  t.teardown(() => browser.close())
  return browser
}

const axe = createRequire(import.meta.url).resolve('axe-core')

/** What axe-core finds against a page, one line a violation. */
export const findViolations = async (page: Page): Promise<string[]> => {
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  if (!isThere) await page.evaluate(await readAxe())
  return page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`)
}

const readAxe = async () => {
  const { readFile } = await import('node:fs/promises')
  return `${await readFile(axe, 'utf8')};0`
}
