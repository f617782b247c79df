const weigh = (digits: readonly number[], first: number) =>
  digits.reduce((sum, digit, place) => sum + digit * (((place + first - 1) % 11) + 1), 0) % 11

/** First years of the centuries by the digit that names century and sex; 0 names none, and stands for any of them. */
const centuries: Record<string, number[]> = {
  0: [1800, 1900, 2000],
  1: [1800],
  2: [1800],
  3: [1900],
  4: [1900],
  5: [2000],
  6: [2000],
}

const isBirthday = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = (text.match(/\d\d/g) ?? []).map(Number)
  const isDay = (century: number) => {
    const date = new Date(Date.UTC(century + year, month - 1, day))
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  }
  return (centuries[text.charAt(6)] ?? []).some(isDay)
}

/**
 * Whether `value` is a Kazakh individual identification number: day of birth, century and sex, serial number, and a
 * check digit over weights 1 to 11, or over 3 to 11, 1, 2 where the first sum gives 10. A BIN never is: its fifth
 * digit is at least 4, and no day has so many tens.
 */
export const isIdentityNumber = (value: string): boolean => {
  if (!/^\d{12}$/.test(value) || !isBirthday(value)) return false
  const digits = [...value.slice(0, 11)].map(Number)
  const first = weigh(digits, 1)
  const check = first === 10 ? weigh(digits, 3) : first
  return check !== 10 && check === Number(value[11])
}

const gap = '[\\s\\p{Pd}]{0,3}'
// Every place is tried: what is read first may have taken the first digits of the number from another before it.
const candidates = new RegExp(`(?<!\\d)(?=(\\d(?:${gap}\\d){11})(?!\\d))`, 'gu')

/** A calendar day and a number beside it, `20-10-2022 1234`, are written far more often than a person's number so. */
const looksLikeDay = /^\d\d[^\d]+\d\d[^\d]+\d{4}[^\d]|^\d{4}[^\d]+\d\d[^\d]+\d\d[^\d]/

/** Whether a person's identity number stands anywhere in `text`, also with spaces or dashes in it. */
export const hasIdentityNumber = (text: string): boolean =>
  Array.from(text.normalize('NFKC').matchAll(candidates), ([, candidate = '']) => candidate).some(
    (candidate) => !looksLikeDay.test(candidate) && isIdentityNumber(candidate.replace(/[^\d]/g, '')),
  )
