import * as z from 'zod'
import { isCode } from './code.ts'
import { hasIdentityNumber } from './identity-number.ts'

/** Identifier of any resource: a UUID, version 7 when Besik made it (sortable by the moment of making). */
export const Id = z.uuid().toLowerCase().describe('Identifier of a resource (UUID).')

/** An instant, RFC 3339 in UTC, such as `2022-10-20T09:00:00.000Z`. */
export const Timestamp = z.iso.datetime().describe('An instant, RFC 3339 in UTC.')

/**
 * An instant that a request names. Postgres knows no year 0, and neither it nor what reckons with instants takes a
 * fraction without end.
 */
export const GivenTimestamp = Timestamp.max(30).refine((text) => !text.startsWith('0'), {
  params: { code: 'not-an-instant' },
})

/** A calendar day without a zone, such as `2022-10-20`. Postgres knows no year 0, and nobody means the first centuries. */
export const CalendarDay = z.iso
  .date()
  .refine((text) => !text.startsWith('0'), { params: { code: 'not-a-day' } })
  .describe('A calendar day, YYYY-MM-DD.')

export const Language = z.enum(['kk', 'ru', 'en']).describe('ISO 639-1 code of a language Besik speaks.')
export type Language = z.infer<typeof Language>

// NUL can't be stored in Postgres; the other control characters and the bidirectional overrides make a stored
// text read differently from what its author saw. U+FFFD says that the text was sent in another encoding and is lost.
const unsafeCharacters = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uD800-\uDFFF\uFFFD]/u
const unsafeInNote = /[^\P{Cc}\n\t]|[\u2028\u2029\u202A-\u202E\u2066-\u2069\uD800-\uDFFF\uFFFD]/u

export const isSafeLine = (text: string) => !unsafeCharacters.test(text)
const refusesUnsafe = { params: { code: 'unsafe-characters' } }

// Nothing else is asked of a text that is too long: what looks for identity numbers would read all of it.
const tooLong = { abort: true }

/** What others gave as a name to a thing, such as a serial number: one line, without control characters. */
export const identifier = (max: number) =>
  z.string().trim().min(1).max(max, tooLong).refine(isSafeLine, refusesUnsafe)

// No data of patients is ever stored, so a person's identity number has no place in any text that people write.
const refusesIdentity = { params: { code: 'identity-number' } }
const isImpersonal = (text: string) => !hasIdentityNumber(text)

/** One line of text: trimmed, not empty, no control characters, no person's identity number. */
export const line = (max: number) => identifier(max).refine(isImpersonal, refusesIdentity)

/** Several lines of text, as `line`; line breaks and tabs are its only control characters. */
export const note = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max, tooLong)
    .refine((text) => !unsafeInNote.test(text), refusesUnsafe)
    .refine(isImpersonal, refusesIdentity)

/** Address of a page that people are to read. */
export const WebAddress = z
  .url({ protocol: /^https?$/ })
  .max(1000, tooLong)
  .refine(isSafeLine, refusesUnsafe)

/** A name in each language the product speaks. */
export const Names = z
  .strictObject({ kk: line(200), ru: line(200), en: line(200) })
  .describe('The same name in Kazakh, Russian and English.')
export type Names = z.infer<typeof Names>

const currencies = new Set(Intl.supportedValuesOf('currency'))

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => currencies.has(code), { params: { code: 'unknown-currency' } })
  .describe('ISO 4217 code of a currency.')

export const Money = z
  .strictObject({
    amount: z.int().min(0).max(1e15).describe('Integer count of minor units.'),
    currency: Currency,
  })
  .describe('An amount of money in minor units (tiyn, cents).')
export type Money = z.infer<typeof Money>

/** ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe('ISO 3166-1 alpha-2 code of a country.')

const isZone = (name: string) => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/)
  .refine(isZone, { params: { code: 'unknown-time-zone' } })
  .describe('IANA time zone, such as Asia/Almaty.')

export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the exact bytes, lower-case hexadecimal.')

/** Human code of a donation, shipment or unit, said over the phone and printed on labels; see `code.ts`. */
export const Code = z
  .string()
  .regex(/^[DSU]-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  .refine(isCode, { params: { code: 'check-digit' } })
  .describe('Short human code with a check character.')

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Rows a page.'),
  cursor: z.string().max(512).optional().describe('Opaque place to go on from, taken from the last answer.'),
}

/** A page of `Item`; `next` is absent on the last page. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().describe('Cursor of the next page, absent on the last.'),
  })
