import type { Check } from '../../../schemas/protocol.ts'
import { photosMax } from './check-view.ts'
import { nameInstrument, nameUnit, readList, readText } from './fields.ts'
import type { Fields, PageUnit, Problems } from './model.ts'
import { parseNumber } from './numbers.ts'
import type { FormInstrument } from './read-instruments.ts'
import type { Texts } from './texts.ts'

export interface Reading {
  fields: Fields
  problems: Problems
  t: Texts
  instruments: (FormInstrument | undefined)[]
  tester: string | undefined
}

const readValue = (check: Check, text: string | undefined): boolean | number | string | undefined => {
  if (text === undefined || check.type === 'photo') return undefined
  // What can't be read stays as it was written, so that it is refused and never taken for no answer.
  if (check.type === 'number') return parseNumber(text) ?? text
  if (check.type === 'boolean') return text === '1' ? true : text === '0' ? false : text
  return text
}

const readInstrument = (place: number, check: Check, reading: Reading): string | undefined => {
  const { fields, instruments, problems, t } = reading
  const chosen = readText(fields, nameUnit(place).instrument(check.id))
  if (chosen !== undefined) {
    const instrument = instruments[Number(chosen)]
    if (instrument === undefined) problems[nameInstrument(Number(chosen)).name] = t.needInstrument
    return instrument?.id
  }
  // With a single instrument named there is nothing to choose.
  const named = instruments.filter((each) => each !== undefined)
  return check.needsInstrument && named.length === 1 ? named[0]?.id : undefined
}

const readResult = (place: number, check: Check, reading: Reading) => {
  const { fields, problems, t } = reading
  const names = nameUnit(place)
  const value = readValue(check, readText(fields, names.check(check.id)))
  const photos = readList(fields, names.photos(check.id))
  if (value === undefined && photos.length === 0) return undefined
  if (check.type === 'number' && typeof value === 'string') problems[names.check(check.id)] = t.needNumber
  if (photos.length > photosMax) problems[names.photos(check.id)] = t.tooManyPhotos
  return { check: check.id, value, instrument: readInstrument(place, check, reading), photos }
}

const readInspection = (place: number, unit: PageUnit, isAccepting: boolean, reading: Reading) => {
  const { instruments, tester, problems, t } = reading
  const results = unit.checks.flatMap((check) => readResult(place, check, reading) ?? [])
  if (results.length === 0 && !(isAccepting && unit.checks.length > 0)) return undefined
  if (tester === undefined) problems.tester = t.needTester
  const used = new Set(results.map(({ instrument }) => instrument))
  const named = instruments.flatMap((each) => (each && used.has(each.id) ? [each] : []))
  return { protocol: unit.protocol, tester, instruments: named, results }
}

/** The decision at a place of the form, or nothing where none was taken. */
export const readDecision = (place: number, unit: PageUnit | undefined, reading: Reading) => {
  const { fields, problems, t } = reading
  const names = nameUnit(place)
  const outcome = readText(fields, names.outcome)
  if (outcome === undefined) return undefined
  const isSame = readText(fields, names.same) !== undefined
  const reason = outcome === 'rejected' ? readText(fields, names.reason) : undefined
  const note = readText(fields, names.note)
  if (outcome === 'rejected' && reason === undefined) problems[names.reason] = t.needReason
  if (outcome === 'acceptedWithRemarks' && note === undefined) problems[names.note] = t.needNote
  const isAccepting = outcome === 'accepted' || outcome === 'acceptedWithRemarks'
  return {
    outcome,
    unit: readText(fields, names.id) ?? unit?.id,
    serialNumber: readText(fields, names.serialNumber) ?? (isSame ? unit?.serialNumber : undefined),
    udi: readText(fields, names.udi),
    inspection: unit && outcome !== 'missing' ? readInspection(place, unit, isAccepting, reading) : undefined,
    reason,
    note,
  }
}
