import t from 'tap'
import { openDemo } from './support/run-demo.ts'

t.setTimeout(420_000)
const { runDemo } = openDemo(t)

t.test('equips 28 hospitals in 13 regions for KZT 307 million', async (t) => {
  const { status, out, error } = await runDemo(t, { args: ['--case', 'rop', '--exit'] })
  t.equal(status, 0, error)
  for (const line of [
    /forgets the second tranche +refused +400 tranches-do-not-add-up$/m,
    /^● +now {2}Director, Qazaqstan Khalqyna: plans to equip 28 hospitals in 13 +programme new → planned$/m,
    /^ +regions for KZT 307 million$/m,
    /^ {2}28 pledges, agreed to and signed: 56 devices contracted\.$/m,
    /refused +409 gates-unmet$/m,
    /training-planned\. The list "gates" says why/,
    /^● 28 of 28 hospitals have agreed on training, and accepted theirs\.$/m,
    /^● 28 of 28 hospitals have accepted theirs, a month \(30 days\) after the first\.$/m,
    /^● 1,265 newborns examined in half a year, 181 with retinopathy, 9 treated by laser\.$/m,
    /programme running → completed$/m,
    /^ {2}13 regions +28 +56 +KZT 307 million$/m,
    /^● 28 hospitals in 13 regions, equipped for KZT 307 million\.$/m,
    /^ {2}accepted value +KZT 307 million of KZT 307 million received, 100 %$/m,
    /^ {2}in service +56 of 56 devices$/m,
    /^ {2}hash chain +verified by the foundation, \d+ events, ends in [0-9a-f]{16}…$/m,
    /^ {2}No deviation\.$/m,
  ])
    t.match(out, line)
  const regions = Array.from(out.matchAll(/^ {2}(KZ-\d\d) .* (\d+) +(\d+) +KZT ([\d.]+) million$/gm))
  t.equal(new Set(regions.map(([, region]) => region)).size, 13)
  const sum = (column: number) => regions.reduce((total, line) => total + Number(line[column]), 0)
  t.strictSame([sum(2), sum(3), sum(4)], [28, 56, 307], 'the regions add up')
})

t.test('provides for 18 children, and records none of them', async (t) => {
  for (const run of ['first', 'again']) {
    const { status, out, error } = await runDemo(t, { args: ['--case', 'exoskeletons', '--exit'] })
    t.equal(status, 0, `${run}: ${error}`)
    for (const line of [
      /refused +400 invalid-request$/m,
      /“The text holds a person's identity number \(IIN\)/,
      /need +submitted → endorsed$/m,
      /refused +409 need-over-pledged$/m,
      /“What is left of the need: 6\./,
      /pledges 18 devices for 18 children, +donation +new → pledged$/m,
      /need +exoskeletons: matched, 6 of 6 reserved$/m,
      /need +bionic prostheses: matched, 12 of 12 reserved$/m,
      /refused +409 gates-unmet$/m,
      /unit +accepted → inService$/m,
      /followUp +answered$/m,
      /^● 18 exoskeletons and bionic prostheses for 18 children, all in service\.$/m,
      /^ {2}after 30 days +18 of 18 work, 100 %$/m,
      /^ {2}children +18, as 2 totals of the hospital; no record of any child$/m,
      /^ {2}hash chain +verified by the hospital, 161 events, ends in [0-9a-f]{16}…$/m,
      /^ {2}No deviation\.$/m,
    ])
      t.match(out, line)
    // Twelve digits may well follow one another in a hash.
    t.notMatch(out, /(?<![\da-f])\d{12}(?![\da-f])|\d{6} \d{6}/, 'no identity number is shown')
  }
})

t.test('fails where a case meets another answer than it tells of', async (t) => {
  const { status, error } = await runDemo(t, {
    args: ['--case', 'rop', '--exit'],
    environment: { BESIK_RATE_LIMIT: '10' },
  })
  t.equal(status, 1)
  t.match(error, /^The demo failed\. \w+ \/v1\/\S+ answered 429 rate-limited: /m)
})
