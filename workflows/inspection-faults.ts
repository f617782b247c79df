import type { CheckResult, Inspection } from '../schemas/inspection.ts'
import type { Check } from '../schemas/protocol.ts'
import type { Refusal } from './declaration.ts'

/** Whether a result says what was found; one that doesn't says that its check did not apply. */
export const isAnswered = (check: Check, { value, photos }: CheckResult): boolean =>
  check.type === 'photo' ? photos.length > 0 : value !== undefined

const typeOf = ({ type }: Check): 'boolean' | 'number' | 'string' | 'undefined' => {
  if (type === 'photo') return 'undefined'
  return type === 'text' || type === 'choice' ? 'string' : type
}

const findValueFault = (check: Check, { value }: CheckResult, pointer: string): Refusal | undefined => {
  if (value === undefined) return
  const isNumber = typeof value !== 'number' || Number.isFinite(value)
  if (typeof value !== typeOf(check) || !isNumber)
    return { problem: 'result-type-mismatch', pointer, values: { check: check.id, type: check.type } }
  if (check.type === 'choice' && !check.options.some((option) => option.value === value)) {
    const options = check.options.map((option) => option.value).join(', ')
    return { problem: 'result-not-an-option', pointer, values: { check: check.id, options } }
  }
}

const findInstrumentFaults = ({ instruments }: Inspection, on: string, at: string): Refusal[] =>
  instruments.flatMap(({ id, calibratedOn }, place) => {
    const pointer = `${at}/instruments/${place}`
    const faults: Refusal[] = []
    if (instruments.findIndex((other) => other.id === id) < place)
      faults.push({ problem: 'duplicate-entry', pointer: `${pointer}/id` })
    if (calibratedOn > on)
      faults.push({ problem: 'calibration-in-future', pointer: `${pointer}/calibratedOn` })
    return faults
  })

/** What in an inspection contradicts its checks or itself, each with the pointer to it. */
export const findInputFaults = ({
  checks,
  inspection,
  on,
  at,
}: {
  checks: readonly Check[]
  inspection: Inspection
  on: string
  at: string
}): Refusal[] => {
  const { results, instruments } = inspection
  const faults = findInstrumentFaults(inspection, on, at)
  for (const [place, result] of results.entries()) {
    const pointer = `${at}/results/${place}`
    const check = checks.find(({ id }) => id === result.check)
    if (!check) {
      faults.push({ problem: 'check-unknown', pointer: `${pointer}/check` })
      continue
    }
    if (results.findIndex((other) => other.check === result.check) < place)
      faults.push({ problem: 'duplicate-entry', pointer: `${pointer}/check` })
    const fault = findValueFault(check, result, `${pointer}/value`)
    if (fault) faults.push(fault)
    if (result.instrument !== undefined && !instruments.some(({ id }) => id === result.instrument))
      faults.push({ problem: 'instrument-unknown', pointer: `${pointer}/instrument` })
  }
  return faults
}
