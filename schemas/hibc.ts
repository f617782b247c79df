import { readSixDigits, toDay, toDayOfYear, toFullYear } from './label-date.ts'

export type HibcFault = 'check-digit' | 'unknown-ai' | 'malformed' | 'wrong-date' | 'repeated-ai'

/** What an HIBC label says. A secondary label alone has no device identifier. */
export interface HibcParts {
  /** Labeler code, product number and unit of measure, without `+` and check character. */
  deviceIdentifier?: string
  lot?: string
  serialNumber?: string
  expiresOn?: string
  madeOn?: string
}

export type HibcReading = { parts: HibcParts } | { fault: HibcFault }

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'

/** HIBC's check character: the sum of the characters' values modulo 43. */
export const readHibcCheck = (text: string): string =>
  alphabet.charAt([...text].reduce((sum, character) => sum + alphabet.indexOf(character), 0) % 43)

/** Forms of the date before a lot or serial number, by the digit that tells them apart; `01` stands for MMYY. */
const dates: [form: RegExp, read: (digits: string, today?: string) => string | undefined][] = [
  [/^(?=[01])(\d{4})/, (d, today) => toDay(toFullYear(Number(d.slice(2)), today), Number(d.slice(0, 2)), 0)],
  [/^2(\d{6})/, (d, today) => readSixDigits(d.slice(4) + d.slice(0, 4), today)],
  [/^3(\d{6})/, readSixDigits],
  [/^4(\d{6})\d\d/, readSixDigits],
  [/^5(\d{5})/, (d, today) => toDayOfYear(toFullYear(Number(d.slice(0, 2)), today), Number(d.slice(2)))],
  [/^6(\d{5})\d\d/, (d, today) => toDayOfYear(toFullYear(Number(d.slice(0, 2)), today), Number(d.slice(2)))],
]
const dayOfYear = dates[4]?.[1]

const number = /^[0-9A-Z.\- ]{0,20}$/
const named = (isSerial: boolean, value: string): HibcReading => {
  if (!number.test(value)) return { fault: 'malformed' }
  return { parts: value === '' ? {} : { [isSerial ? 'serialNumber' : 'lot']: value } }
}

const withDate = (expiresOn: string | undefined, rest: HibcReading): HibcReading => {
  if ('fault' in rest) return rest
  return expiresOn === undefined ? { fault: 'wrong-date' } : { parts: { expiresOn, ...rest.parts } }
}

/** Lot or serial number with an expiry date before it, `$$…`. */
const readDated = (text: string, today?: string): HibcReading => {
  const isSerial = text.startsWith('+')
  // `8` and `9` announce a quantity of two and of five digits, which counts packages and so says nothing of a device.
  const rest = text.slice(isSerial ? 1 : 0).replace(/^(?:8\d{2}|9\d{5})/, '')
  if (rest === '' && rest.length < text.length) return { parts: {} }
  if (rest.startsWith('7')) return named(isSerial, rest.slice(1))
  for (const [form, read] of dates) {
    const [whole, digits = ''] = form.exec(rest) ?? []
    if (whole !== undefined) return withDate(read(digits, today), named(isSerial, rest.slice(whole.length)))
  }
  return { fault: 'malformed' }
}

const readFullDate = (key: 'madeOn' | 'expiresOn', digits: string): HibcReading => {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(digits) ?? []
  if (year === undefined) return { fault: 'malformed' }
  const date = toDay(Number(year), Number(month), Number(day))
  return date === undefined ? { fault: 'wrong-date' } : { parts: { [key]: date } }
}

/** One of the fields that `/` parts. */
const readField = (field: string, today?: string): HibcReading => {
  if (field.startsWith('$$')) return readDated(field.slice(2), today)
  if (field.startsWith('$+')) return named(true, field.slice(2))
  if (field.startsWith('$')) return named(false, field.slice(1))
  if (field.startsWith('S')) return named(true, field.slice(1))
  if (field.startsWith('16D')) return readFullDate('madeOn', field.slice(3))
  if (field.startsWith('14D')) return readFullDate('expiresOn', field.slice(3))
  if (/^Q\d{1,5}$/.test(field)) return { parts: {} }
  if (/^\d{5}/.test(field))
    return withDate(dayOfYear?.(field.slice(0, 5), today), named(false, field.slice(5)))
  return { fault: 'unknown-ai' }
}

const readFields = (fields: readonly string[], parts: HibcParts, today?: string): HibcReading => {
  const all = { ...parts }
  for (const field of fields) {
    const reading = readField(field, today)
    if ('fault' in reading) return reading
    for (const key of ['lot', 'serialNumber', 'expiresOn', 'madeOn'] as const) {
      const value = reading.parts[key]
      if (value === undefined) continue
      if ((all[key] ?? value) !== value) return { fault: 'repeated-ai' }
      all[key] = value
    }
  }
  return { parts: all }
}

const device = /^[A-Z][0-9A-Z]{3}[0-9A-Z]{1,18}\d$/

/**
 * The label without its check character. One that is a space may be printed as `_`, or lost at the end of a text; only
 * after a `J` can nobody see that it was lost, for then `J` fits as well.
 */
const withoutCheck = (text: string): string | undefined => {
  const body = text.slice(0, -1)
  if (readHibcCheck(body) === text.slice(-1).replace('_', ' ')) return body
  return readHibcCheck(text) === ' ' ? text : undefined
}

/** Reads an HIBC label, primary, secondary or both in one; `*` around it belongs to its print. */
export const readHibc = (text: string, today?: string): HibcReading => {
  const label = text.replace(/^\*(.*)\*$/, '$1')
  if (!/^\+[0-9A-Z. $/+%-]{4,}_?$/.test(label)) return { fault: 'malformed' }
  const body = withoutCheck(label)?.slice(1)
  if (body === undefined) return { fault: 'check-digit' }
  // The last character of a secondary label links it to its primary: it repeats that one's check character.
  if (/^[$\d]/.test(body)) return readFields(body.slice(0, -1).split('/'), {}, today)
  const [deviceIdentifier = '', ...fields] = body.split('/')
  return device.test(deviceIdentifier)
    ? readFields(fields, { deviceIdentifier }, today)
    : { fault: 'malformed' }
}
