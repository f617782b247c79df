import { CalendarDay } from '../../../schemas/primitives.ts'
import { instrumentCount, nameInstrument, readText } from './fields.ts'
import type { Fields, Problems } from './model.ts'
import type { Texts } from './texts.ts'

export interface FormInstrument {
  id: string
  name: string
  calibratedOn: string
}

/** The instruments by their place in the form; a row begun and not finished is a problem. */
export const readInstruments = (
  fields: Fields,
  t: Texts,
  problems: Problems,
): (FormInstrument | undefined)[] =>
  Array.from({ length: instrumentCount }, (_, place) => {
    const names = nameInstrument(place)
    const id = readText(fields, names.id)
    const name = readText(fields, names.name)
    const calibratedOn = readText(fields, names.day)
    if (id === undefined && name === undefined && calibratedOn === undefined) return undefined
    const missing = [
      [names.name, name],
      [names.id, id],
      [names.day, calibratedOn],
    ].find(([, value]) => value === undefined)
    if (missing?.[0]) problems[missing[0]] = t.needInstrument
    else if (!CalendarDay.safeParse(calibratedOn).success) problems[names.day] = t.needDay
    return { id: id ?? '', name: name ?? '', calibratedOn: calibratedOn ?? '' }
  })
