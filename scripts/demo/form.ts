import { findInstrument, instruments, photoCheck, type Readings } from './evidence.ts'
import type { Photo } from './photo.ts'
import type { Entry } from './visit.ts'

/** A number as it is written in Almaty; of an answer the value that the form gives it. */
const write = (value: boolean | number | string) =>
  typeof value === 'boolean' ? (value ? '1' : '0') : `${value}`.replace('.', ',')

export const countPackages = (packages: number): Entry[] => [
  { field: 'packages', value: `${packages}` },
  { field: 'seals', value: 'yes' },
]

export const nameTester = (tester: string): Entry[] => [
  { field: 'tester', value: tester },
  ...instruments.flatMap(({ name, id, calibratedOn }, place) => [
    { field: `i.${place}.name`, value: name },
    { field: `i.${place}.id`, value: id },
    { field: `i.${place}.day`, value: calibratedOn },
  ]),
]

export const nameSigner = (name: string, position: string): Entry[] => [
  { field: 'name', value: name },
  { field: 'position', value: position },
]

/** What was measured on the unit at a place of the form, with a photo of its rating plate. */
export const enterReadings = (place: number, readings: Readings, photo: Photo): Entry[] => [
  { field: `u.${place}.same`, value: '1' },
  ...Object.entries(readings).flatMap(([check, value]) => [
    { field: `u.${place}.c.${check}`, value: write(value) },
    ...(typeof value === 'number'
      ? [{ field: `u.${place}.i.${check}`, value: `${findInstrument(check)}` }]
      : []),
  ]),
  { field: `u.${place}.p.${photoCheck}`, value: photo },
]

export const accept = (place: number): Entry[] => [{ field: `u.${place}.outcome`, value: 'accepted' }]

export const reject = (place: number, reason: string, note: string): Entry[] => [
  { field: `u.${place}.outcome`, value: 'rejected' },
  { field: `u.${place}.reason`, value: reason },
  { field: `u.${place}.note`, value: note },
]
