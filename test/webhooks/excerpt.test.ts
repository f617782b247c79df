import fc from 'fast-check'
import t from 'tap'
import { excerptSource, makeExcerpt } from '../../src/webhooks/excerpt.ts'

const excerptOf = (text: string) => makeExcerpt(Buffer.from(text))

t.test('keeps what a receiver says, in any script', async (t) => {
  for (const text of [
    '{"error":"unknown donation","code":42}',
    'Қате: кілт жарамсыз',
    'Ошибка: нет такого пожертвования',
    "can't & won't",
  ])
    t.equal(excerptOf(text), text)
})

t.test('leaves no markup, no control characters and no marks that turn text around', async (t) => {
  for (const [text, expected] of [
    ['<script>alert(1)</script>', '‹script›alert(1)‹/script›'],
    ['a\r\nb\tc\0d\x1b[31me', 'a b c d [31me'],
    ['user\u202egnp.exe', 'usergnp.exe'],
    ['a\u200b\u200d\ufeff\u2066b\u2069\u061c', 'ab'],
    ['a\u2028b\u2029c\u00a0\u3000d', 'a b c d'],
    ['a\u0085b\u009bc', 'a b c'],
    ['\ue000a\u{e0041}', 'a'],
    [`q${'\u0301'.repeat(50)}`, 'q\u0301\u0301'],
    ['  \n ', undefined],
    ['', undefined],
  ] as const)
    t.equal(excerptOf(text), expected, encodeURIComponent(text))
})

t.test('shows nothing of what is no text', async (t) => {
  t.equal(makeExcerpt(Buffer.from([0x1f, 0x8b, 8, 0, 0xff, 0xfe, 0xfd, 0xc0, 0x80, 0xf5])), undefined)
  t.equal(makeExcerpt(Buffer.alloc(2_000, 0xff)), undefined)
  t.equal(makeExcerpt(Buffer.alloc(2_000)), undefined)
  t.match(makeExcerpt(Buffer.from('not quite UTF-8: caf\xe9', 'latin1')), /^not quite UTF-8: caf\uFFFD$/)
})

t.test('shows nothing in which the number of a person stands', async (t) => {
  t.equal(excerptOf('{"patient":"800101300006"}'), undefined)
  t.equal(excerptOf('{"bin":"800150300006"}'), '{"bin":"800150300006"}')
})

t.test('shows no beginning of a number that the answer breaks off in', async (t) => {
  for (const begun of ['80010130000', '800101 3000', '8001-01'])
    t.equal(excerptOf(`{"patient":"${begun}`), '{"patient":"')
  const filled = `<td>${'.'.repeat(excerptSource - 15)}800101300006</td>`
  t.notMatch(excerptOf(filled), '8001')
  t.equal(excerptOf('no donation 42'), 'no donation 42')
})

t.test('sees a number through characters that nobody sees', async (t) => {
  t.equal(excerptOf('8001\u200b01300006'), undefined)
})

t.test('is one line of at most 1 kB, whatever came', async (t) => {
  t.equal(excerptOf('x'.repeat(5_000))?.length, 1024)
  t.notMatch(excerptOf('Қ'.repeat(5_000)), /\uFFFD/, 'no character is cut in two')
  t.notMatch(makeExcerpt(Buffer.from(`a${'Қ'.repeat(5_000)}`).subarray(0, excerptSource)), /\uFFFD/)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6_000 }), (bytes) => {
      const excerpt = makeExcerpt(Buffer.from(bytes)) ?? ''
      return Buffer.byteLength(excerpt) <= 1024 && !/[<>\p{Cc}\p{Cf}\u2028\u2029]/u.test(excerpt)
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      const excerpt = excerptOf(text) ?? ''
      return Buffer.byteLength(excerpt) <= 1024 && !/[<>\p{Cc}\p{Cf}\u2028\u2029]/u.test(excerpt)
    }),
    { numRuns: 500 },
  )
})
