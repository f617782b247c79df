import t from 'tap'
import { HsCode } from '../../schemas/hs-code.ts'

t.test('keeps the digits of a code, however a trader writes it', async (t) => {
  const written: Record<string, string> = {
    '901819': '901819',
    '9018.19': '901819',
    '9018 90 840 9': '9018908409',
    ' 9021.10.10.00 ': '9021101000',
    '97019100': '97019100',
    '010121': '010121',
  }
  for (const [text, digits] of Object.entries(written)) t.equal(HsCode.parse(text), digits, text)
})

t.test('refuses what no nomenclature can have', async (t) => {
  const wrong = {
    'too few digits': '90189',
    'more digits than any country has': '90189084091',
    'chapter 00': '001234',
    'chapter 77, which is reserved': '770100',
    'chapter 98, which each country fills by itself': '980100',
    'heading 00': '900010',
    letters: '9018.9O',
    'digits of another script': '٩٠١٨٩٠',
    'other signs between the digits': '9018-90',
    'a line break': '9018\n90',
    nothing: '',
  }
  for (const [what, text] of Object.entries(wrong)) t.notOk(HsCode.safeParse(text).success, what)
  t.match(HsCode.safeParse('770100').error?.issues, [{ params: { code: 'hs-code' } }])
  t.notOk(HsCode.safeParse('9'.repeat(1000)).success)
  t.notOk(HsCode.safeParse(901890).success, 'a number loses the zero at its head')
})
