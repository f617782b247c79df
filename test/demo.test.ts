import { hash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { findChromium } from '../scripts/demo/find-chromium.ts'
import { openDemo } from './support/run-demo.ts'

// Five whole stories on a busy machine can take minutes.
t.setTimeout(420_000)
// All runs share a cluster, each with a server of its own.
const { folder, dataDirectory, runDemo } = openDemo(t)

const readCodes = (out: string) => Array.from(out.matchAll(/^ {2}(D-\w{5}-\w{5})/gm), ([, code]) => code)
let firstCodes: (string | undefined)[] = []

t.test('leads two donations from the offer into service', async (t) => {
  const { status, out, error } = await runDemo(t)
  t.equal(status, 0, error)
  for (const line of [
    /^Besik serves at http:\/\/127\.0\.0\.1:\d+\./m,
    /^ {2}Rotary Club Almaty +club, registered$/m,
    /^ {2}Korean Rotary club 1 \(District 3662\) has a receiver at http:\/\/127\.0\.0\.1:\d+\/, and got its ping\.$/m,
    /gets the foundation's share wrong +refused +400 shares-do-not-add-up$/m,
    /^ +now {2}President, Rotary Club Almaty: pledges 3 incubators .* donation {2}new → pledged$/m,
    /^● 20 Oct 2022 {2}Deputy director, City Perinatal Center: signs \(10\/10\) +donation {2}contracting → contracted$/m,
    /^ +8 Dec 2022 {2}Dispatcher, Air carrier: takes the consignment .* shipment {2}packed → dispatched$/m,
    /^ +2 units {3}packed → inTransit$/m,
    /shipment {2}inCustoms → customsHold$/m,
    /^ +now {2}Receiver, Korean Rotary club 1 .* webhooks {2}30 events$/m,
    /is down from here +webhooks {2}waiting$/m,
    /answers again, +webhooks {2}33 events$/m,
    /and has what it missed after \d+\.\d s$/m,
    /confirms both .* shipment {2}arrived → received$/m,
    /^ +incubators with every check .* 2 units {3}arrived → accepted$/m,
    /refused +403 role-not-allowed$/m,
    /refused +409 confirmation-refused$/m,
    /act {7}issued$/m,
    /makes a confirmation link, and {6}link {6}issued$/m,
    /^ +opens +http:\/\/127\.0\.0\.1:\d+\/c\/[0-9A-Z]{26}$/m,
    /^ +browser +no Chromium found/m,
    /“U-\w{5}-\w{5}: Единицу, не прошедшую проверку безопасности/,
    /^ +Подтверждаем получение медицинского оборудования\.$/m,
    /unit {6}arrived → rejected$/m,
    /^ +#\d+ +\S+ UTC link\.issued by Rotary Club Almaty$/m,
    /^ +#\d+ +\S+ UTC link\.opened through the link, for the Center for$/m,
    /^ +#\d+ +\S+ UTC link\.used through the link, for the Center for$/m,
    /unit {6}rejected → repairing$/m,
    /^ +Медициналық жабдықты алғанымызды растаймыз\.$/m,
    /unit {6}rejected → replaced$/m,
    /unit {6}arrived → acceptedWithRemarks$/m,
    /^First phase closed on 12 January 2023, 84 days after the contract$/m,
    /donation {2}accepted → inService$/m,
    /units accepted +3 of 3, all in service$/m,
    /value recognised +28,800,000 KZT of 28,800,000 KZT \(sample\)$/m,
    /units accepted +2 of 2, all in service$/m,
    /value recognised +19,200,000 KZT of 19,200,000 KZT \(sample\)$/m,
    /hash chain +verified by the Almaty city health department, ends in [0-9a-f]{16}…$/m,
    /^ {4}received {2}146 of 146 events, each verified, and the same as in its feed$/m,
    /^ {4}order {5}by sequence in each of 2 donations, the time it was down included$/m,
    /^ {4}repeated {2}\d+, known by webhook-id and handled once$/m,
    /^ {2}Together 5 of 5 units accepted, 146 events, no deviation\.$/m,
  ])
    t.match(out, line)
  t.notMatch(out, '\u001b', 'no colours where no terminal is')
  const acts = readdirSync(join(folder, 'demo')).filter((name) => name.endsWith('.pdf'))
  t.equal(acts.length, 2)
  for (const name of acts) {
    const bytes = readFileSync(join(folder, 'demo', name))
    t.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    t.match(
      out,
      `SHA-256     ${hash('sha256', bytes)}, the same`.slice(0, 76),
      `${name} is the one that was told of`,
    )
  }
  firstCodes = readCodes(out)
  t.equal(firstCodes.length, 2)
})

const browser = findChromium()

t.test(
  'opens the page in a real browser where there is one',
  { skip: !browser && 'no Chromium' },
  async (t) => {
    const { status, out, error } = await runDemo(t, { environment: { CHROMIUM: browser ?? '' } })
    t.equal(status, 0, error)
    t.match(out, /^ +browser +Chromium [\d.]+, 360 pixels wide$/m)
    const shots = readdirSync(join(folder, 'demo')).flatMap((name) => /-(\d-\w+)\.png$/.exec(name)?.[1] ?? [])
    t.strictSame(shots.sort(), ['1-done', '1-form', '1-review', '2-done', '2-form', '2-review'])
  },
)

t.test('goes on without a browser where the one that is named does not start', async (t) => {
  const { status, out, error } = await runDemo(t, { environment: { CHROMIUM: process.execPath } })
  t.equal(status, 0, error)
  t.match(out, /^ +browser +the Chromium that was found does not start: /m)
})

t.test('looks for a browser where they are installed and among the commands', async (t) => {
  const places = t.testdir({
    'google-chrome': '',
    'chrome.exe': '',
    Google: { Chrome: { Application: { 'chrome.exe': '' } } },
  })
  t.equal(findChromium({ CHROMIUM: 'none', PATH: places }, 'linux'), undefined)
  t.equal(findChromium({ CHROMIUM: join(places, 'chrome.exe') }, 'linux'), join(places, 'chrome.exe'))
  t.equal(findChromium({ PATH: places }, 'freebsd'), join(places, 'google-chrome'))
  const windows = findChromium({ PROGRAMFILES: places, PATH: '' }, 'win32')
  t.equal(windows, join(places, 'Google/Chrome/Application/chrome.exe'))
  t.equal(findChromium({ PATH: '' }, 'freebsd'), undefined)
})

t.test('finds its organizations again, and a free port where its own is taken', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.teardown(() => other.close())
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? `${address?.port}` : ''
  const { status, out, error } = await runDemo(t, { environment: { PORT: port } })
  t.equal(status, 0, error)
  t.match(out, `Port ${port} is taken: serving on a free one.`)
  t.equal(out.match(/known already/g)?.length, 12)
  t.notMatch(out, 'registered')
  t.match(out, 'Together 5 of 5 units accepted, 146 events, no deviation.')
  t.equal(new Set([...firstCodes, ...readCodes(out)]).size, 4, 'its donations are new')
})

t.test('plays the case of Mangystau, with the figures that were published', async (t) => {
  for (const ends of [0, 1]) {
    const { status, out, error } = await runDemo(t, { args: ['--case', 'mangystau', '--exit'] })
    t.equal(status, 0, error)
    for (const line of [
      /refused +400 commitment-outside-validity$/m,
      /refused +409 memorandum-text-unknown$/m,
      /memorandum draft → active$/m,
      /refused +409 memoranda-overlap$/m,
      /^ {2}● 92 % over 16 inpatient and 61 outpatient organizations:$/m,
      /^ +1771 of 1925 devices that their norms ask for are there\.$/m,
      /refused +409 memorandum-not-covering$/m,
      /contract +contracting → contracted$/m,
      /refused +409 commitment-not-yours$/m,
      /commitment kept$/m,
      /^ {2}trainingPlaces +40 of 40, kept \(sample\)$/m,
      /^ {2}freeConsultations +120 of 300, open \(sample\)$/m,
      /^ {2}equipping level +92 % over 77 organizations$/m,
      /^ {2}hash chain +verified by the Akimat of Mangystau region, 9 events, ends in [0-9a-f]{16}…$/m,
      /^ {2}No deviation\.$/m,
    ])
      t.match(out, line)
    t.equal(
      out.match(/memorandum active → terminated$/gm)?.length ?? 0,
      ends,
      'it ends that of an earlier run',
    )
  }
})

t.test('goes on serving, says where to look, and drains when it is interrupted', async (t) => {
  let looked: Promise<void> | undefined
  const look = async (url: string, key: string) => {
    const timeline = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
    t.equal(timeline.status, 200)
    t.match(await timeline.json(), { items: [{ sequence: 1, type: 'donation.pledged' }] })
    const write = await fetch(url.replace(/\/v1.*/, '/v1/donations'), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
    })
    t.equal(write.status, 403, 'the key that is shown only reads')
    for (const path of ['/docs/', '/health/ready']) {
      const { status } = await fetch(new URL(path, url))
      t.equal(status, 200, path)
    }
  }
  const { status, error } = await runDemo(t, {
    args: [],
    onSaid: (said, kill) => {
      const [, key, url] = said.match(/curl -H 'Authorization: Bearer (\S+)' (\S+)\n\nServing\./) ?? []
      if (key && url) looked ??= look(url, key).finally(() => kill('SIGINT'))
    },
  })
  await looked
  t.ok(looked)
  t.equal(status, 0, error)
  t.notOk(existsSync(join(dataDirectory, 'postmaster.pid')), 'the database is stopped')
})

t.test('drains when it is interrupted on the way, and does not call that a success', async (t) => {
  const { status } = await runDemo(t, {
    onSaid: (said, kill) => void (said.includes('signs (3/10)') && kill('SIGINT')),
  })
  t.equal(status, 130)
  t.notOk(existsSync(join(dataDirectory, 'postmaster.pid')), 'the database is stopped')
})

t.test('fails where the service answers otherwise than the story says', async (t) => {
  const { status, error } = await runDemo(t, { environment: { BESIK_RATE_LIMIT: '10' } })
  t.equal(status, 1)
  t.match(error, /^The demo failed\. GET \/v1\/organizations\S+ answered 429 rate-limited: /m)
})

t.test('says in one sentence why it does not start', async (t) => {
  const sentences = {
    "The database that DATABASE_URL names can't be used (connect ECONNREFUSED 127.0.0.1:1): start it, or leave DATABASE_URL unset.":
      { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/besik' },
    'The demo writes samples, and so does not run in production mode.': { BESIK_MODE: 'production' },
  }
  for (const [sentence, environment] of Object.entries(sentences))
    t.strictSame(await runDemo(t, { environment }), { status: 1, out: '', error: `${sentence}\n` })
  const { status, error } = await runDemo(t, { args: ['--quit'] })
  t.strictSame({ status, error }, { status: 1, error: "Unknown option '--quit'\n" })
  const unknown = await runDemo(t, { args: ['--case', 'nothing'] })
  t.equal(unknown.status, 1)
  t.match(unknown.error, /^There is no case "nothing"\. Those there are: weight-of-life, mangystau/)
})
