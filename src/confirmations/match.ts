import type { NewConfirmation, UnitDecision } from '../../schemas/confirmation.ts'
import { readUdi } from '../../schemas/udi.ts'
import type { Dossier, DossierUnit } from '../dossier.ts'
import { getContext, type Row } from '../engine/snapshot.ts'
import type { Fault } from '../problems/problem.ts'

/** A decision with the unit it is about. */
export interface Matched {
  /** Place in the submission. */
  place: number
  decision: UnitDecision
  unit: DossierUnit
}

/** States in which a unit awaits the hospital's decision, be it that its arrival has yet to be written down. */
export const isUndecided = ({ state }: Row): boolean => state === 'inTransit' || state === 'arrived'

const packed = ({ row }: DossierUnit) => getContext('unit', row)

// People type a serial number in whatever case, and with the spaces of a label.
const same = (one: string, other: string) => {
  const bare = (text: string) => text.replace(/\s+/g, '').toUpperCase()
  return bare(one) === bare(other)
}

const scanned = (text: string | undefined) => {
  const read = text === undefined ? undefined : readUdi(text)
  return read && 'udi' in read ? read.udi : undefined
}

/** Units that a decision may be about; undefined where it names none. */
const findUnits = ({ unit, serialNumber, udi }: UnitDecision, units: DossierUnit[]) => {
  if (unit) return units.filter(({ row }) => row.id === unit)
  const serial = serialNumber ?? scanned(udi)?.serialNumber
  return serial === undefined
    ? undefined
    : units.filter((one) => same(packed(one).serialNumber ?? '', serial))
}

const pointTo = ({ unit, serialNumber, udi }: UnitDecision) => {
  if (unit) return '/unit'
  if (serialNumber !== undefined) return '/serialNumber'
  return udi === undefined ? '' : '/udi'
}

const findMismatch = ({ serialNumber, udi }: UnitDecision, unit: DossierUnit) => {
  const known = packed(unit)
  const carrier = scanned(udi)
  if (serialNumber !== undefined && !same(serialNumber, known.serialNumber ?? ''))
    return { field: '/serialNumber', code: 'serial-number-mismatch' as const, read: serialNumber }
  if (carrier?.serialNumber !== undefined && !same(carrier.serialNumber, known.serialNumber ?? ''))
    return { field: '/udi', code: 'serial-number-mismatch' as const, read: carrier.serialNumber }
  const expected = scanned(known.udi)
  // A device may bear the labels of two issuers, which number their models each in their own way.
  const isComparable = carrier !== undefined && carrier.issuer === expected?.issuer
  if (isComparable && carrier.deviceIdentifier !== expected?.deviceIdentifier)
    return { field: '/udi', code: 'udi-mismatch' as const, read: carrier.deviceIdentifier }
}

/** Finds the unit of each decision among those of the shipment; all that is wrong comes back as faults. */
export const matchUnits = ({ decisions }: Pick<NewConfirmation, 'decisions'>, { units }: Dossier) => {
  const matched: Matched[] = []
  const faults: Fault[] = []
  const seen = new Set<string>()
  for (const [place, decision] of decisions.entries()) {
    const at = (field: string) => `/decisions/${place}${field}`
    const named = findUnits(decision, units)
    const unit = named?.[0]
    // What names two units names none.
    if (!unit || named.length > 1) {
      const code = named?.length === 0 ? 'unit-not-in-shipment' : 'unit-not-named'
      faults.push({ pointer: at(pointTo(decision)), code })
      continue
    }
    const mismatch = findMismatch(decision, unit)
    if (mismatch)
      faults.push({
        pointer: at(mismatch.field),
        code: mismatch.code,
        values: { read: mismatch.read, packed: packed(unit).serialNumber ?? '–' },
      })
    if (seen.has(unit.row.id)) faults.push({ pointer: at(pointTo(decision)), code: 'duplicate-entry' })
    else if (!isUndecided(unit.row))
      faults.push({
        pointer: at(pointTo(decision)),
        code: 'unit-already-decided',
        values: { unit: unit.code },
      })
    seen.add(unit.row.id)
    matched.push({ place, decision, unit })
  }
  return { matched, faults }
}
