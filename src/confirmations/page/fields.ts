import type { Fields } from './model.ts'

/** Instruments that one form can name. */
export const instrumentCount = 4

/** Names of the fields of a unit, by its place in the model's list. */
export const nameUnit = (place: number) => ({
  id: `u.${place}.id`,
  same: `u.${place}.same`,
  serialNumber: `u.${place}.sn`,
  udi: `u.${place}.udi`,
  outcome: `u.${place}.outcome`,
  reason: `u.${place}.reason`,
  note: `u.${place}.note`,
  check: (check: string) => `u.${place}.c.${check}`,
  instrument: (check: string) => `u.${place}.i.${check}`,
  photos: (check: string) => `u.${place}.p.${check}`,
})

/** Names of the fields of a measuring instrument, by its place in the form. */
export const nameInstrument = (place: number) => ({
  id: `i.${place}.id`,
  name: `i.${place}.name`,
  day: `i.${place}.day`,
})

/** The text of a field, trimmed; an empty one is no answer. */
export const readText = (fields: Fields, name: string): string | undefined => {
  const value = fields[name]
  const text = (Array.isArray(value) ? value[0] : value)?.trim()
  return text === '' ? undefined : text
}

/** Every value of a field that may be sent several times. */
export const readList = (fields: Fields, name: string): string[] => {
  const value = fields[name] ?? []
  return (Array.isArray(value) ? value : [value]).filter((text) => text !== '')
}
