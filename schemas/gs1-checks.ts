/** Check digit of GTIN, GLN and SSCC: weights 3 and 1 from the right. */
export const readCheckDigit = (digits: string): string => {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

// Character set 82, in the order that gives each character its value.
const values = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const pairs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/** The pair of check characters of a Global Model Number: prime weights from the right, modulo 1021. */
export const readCheckPair = (model: string): string => {
  const sum = [...model]
    .reverse()
    .reduce((total, character, place) => total + values.indexOf(character) * (primes[place] ?? 0), 0)
  return pairs.charAt((sum % 1021) >> 5) + pairs.charAt((sum % 1021) & 31)
}
