import type { Profile } from '../schemas/department.ts'
import type { EquipmentType } from '../schemas/equipment-type.ts'
import type { RawFinding } from '../schemas/gate.ts'
import type { Requirements } from '../schemas/site.ts'
import { compareSite, isAboutMains } from './compare-site.ts'

/** An item of which a shipment carries units, and where these will stand. */
export interface Placement {
  item: string
  mains?: EquipmentType['mains']
  requirements?: Requirements
  /** Absent where the donation names none. */
  department?: { profile: Profile; opensOn?: string }
}

const asksOfSite = ({ features, climate, doorWidth, floorLoad, freeArea }: Requirements) =>
  features.length > 0 || [climate, doorWidth, floorLoad, freeArea].some((one) => one !== undefined)

const about = <Found extends object>({ item }: Placement, findings: Found[]) =>
  findings.map((finding) => ({ ...finding, item }))

const findUnplaced = (placement: Placement): RawFinding[] =>
  about(placement, [{ code: 'department' as const }])

/**
 * What is wrong with the mains; undefined where nothing is to be compared. Of a type that asks for its mains alone, an
 * item without a department is compared only if the hospital keeps profiles: before it does, nobody could name one.
 */
export const judgeMains = (
  placements: readonly Placement[],
  keepsProfiles: boolean,
  on: string,
): RawFinding[] | undefined => {
  const asking = placements.filter(
    ({ mains, requirements, department }) => mains && (department || requirements || keepsProfiles),
  )
  if (asking.length === 0) return undefined
  return asking.flatMap((one) =>
    one.department
      ? about(one, compareSite({ mains: one.mains, ...one.department, on }).filter(isAboutMains))
      : findUnplaced(one),
  )
}

/** What is wrong with the site; undefined where no type asks for anything and no department has yet to open. */
export const judgeSite = (placements: readonly Placement[], on: string): RawFinding[] | undefined => {
  const asking = placements.filter(
    ({ requirements, department }) =>
      (requirements && asksOfSite(requirements)) || (department?.opensOn && department.opensOn > on),
  )
  if (asking.length === 0) return undefined
  return asking.flatMap((one) =>
    one.department
      ? about(one, compareSite({ requirements: one.requirements, ...one.department, on }))
      : findUnplaced(one),
  )
}
