import { hasIdentityNumber } from '../../schemas/identity-number.ts'

/** Bytes of an answer of which an excerpt is made. */
export const excerptSource = 2_048

const longest = 1_024
/** Formatting characters, those that turn the direction of text around among them, and what has no meaning of its own. */
const invisible = /[\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}]/gu
const space = /[\p{Cc}\p{Z}]+/gu
const pile = /(\p{M}{2})\p{M}+/gu

// A number that the answer ends in may be the beginning of a person's, which what was not read completes.
const openNumber = /\d(?:[\s\p{Pd}]{0,3}\d){5,}$/u

const isUnreadable = (text: string): boolean => {
  const lost = text.split('\uFFFD').length - 1
  return lost > 3 && lost > text.length / 10
}

// Of quotation marks and the ampersand JSON is full, and between two tags they do nothing.
const disarm = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›')

const cut = (text: string): string => {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(longest))
  return text.slice(0, read).trim()
}

/**
 * The beginning of an answer as its receiver's developer may see it in the log: one line of text, at most 1 kB, that
 * holds no markup, control character or number of a person. Undefined where nothing of use is left.
 */
export const makeExcerpt = (bytes: Buffer): string | undefined => {
  const isWhole = bytes.length < excerptSource
  const decoded = new TextDecoder('utf-8').decode(bytes.subarray(0, excerptSource))
  // The last character may have been cut in two.
  const text = (isWhole ? decoded : decoded.replace(/\uFFFD$/, '')).normalize('NFC')
  if (isUnreadable(text)) return
  const clean = text
    .replace(invisible, '')
    .replace(space, ' ')
    .replace(pile, '$1')
    .trimEnd()
    .replace(openNumber, '')
  if (hasIdentityNumber(clean)) return
  return cut(disarm(clean)) || undefined
}
