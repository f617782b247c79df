import type { RecallCriteria } from '../../schemas/recall.ts'
import { readUdi } from '../../schemas/udi.ts'
import { isWithin } from './serial-order.ts'

/** What is known of a unit that may be called back. */
export interface Candidate {
  maker?: string | null
  model?: string | null
  serialNumber?: string | null
  /** As it was scanned or typed. */
  udi?: string | null
}

const isSame = (one: string | null | undefined, other: string) => one?.toLowerCase() === other.toLowerCase()

const readLabel = (udi: string | null | undefined) => {
  if (!udi) return undefined
  const reading = readUdi(udi)
  return 'udi' in reading ? reading.udi : undefined
}

/**
 * Whether all that the criteria name fits the unit. What is not known of a unit does not fit: a label that nobody read
 * can't be said to name the lot.
 */
export const fits = (
  { maker, model, deviceIdentifier, lots, serialNumbers }: RecallCriteria,
  unit: Candidate,
): boolean => {
  if (maker !== undefined && !isSame(unit.maker, maker)) return false
  if (model !== undefined && !isSame(unit.model, model)) return false
  const label = readLabel(unit.udi)
  if (deviceIdentifier !== undefined && !isSame(label?.deviceIdentifier, deviceIdentifier)) return false
  if (lots && !lots.some((lot) => isSame(label?.lot, lot))) return false
  if (!serialNumbers) return true
  // A unit is packed under the number that stands on it, and its label may say another one, or the only one.
  return [unit.serialNumber, label?.serialNumber].some((serial) => serial && isWithin(serial, serialNumbers))
}
