import { performExoskeletons } from './exoskeletons.ts'
import { performMangystau } from './mangystau.ts'
import type { Perform } from './perform.ts'
import { performRop } from './rop.ts'
import { performWeightOfLife } from './weight-of-life.ts'

/** The public cases by name. */
const cases = new Map<string, Perform>([
  ['weight-of-life', performWeightOfLife],
  ['mangystau', performMangystau],
  ['rop', performRop],
  ['exoskeletons', performExoskeletons],
])

export const defaultCase = 'weight-of-life'

/** Throws where no case has the name. */
export const choosePerform = (name: string): Perform => {
  const found = cases.get(name)
  if (!found) throw new Error(`There is no case "${name}". Those there are: ${[...cases.keys()].join(', ')}.`)
  return found
}
