import t from 'tap'
import { writeCalendarDay, writeDate, writeMoment } from '../../src/documents/moments.ts'
import { writeLimit, writeMeasure, writeNumber, writeWeight } from '../../src/documents/quantities.ts'
import { measureTexts, monthTexts } from '../../src/documents/texts.ts'
import { speak } from '../../src/documents/words.ts'

t.test('a day is told in the zone and the language of the reader', async (t) => {
  const instant = '2022-10-20T19:30:00.000Z'
  t.equal(writeDate(instant, 'Asia/Almaty', 'kk'), '2022 жылғы 21 қазан')
  t.equal(writeDate(instant, 'Asia/Almaty', 'ru'), '21 октября 2022 г.')
  t.equal(writeDate(instant, 'America/New_York', 'en'), '20 October 2022')
  t.equal(writeMoment(instant, 'Asia/Almaty'), '21.10.2022 01:30 (UTC+06:00)')
  t.equal(writeMoment('2024-07-01T00:05:00Z', 'Asia/Almaty'), '01.07.2024 05:05 (UTC+05:00)')
  t.equal(writeMoment(instant, 'America/St_Johns'), '20.10.2022 17:00 (UTC−02:30)')
  t.equal(writeCalendarDay('2022-06-01'), '01.06.2022')
})

t.test('the months are those of the calendars of the three languages', async (t) => {
  for (const language of ['kk', 'ru', 'en'] as const) {
    const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' })
    const months = monthTexts.map(
      (_, month) =>
        format.formatToParts(Date.UTC(2022, month, 5)).find(({ type }) => type === 'month')?.value,
    )
    t.strictSame(
      months,
      monthTexts.map((names) => names[language]),
    )
  }
})

t.test('a quantity has the decimal mark and the unit of its language', async (t) => {
  t.equal(writeNumber(-0.5, 'ru'), '−0,5')
  t.equal(writeMeasure(184.5, 'mOhm', 'kk'), '184,5\u00A0мОм')
  t.equal(writeMeasure(184.5, 'mOhm', 'en'), '184.5\u00A0mΩ')
  t.equal(writeMeasure(3, 'constructor', 'en'), '3\u00A0constructor')
  t.equal(writeLimit({ max: 300 }, 'mOhm', 'ru'), 'не более 300\u00A0мОм')
  t.equal(writeLimit({ min: 10 }, 'dB[A]', 'kk'), 'ең кемі 10\u00A0дБА')
  t.equal(writeLimit({ min: 1, max: 2.5 }, undefined, 'ru'), '1\u00A0– 2,5')
  t.equal(writeWeight(148_500, 'kk'), '148,5\u00A0кг')
  t.ok(Object.values(measureTexts).every((names) => Object.values(names).every((name) => name !== '')))
})

t.test('a word that two languages share is said once', async (t) => {
  const { join, say } = speak(['kk', 'ru', 'en'])
  t.equal(join({ kk: 'клуб', ru: 'клуб', en: 'club' }), 'клуб / club')
  t.match(say({ kk: 'Донор', ru: 'Донор', en: 'Donor' }), [
    { text: 'Донор', lang: 'kk' },
    { text: 'Donor', lang: 'en' },
  ])
})
