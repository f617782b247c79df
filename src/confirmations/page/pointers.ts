import { instrumentCount, nameInstrument, nameUnit, readText } from './fields.ts'
import type { ConfirmationModel, Fields } from './model.ts'

/** As much of a confirmation as says which field a pointer means. */
export interface FormBody {
  decisions: {
    unit?: string
    inspection?: { instruments?: { id: string }[]; results: { check: string }[] }
  }[]
}

const whole: Record<string, string> = {
  '/signer': 'name',
  '/signer/name': 'name',
  '/signer/position': 'position',
  '/receipt': 'packages',
  '/receipt/packages': 'packages',
  '/receipt/sealsIntact': 'seals',
  '/receipt/note': 'receiptNote',
  '/decisions': 'units',
}

const findInstrument = (id: string | undefined, part: string, fields: Fields): string => {
  const places = Array.from({ length: instrumentCount }, (_, place) => place)
  const place = places.find((each) => readText(fields, nameInstrument(each).id) === id) ?? 0
  const names = nameInstrument(place)
  return part === 'calibratedOn' ? names.day : part === 'id' ? names.id : names.name
}

const findCheck = (place: number, id: string, part: string, model: ConfirmationModel): string => {
  const names = nameUnit(place)
  const check = model.units[place]?.checks.find((each) => each.id === id)
  if (check === undefined) return names.outcome
  if (part === 'photos' || check.type === 'photo') return names.photos(id)
  return part === 'instrument' && check.needsInstrument ? names.instrument(id) : names.check(id)
}

/**
 * The field of the form that a JSON pointer into its body leads to; `''` where there is none. `check` names the check
 * where a result is missing, to which no pointer can lead.
 */
export const findField = (
  pointer: string,
  body: FormBody,
  model: ConfirmationModel,
  fields: Fields = {},
  check?: string,
): string => {
  const known = whole[pointer]
  if (known !== undefined) return known
  const [start, index, part = '', ...rest] = pointer.split('/').slice(1)
  const decision = body.decisions[Number(index)]
  if (start !== 'decisions' || decision === undefined) return ''
  const found = model.units.findIndex(({ id }) => id === decision.unit)
  if (found === -1) return ''
  const names = nameUnit(found)
  if (part === 'serialNumber') return names.serialNumber
  if (part === 'udi' || part === 'reason' || part === 'note') return names[part]
  if (part !== 'inspection') return names.outcome
  if (check !== undefined) return findCheck(found, check, rest[2] ?? '', model)
  const [list, at, inner = ''] = rest
  const { results, instruments = [] } = decision.inspection ?? { results: [] }
  if (list === 'tester') return 'tester'
  if (list === 'instruments' && at !== undefined)
    return findInstrument(instruments[Number(at)]?.id, inner, fields)
  const result = list === 'results' ? results[Number(at)] : undefined
  return result === undefined ? names.outcome : findCheck(found, result.check, inner, model)
}
