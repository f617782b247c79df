import t from 'tap'
import type { Language } from '../../schemas/primitives.ts'
import { writeMoney } from '../../src/documents/money.ts'
import { renderHere } from '../../src/documents/render.ts'
import { summarize } from '../../src/report-packs/summarize.ts'
import { material } from '../report-packs/material.ts'
import { readText } from './read-pdf.ts'

const period = { startsOn: '2023-01-01', endsOn: '2023-12-31' }
const data = summarize(material, { ...period, toDay: (instant) => instant.slice(0, 10) })

const render = async (...languages: Language[]) => {
  const made = { timeZone: 'Asia/Almaty', madeAt: '2024-01-10T20:00:00.000Z', madeFor: 'Rotary Club Almaty' }
  const report = { ...made, ...period, kind: 'yearly' as const, languages, data }
  return readText((await renderHere({ kind: 'report', data: report })).bytes)
}

t.test('a report says what was reached, with every part and figure, in each language', async (t) => {
  const parts: Record<Language, string[]> = {
    kk: ['Жылдық есеп', 'Мақсаттар', 'Көрсеткіштер', 'Қаражат', 'Серіктестердің үлесі', 'Тұрақтылық'],
    ru: ['Годовой отчёт', 'Цели', 'Показатели', 'Средства', 'Участие партнёров', 'Устойчивость'],
    en: ['Yearly report', 'Objectives', 'Measures', 'Spending', "Partners' parts", 'Sustainability'],
  }
  for (const language of ['kk', 'ru', 'en'] as const) {
    const text = (await render(language)).replaceAll('\u00A0', ' ')
    for (const part of [...parts[language], '01.01.2023 – 31.12.2023', '1265', '50 %'])
      t.ok(text.includes(part), `${language}: ${part}`)
    for (const { code } of data.spending.donations) t.ok(text.includes(code), code)
  }
  const english = (await render('en')).replaceAll('\u00A0', ' ')
  for (const part of ['307 000 000.00 KZT', '3 000 000.00 KZT', 'not stated', '11 January 2024'])
    t.ok(english.includes(part), part)
})

t.test('a report in two languages holds both', async (t) => {
  const text = await render('ru', 'kk')
  t.ok(text.includes('Годовой отчёт') && text.includes('Жылдық есеп'))
})

t.test('money is written with the digits that its currency has', async (t) => {
  const write = (amount: number, currency: string, language: Language = 'en') =>
    writeMoney({ amount, currency }, language).replaceAll('\u00A0', ' ')
  t.equal(write(30_700_000_000, 'KZT', 'ru'), '307 000 000,00 KZT')
  t.equal(write(5, 'USD'), '0.05 USD')
  t.equal(write(1000, 'KRW'), '1 000 KRW')
  t.equal(write(0, 'KZT'), '0.00 KZT')
})
