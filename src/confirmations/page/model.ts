import type { UnitDecision } from '../../../schemas/confirmation.ts'
import type { Language, Names } from '../../../schemas/primitives.ts'
import type { Check } from '../../../schemas/protocol.ts'
import type { PageModel } from '../../pages/render.ts'

/** The fields of a form as they were sent, by name; a field sent several times is a list. See `fields.ts`. */
export type Fields = Record<string, string | string[]>

/** What is wrong, in the reader's language, by the name of the field; `''` for what belongs to no field. */
export type Problems = Record<string, string>

export type Outcome = UnitDecision['outcome']

type RejectionCode = Extract<UnitDecision, { outcome: 'rejected' }>['reason']

export interface PageUnit {
  id: string
  code: string
  /** Name of the equipment type in the page's language. */
  type: string
  maker?: string
  model?: string
  /** As packed. */
  serialNumber?: string
  /** As packed. */
  udi?: string
  protocol: { slug: string; version: number }
  /** The pinned checks: those of the protocol, then the hospital's own. */
  checks: readonly Check[]
  /** What was decided before; such a unit is shown, and can't be decided about again. */
  settled?: Outcome
}

/** The delivery that all pages about an open link tell of. */
export interface DeliveryModel extends PageModel {
  hospital: string
  donors: readonly string[]
  donation: { title: string; code: string }
  shipment: { code: string; dispatchedAt?: string; arrivedAt?: string; packages?: number }
  /** IANA zone of the hospital, in which days and times are written. */
  timeZone: string
}

export interface ConfirmationModel extends DeliveryModel {
  /** Whether the packages were counted in an earlier confirmation; they are counted once. */
  isCounted: boolean
  /** In an order that stays: the number in a field's name is the place in this list. */
  units: readonly PageUnit[]
  /** The moment at which the link closes, RFC 3339. */
  expiresAt: string
  reasons: readonly { code: RejectionCode; texts: Names }[]
  /** What was sent before, when the form is shown again. */
  values?: Fields
  problems?: Problems
}

export interface ReviewModel {
  /** The exact text, whose lines are kept as they are. */
  text: string
  textSha256: string
  /** The fields that were sent, which travel on in hidden fields. */
  fields: Fields
  /** Why it has to be read again, where it was signed in other words before. */
  notice?: string
}

export interface DoneModel extends DeliveryModel {
  signer: { name: string; position: string }
  confirmedAt: string
  textSha256: string
  units: readonly { code: string; type: string; serialNumber?: string; outcome: Outcome }[]
  /** Units of the shipment about which nothing is decided; above zero, the form is offered again. */
  remaining: number
  /** The handover act, one document per language. */
  documents: readonly { language: Language; href: string }[]
}

/** Why there is no form behind a link. */
export type ClosedKind = 'expired' | 'revoked' | 'used' | 'unknown' | 'refused'
