const weigh = (digits: number[], first: number) =>
  digits.reduce((sum, digit, place) => sum + digit * (((place + first - 1) % 11) + 1), 0) % 11

// Year and month of registration, kind of entity (4 to 6), kind of branch (0 to 3), serial number, check digit. The
// fifth digit of a person's number (IIN) is at most 3, the tens of a day: a person must not pass for an organization.
const pattern = /^\d{2}(0[1-9]|1[0-2])[456][0-3]\d{6}$/

/**
 * Whether `value` is a well-formed Kazakh business identification number: 12 digits, the last a check digit over
 * weights 1 to 11, or over 3 to 11, 1, 2 where the first sum gives 10.
 */
export const isBin = (value: string): boolean => {
  if (!pattern.test(value)) return false
  const digits = [...value.slice(0, 11)].map(Number)
  const first = weigh(digits, 1)
  const check = first === 10 ? weigh(digits, 3) : first
  return check !== 10 && check === Number(value[11])
}
