/** Texts and numbers of a serial number in turn: those at odd places are numbers. */
const split = (serial: string) => serial.toUpperCase().split(/(\d+)/)

const compareText = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1)

/** Numbers of any length: none is read into a number, which would lose the end of a long one. */
const compareNumbers = (one: string, other: string) => {
  const [a, b] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')]
  return a.length - b.length || compareText(a, b)
}

/** Compares serial numbers as people order them: in whatever case, and numbers inside them as numbers. */
export const compareSerials = (one: string, other: string): number => {
  const [a, b] = [split(one), split(other)]
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    const [left = '', right = ''] = [a[n], b[n]]
    const difference = n % 2 === 1 ? compareNumbers(left, right) : compareText(left, right)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

export const isWithin = (serial: string, { from, to }: { from: string; to: string }): boolean =>
  compareSerials(from, serial) <= 0 && compareSerials(serial, to) <= 0
