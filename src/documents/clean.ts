// Latin, Cyrillic, Greek, their combining marks, punctuation, currencies and the like: what both weights of the
// embedded font have and draw without shaping of their own. Whatever is not listed is shown as a replacement.
const unknown =
  /[^\n\x20-\x7E\xA0-\xAC\xAE-\u02E9\u02EC-\u0377\u037A-\u037F\u0384-\u038A\u038C\u038E-\u03A1\u03A3-\u03E1\u03F0-\u052F\u1E00-\u1EFF\u2000-\u200A\u2010-\u2027\u202F-\u205E\u2070\u2071\u2074-\u208E\u2090-\u209C\u20A0-\u20C0\u2100-\u215F\u2212\uFFFD]/gu

// Says the same in characters that the font has.
const spelled: Readonly<Record<string, string>> = {
  '≤': '<=',
  '≥': '>=',
  '≠': '=/=',
  '→': '->',
  '✓': '+',
  '☐': '[ ]',
}
const spellable = /[≤≥≠→✓☐]/g

// Formatting characters leave no mark of their own; those that turn the direction of text around would only deceive.
const invisible =
  /[^\P{C}\n\u{D800}-\u{DFFF}\u{E000}-\u{F8FF}]|\u2028|\u2029|\p{Variation_Selector}|\p{Emoji_Modifier}/gu
// A pile of accents on one letter grows out of its line.
const pile = /(\p{M}{2})\p{M}+/gu

const replaceUnknown = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(invisible, '')
    .replace(spellable, (character) => spelled[character] ?? character)
    .replace(unknown, '\uFFFD')
    .replace(pile, '$1')

// Nearly every text is made of these alone, and needs no more than this look.
const ordinary = /^[ -~°«»–—№·−\u0400-\u0484\u0487-\u052F]*$/

/** A text as the embedded font can show it, whatever was sent. */
export const clean = (text: string): string => (ordinary.test(text) ? text : replaceUnknown(text))
