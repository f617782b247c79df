import * as z from 'zod'

// Traders write 9018.90 or 9018 90 840 9: the signs between the digits carry nothing.
const separators = /[. \u00A0]/g

/**
 * Whether the digits can be a code of the Harmonized System: six digits of the world's, up to four of a country's own.
 * Chapter 77 is reserved, and 98 and 99 are each country's own affair; no chapter has a heading 00.
 */
export const isHsCode = (digits: string): boolean => {
  if (!/^\d{6,10}$/.test(digits)) return false
  const chapter = Number(digits.slice(0, 2))
  return chapter >= 1 && chapter <= 97 && chapter !== 77 && digits.slice(2, 4) !== '00'
}

const toDigits = (text: string): string => text.trim().replace(separators, '')

/** A customs code, kept as its digits alone. */
export const HsCode = z
  .string()
  .max(20)
  .refine((text) => isHsCode(toDigits(text)), { params: { code: 'hs-code' } })
  .overwrite(toDigits)
  .describe('Code of the Harmonized System, 6 to 10 digits; dots and spaces between them are left out.')
