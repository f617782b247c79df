/** What is computed over the digits of a value: a check digit, the pair of characters of a model number, or a date. */
type Rule = 'checkDigit' | 'checkPair' | 'date'

/**
 * GS1 application identifiers that equipment and its packages carry, from the syntax dictionary of GS1. Those about
 * persons (names, birth, numbers of patients and staff) and about addresses are left out on purpose, and so refused.
 * In a format N is a digit, X and Y are sets of characters, `..` means at most, and brackets mean optional.
 */
const table: [ai: string, format: string, rule?: Rule][] = [
  ['00', 'N18', 'checkDigit'],
  ['0[123]', 'N14', 'checkDigit'],
  ['1[123567]', 'N6', 'date'],
  ['20', 'N2'],
  ['10|2[12]|243|254|420|702[012]|71[0-7]|7240|8002|8012', 'X..20'],
  ['235', 'X..28'],
  ['24[01]|25[01]|40[013]|7023|8004|90', 'X..30'],
  ['242', 'N..6'],
  ['253', 'N13 [X..17]', 'checkDigit'],
  ['255', 'N13 [N..12]', 'checkDigit'],
  ['30|37', 'N..8'],
  ['3(1[0-6]|[246]\\d|[35][0-7])[0-5]', 'N6'],
  ['402', 'N17', 'checkDigit'],
  ['41[0-7]', 'N13', 'checkDigit'],
  ['421', 'N3 X..9'],
  ['42[246]', 'N3'],
  ['42[35]', 'N..15'],
  ['427', 'X..3'],
  ['7001', 'N13'],
  ['7003', 'N10', 'date'],
  ['7004', 'N..4'],
  ['7006', 'N6', 'date'],
  ['7011', 'N6 [N4]', 'date'],
  ['703\\d', 'N3 X..27'],
  ['7040', 'N1 X3'],
  ['723\\d', 'X2 X..28'],
  ['8001', 'N14'],
  ['8003', 'N14 [X..16]', 'checkDigit'],
  ['8006|8026', 'N14 N4', 'checkDigit'],
  ['8008', 'N8 [N..4]', 'date'],
  ['8009', 'X..50'],
  ['8010', 'Y..30'],
  ['8011', 'N..12'],
  ['8013|8014', 'X..25', 'checkPair'],
  ['8200', 'X..70'],
  ['9[1-9]', 'X..90'],
]

export interface ApplicationIdentifier {
  ai: RegExp
  format: RegExp
  /** Most characters a value may have. */
  longest: number
  /** Characters of the value that the check digit is computed over and stands last of. */
  checked: number
  rule?: Rule
}

const characters: Record<string, string> = { N: '\\d', X: '[!"%-?A-Z_a-z]', Y: '[#\\-/0-9A-Z]' }
const part = /(\[?)([NXY])(\.\.)?(\d+)\]?/g

const compile = ([ai, format, rule]: (typeof table)[number]): ApplicationIdentifier => {
  const parts = Array.from(format.matchAll(part), ([, optional, set = '', upTo, length = '']) => ({
    length: Number(length),
    pattern: `(?:${characters[set]}{${upTo ? '1,' : ''}${length}})${optional ? '?' : ''}`,
  }))
  return {
    ai: new RegExp(`^(?:${ai})$`),
    format: new RegExp(`^${parts.map(({ pattern }) => pattern).join('')}$`),
    longest: parts.reduce((sum, { length }) => sum + length, 0),
    checked: parts[0]?.length ?? 0,
    rule,
  }
}

const identifiers = table.map(compile)

export const findIdentifier = (ai: string): ApplicationIdentifier | undefined =>
  identifiers.find((one) => one.ai.test(ai))

/** Length of the values that need no separator after them; undefined for all others. */
export const findFixedLength = (ai: string): number | undefined =>
  /^(?:0[0-3]|1[1-7]|20|3[1-6]|41)/.test(ai) ? findIdentifier(ai)?.longest : undefined
