import type { Inspection } from '../../schemas/inspection.ts'
import type { Unit } from '../../schemas/unit.ts'
import { Deviation } from './deviation.ts'

/** What was read of one incubator, by the check of its protocol. */
export type Readings = Record<string, boolean | number | string>

const analyser = { id: 'ESA-0417', name: 'Electrical safety analyser', calibratedOn: '2022-06-14' }
const incubatorAnalyser = { id: 'INC-0233', name: 'Incubator analyser', calibratedOn: '2022-09-02' }
/** In the order in which a form names them. The serial numbers are a sample. */
export const instruments = [analyser, incubatorAnalyser]

const electrical = new Set(['protective-earth-resistance', 'leakage-current'])
/** Place of the instrument that a check was measured with, in `instruments`. */
export const findInstrument = (check: string) => (electrical.has(check) ? 0 : 1)

/** Check that a photo answers. */
export const photoCheck = 'rating-plate'

/** Values as an incubator in order shows them, each within its limit. The values measured in Almaty were not published. */
export const soundReadings: Readings = {
  'visual-condition': true,
  'doors-hold': true,
  'accessories-complete': true,
  'manual-language': 'russian',
  'mains-fit': 'fits',
  'protective-earth-resistance': 142,
  'leakage-current': 61,
  'air-temperature-deviation': 0.3,
  'skin-temperature-deviation': -0.1,
  'temperature-overshoot': 0.7,
  'humidity-deviation': -4,
  'oxygen-deviation': 2,
  'alarms-work': true,
  'alarm-sound-level': 74,
}

/** Readings and the photo of a rating plate as an inspection by the protocol that is pinned to the unit. */
export const toInspection = ({ code, protocol }: Unit, readings: Readings, photo: string): Inspection => {
  if (!protocol) throw new Deviation(`${code} has no protocol.`)
  const measured = Object.entries(readings).map(([check, value]) => ({
    check,
    value,
    photos: [],
    ...(typeof value === 'number' && { instrument: instruments[findInstrument(check)]?.id }),
  }))
  return {
    protocol: { slug: protocol.slug, version: protocol.version },
    tester: 'Медициналық жабдық инженері',
    instruments,
    results: [...measured, { check: photoCheck, photos: [photo] }],
  }
}
