// Lengths of the GS1 element strings that need no separator; all others end at one or at the end.
const fixed = { '00': 18, '01': 14, 11: 6, 12: 6, 13: 6, 15: 6, 16: 6, 17: 6, 20: 2 }

const separator = '\u001d'
const dropSeparator = (/** @type {string} */ text) => (text.startsWith(separator) ? text.slice(1) : text)

/** A raw GS1 element string with its application identifiers in brackets; anything else as it is. */
export const bracket = (/** @type {string} */ code) => {
  let rest = dropSeparator(code.replace(/^\](d2|C1|Q3|e0)/, ''))
  if (!/^01\d{14}/.test(rest)) return code.replace(/\p{Cc}/gu, '').trim()
  let text = ''
  while (rest !== '') {
    const long = /^(7|8)/.test(rest) ? 4 : /^(2[345]|3|4)/.test(rest) ? 3 : 2
    const name = rest.slice(0, long)
    const length = fixed[name] ?? `${rest.slice(long)}${separator}`.indexOf(separator)
    text += `(${name})${rest.slice(long, long + length)}`
    rest = dropSeparator(rest.slice(long + length))
  }
  return text
}

/** Serial number within a GS1 element string or Digital Link. */
export const findSerial = (/** @type {string} */ code) => {
  const serial = /\(21\)([^(]+)/.exec(bracket(code))?.[1] ?? /\/21\/([^/?#]+)/.exec(code)?.[1]
  return serial && decodeURIComponent(serial)
}

const plain = (/** @type {string} */ text) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

/**
 * The unit that was packed with a code. A device identifier that several units share says nothing about one of them.
 * @param {string} code
 * @param {HTMLElement[]} units
 */
export const findByCode = (code, units) => {
  const wanted = [code, bracket(code), findSerial(code) ?? ''].map(plain).filter((text) => text !== '')
  const found = units.filter((unit) => {
    const packed = (unit.dataset.codes ?? '').split('\n')
    const known = packed.flatMap((text) => [text, bracket(text), findSerial(text) ?? '']).map(plain)
    return known.some((text) => text !== '' && wanted.includes(text))
  })
  return found.length === 1 ? found[0] : undefined
}
