// Crockford's base 32: no I, L, O or U, so that a code read over the phone is not misheard.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Luhn's check character over `alphabet`: finds every single wrong character and nearly every swapped pair. */
const checkCharacter = (characters: string): string => {
  const sum = [...characters].reverse().reduce((total, character, place) => {
    const doubled = alphabet.indexOf(character) * (place % 2 === 0 ? 2 : 1)
    return total + Math.floor(doubled / 32) + (doubled % 32)
  }, 0)
  return alphabet.charAt((32 - (sum % 32)) % 32)
}

/** A human code such as `D-7K3M9-QX4TB`: 45 of an id's random bits and a check character. */
export const makeCode = (prefix: 'D' | 'S' | 'U', id: string): string => {
  let bits = BigInt(`0x${id.slice(-12)}`) & 0x1fff_ffff_ffffn
  let characters = ''
  for (let place = 0; place < 9; place++) {
    characters = alphabet.charAt(Number(bits & 31n)) + characters
    bits >>= 5n
  }
  characters += checkCharacter(characters)
  return `${prefix}-${characters.slice(0, 5)}-${characters.slice(5)}`
}

/** Whether a code's check character fits. */
export const isCode = (code: string): boolean => {
  const characters = code.slice(2).replace('-', '')
  return characters.length === 10 && checkCharacter(characters.slice(0, 9)) === characters.charAt(9)
}
