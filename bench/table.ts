import type { Result } from './load.ts'

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** Collects figures of several runs, and shows the median of each with the runs it comes from. */
export const createTable = () => {
  const rows = new Map<string, Map<string, number[]>>()
  const note = (row: string, column: string, value: number) => {
    const columns = rows.get(row) ?? new Map<string, number[]>()
    rows.set(row, columns.set(column, [...(columns.get(column) ?? []), value]))
  }
  const medians = () =>
    Object.fromEntries(
      [...rows].map(([row, columns]) => [
        row,
        Object.fromEntries([...columns].map(([name, all]) => [name, median(all)])),
      ]),
    )
  return {
    note,
    /** A load beside its floor, in requests a second. */
    noteResult: (row: string, result: Result, floor: number) => {
      note(row, 'per second', result.perSecond)
      note(row, 'ratio to floor', result.perSecond / floor)
      note(row, 'median ms', result.median)
      note(row, 'p99 / median', result.p99 / result.median)
    },
    medians,
    render: () =>
      [...rows]
        .flatMap(([row, columns]) => [
          row,
          ...[...columns].map(
            ([name, all]) =>
              `  ${name.padEnd(24)} ${median(all).toFixed(2).padStart(10)}   ${all.map((one) => one.toFixed(2)).join(' ')}`,
          ),
        ])
        .join('\n')
        .concat('\n'),
  }
}
