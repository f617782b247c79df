import fc from 'fast-check'
import t from 'tap'
import { clean } from '../../src/documents/clean.ts'
import { renderHere } from '../../src/documents/render.ts'
import { readProperties, readText } from './read-pdf.ts'
import { makeAct } from './samples.ts'

const render = async (text: string) => {
  const data = makeAct(2, { languages: ['en'] })
  const [device] = data.devices
  if (!device) throw new Error('the sample has no device')
  const changed = { ...device, maker: text, model: text, serialNumber: text, udi: text, note: text }
  const party = { ...data.receives, name: text }
  const { bytes } = await renderHere({
    kind: 'act',
    data: { ...data, receives: party, donation: { ...data.donation, title: text }, devices: [changed] },
  })
  return bytes
}

t.test('a text that the font lacks is shown as a replacement', async (t) => {
  const text = await readText(await render('Maker 迈瑞 العربية 😀 end'))
  t.ok(text.includes('Maker \uFFFD\uFFFD \uFFFD'))
  t.ok(text.includes('\uFFFD end'))
})

t.test('marks that turn the direction of text, and control characters, leave no trace', async (t) => {
  t.equal(clean('a\u202Eb\u2066c\u200Fd\u0000e\u0007f\u200Bg\uFEFF'), 'abcdefg')
  t.equal(clean('one\r\ntwo\rthree\tfour'), 'one\ntwo\nthree four')
  t.equal(clean('a\u0301\u0302\u0303\u0304\u0305\u0306b'), 'á\u0302\u0303b')
  t.equal(clean('\uD800 ≤ 5'), '\uFFFD <= 5')
  t.ok((await readText(await render('A\u202Eevil\u202C B'))).includes('Aevil B'))
})

t.test('words without end are broken, and texts without end go on over pages', async (t) => {
  const word = `W${'x'.repeat(3000)}Z`
  t.ok((await readText(await render(word))).replaceAll(' ', '').includes('xxxxxZ'))
  const { pages } = await readProperties(await render('long text '.repeat(3000)))
  t.ok(pages > 10)
})

t.test('any text at all gives a document', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
      const { pages } = await readProperties(await render(text))
      return pages > 0
    }),
    { numRuns: 25 },
  )
  t.pass('each document opens')
})

t.test('what the font is said to have, it has', async (t) => {
  const characters = Array.from({ length: 0x2213 }, (_, code) => String.fromCodePoint(code)).filter(
    (character) => /\p{L}|\p{N}|\p{P}|\p{S}/u.test(character) && clean(character) === character,
  )
  t.ok(characters.length > 1500)
  // Some letters are drawn as a base and a mark, and where a reader puts the mark is its own affair.
  const spell = (text: string) => text.normalize('NFD').replace(/[\p{M} ]/gu, '')
  const text = spell(await readText(await render(characters.join(' '))))
  t.strictSame(
    characters.filter((character) => !text.includes(spell(character))),
    [],
  )
})
