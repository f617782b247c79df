import type { Goal, NewAllocation } from '../schemas/programme.ts'

const sum = (lines: readonly { quantity: number }[]) =>
  lines.reduce((total, { quantity }) => total + quantity, 0)

/** What goals of single regions ask for of a type, together. */
export const sumRegions = (goals: readonly Goal[], equipmentType: string): number =>
  sum(goals.filter((goal) => goal.equipmentType === equipmentType && goal.region))

/** The goal of a type that is of all regions together; undefined where there is none. */
export const findOverall = (goals: readonly Goal[], equipmentType: string): number | undefined =>
  goals.find((goal) => goal.equipmentType === equipmentType && !goal.region)?.quantity

/** Units of a type that a programme is for: goals of regions are parts of the one of all, where there is one. */
export const goalOf = (goals: readonly Goal[], equipmentType: string): number =>
  findOverall(goals, equipmentType) ?? sumRegions(goals, equipmentType)

export const allocatedOf = (allocations: readonly NewAllocation[], equipmentType: string): number =>
  sum(allocations.filter((one) => one.equipmentType === equipmentType))
