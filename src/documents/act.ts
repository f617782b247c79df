import type { OrganizationKind } from '../../schemas/organization.ts'
import type { Language, Names } from '../../schemas/primitives.ts'
import type { Role } from '../../schemas/roles.ts'

/** An organization as a document names it. */
export interface PartyData {
  name: string
  kind: OrganizationKind
  /** ISO 3166-1 alpha-2. */
  country: string
  identifiers: { system: string; value: string }[]
}

/** What was found for one check of a device's inspection. */
export interface ActCheck {
  texts: Names
  /** A choice is given by the texts of the option that was chosen; a photo check has no value. */
  value?: boolean | number | string | Names
  /** Unit of measure of a number, as UCUM writes it. */
  unit?: string
  limit?: { min?: number; max?: number }
  /** Absent where the check was not carried out. */
  passed?: boolean
  isSafety: boolean
  /** Id of one of the inspection's instruments. */
  instrument?: string
  photos: number
  note?: string
}

export interface ActInspection {
  protocol: { names: Names; version: number }
  /** Position of the tester. */
  tester: string
  inspectedAt?: string
  instruments: { id: string; name: string; calibratedOn: string }[]
  checks: ActCheck[]
}

export interface ActDevice {
  code: string
  equipment: Names
  maker?: string
  model?: string
  serialNumber?: string
  udi?: string
  outcome: 'accepted' | 'acceptedWithRemarks' | 'rejected' | 'missing' | 'undecided'
  /** The coded reason of a rejection, in words. */
  reason?: Names
  note?: string
  inspection?: ActInspection
}

export interface ActSignature {
  side: 'handsOver' | 'receives'
  organization: string
  position: string
  name?: string
  signedAt: string
  method: 'link' | 'account'
  /** The exact text that was confirmed: its language and hash. */
  text?: { language: Language; sha256: string }
}

/** Everything a handover act says; nothing else has a say in its bytes. */
export interface ActData {
  /** Languages of the act, the leading one first. */
  languages: Language[]
  /** IANA zone of the recipient, in which moments are told. */
  timeZone: string
  /** Moment of the act: its date, and the date of making inside the file. */
  madeAt: string
  place?: string
  donation: { code: string; title: string }
  shipment: { code: string; reference?: string }
  contract?: { number: string; signedAt?: string }
  handsOver: PartyData
  receives: PartyData
  others: { role: Role; party: PartyData }[]
  devices: ActDevice[]
  receipt?: { packed: number; counted: number; sealsIntact: boolean; receivedAt: string; note?: string }
  signatures: ActSignature[]
  /** Head of the hash chain of the events that the act tells. */
  chain?: { sequence: number; hash: string }
  verificationUrl: string
}
