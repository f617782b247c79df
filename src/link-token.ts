import { hash, randomBytes } from 'node:crypto'

// Crockford's base 32, as in human codes: a link that is read out or typed from paper is not misread.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 26

/** Makes the secret part of a link: 130 random bits. */
export const makeToken = (): string =>
  Array.from(randomBytes(length), (byte) => alphabet.charAt(byte & 31)).join('')

/** What is stored of a token; nothing leads back from it. */
export const hashToken = (token: string): string => hash('sha256', token)

/** The token that a text stands for, before the database is asked; undefined where it can be none. */
export const readToken = (text: string): string | undefined => {
  const token = text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(token) ? token : undefined
}
