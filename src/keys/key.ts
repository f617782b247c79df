import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const prefix = 'besik_'

const toBase62 = (number: bigint, length: number): string => {
  let text = ''
  for (let rest = number; text.length < length; rest /= 62n) text = alphabet.charAt(Number(rest % 62n)) + text
  return text
}

const checksum = (text: string): string => toBase62(BigInt(crc32(text)), 6)

/**
 * Makes a key: a prefix by which scanners of leaked secrets know it, 256 random bits, and a checksum by which a
 * mistyped or invented one is told without a look into the database.
 */
export const makeKey = (): string => {
  const random = toBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)
  return prefix + random + checksum(prefix + random)
}

/** Whether the text is a key as `makeKey` makes them; says nothing of whether it opens anything. */
export const isKey = (text: string): boolean =>
  /^besik_[0-9A-Za-z]{49}$/.test(text) && checksum(text.slice(0, -6)) === text.slice(-6)

/** SHA-256 of a key, hexadecimal. A key is random enough that no slow hash is needed to keep it from being guessed. */
export const hashKey = (key: string): string => hash('sha256', key)
