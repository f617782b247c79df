import type { Profile } from '../schemas/department.ts'
import type { EquipmentType } from '../schemas/equipment-type.ts'
import { MainsCode, type SiteCode } from '../schemas/gate.ts'
import type { Requirements, SiteFeature } from '../schemas/site.ts'

export interface Range {
  min: number
  max: number
}

/** One thing in which a place does not, or may not, give what a device needs. */
export interface SiteFinding {
  code: MainsCode | SiteCode
  /** Which feature is missing, where the code is `feature`. */
  feature?: SiteFeature
  expected: string | number | boolean | Range
  /** Absent where the profile of the place says nothing about it. */
  found?: string | number | boolean | Range | (string | number)[]
}

export interface Comparison {
  /** What the device needs; what is absent is not asked for. */
  mains?: EquipmentType['mains'] | null
  requirements?: Partial<Requirements> | null
  /** What the place offers; what is absent is not known. */
  profile?: Profile | null
  /** The day on which a place under construction or repair opens. */
  opensOn?: string | null
  /** The calendar day for which the two are compared. */
  on: string
}

// Voltages of one row are names of one supply: IEC 60038 made 230 V of 220 V and 240 V, and 400 V of 380 V and 415 V.
const nominalRanges: readonly Range[] = [
  { min: 110, max: 127 },
  { min: 220, max: 240 },
  { min: 380, max: 415 },
]
const isWithin = (value: number, { min, max }: Range) => min <= value && value <= max
const isSameSupply = (one: number, other: number) =>
  one === other || nominalRanges.some((range) => isWithin(one, range) && isWithin(other, range))

// Sockets that take a plug besides those of its own letter, as they stand, without an adapter.
const alsoFits: Readonly<Record<string, readonly string[]>> = { A: ['B'], C: ['E', 'F'] }
const takesPlug = (sockets: readonly string[], plug: string) =>
  [plug, ...(alsoFits[plug] ?? [])].some((letter) => sockets.includes(letter))

type Found = SiteFinding['found']

/** A finding where something is asked for and the place does not have it, or says nothing of it. */
const find = <Asked extends SiteFinding['expected'], Has extends NonNullable<Found>>(
  code: SiteFinding['code'],
  expected: Asked | undefined,
  found: Has | undefined,
  fits: (expected: Asked, found: Has) => boolean,
): SiteFinding[] => {
  if (expected === undefined) return []
  if (found === undefined) return [{ code, expected }]
  return fits(expected, found) ? [] : [{ code, expected, found }]
}

const isEnough = (expected: number, found: number) => found >= expected
const isContained = (expected: Range, found: Range) => found.min >= expected.min && found.max <= expected.max

const compareMains = (asked: NonNullable<EquipmentType['mains']>, has: Profile['mains']): SiteFinding[] => [
  ...find('voltage', asked.voltage, has?.voltage, isSameSupply),
  ...find('frequency', asked.frequency, has?.frequency, (one, other) => one === other),
  ...find('phases', asked.phases, has?.phases, (phases, among) => among.some((one) => one === phases)),
  ...find('plug', asked.plug, has && has.plugs.length > 0 ? has.plugs : undefined, (plug, sockets) =>
    takesPlug(sockets, plug),
  ),
  ...find('power', asked.power, has?.power, isEnough),
]

const compareFeatures = (asked: readonly SiteFeature[], has: Profile['features'] | undefined) =>
  asked.flatMap((feature) =>
    find('feature', true, has?.[feature], (_, found) => found).map((finding) => ({ ...finding, feature })),
  )

const compareRoom = (asked: Partial<Requirements>, has: Partial<Profile>): SiteFinding[] => [
  ...compareFeatures(asked.features ?? [], has.features),
  ...find('temperature', asked.climate?.temperature, has.climate?.temperature, isContained),
  ...find('humidity', asked.climate?.humidity, has.climate?.humidity, isContained),
  ...find('doorWidth', asked.doorWidth, has.doorWidth, isEnough),
  ...find('floorLoad', asked.floorLoad, has.floorLoad, isEnough),
  ...find('freeArea', asked.freeArea, has.freeArea, isEnough),
]

/**
 * What a place lacks of what a device needs on a day, mains first; empty where it gives all of it. Compares one
 * device: what several of them draw or take up together is for people to judge.
 */
export const compareSite = ({ mains, requirements, profile, opensOn, on }: Comparison): SiteFinding[] => [
  ...(mains ? compareMains(mains, profile?.mains) : []),
  ...(opensOn && opensOn > on ? [{ code: 'opening' as const, expected: on, found: opensOn }] : []),
  ...(requirements ? compareRoom(requirements, profile ?? {}) : []),
]

/** Whether a finding is about the mains; the others are about the site. */
export const isAboutMains = ({ code }: SiteFinding) => MainsCode.safeParse(code).success
