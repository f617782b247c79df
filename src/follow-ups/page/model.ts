import type { FollowUpDays } from '../../../schemas/follow-up.ts'
import type { PageModel } from '../../pages/render.ts'

/** The fields of the form as they were sent, by name. */
export type Fields = Record<string, string>

/** What is wrong, in the reader's language, by the name of the field; `''` for what belongs to no field. */
export type Problems = Record<string, string>

/** A unit about which the page asks. */
export interface PageUnit {
  id: string
  code: string
  /** Name of the equipment type in the page's language. */
  type: string
  maker?: string
  serialNumber?: string
  location?: string
  days: FollowUpDays
  isOverdue: boolean
  isOutOfService: boolean
  /** The period for which totals are asked, unless the hospital gives another. */
  from: string
  to: string
}

interface AskedModel extends PageModel {
  hospital: string
  donation: { title: string; code: string }
  timeZone: string
  /** The moment at which the link closes, RFC 3339. */
  expiresAt: string
}

export interface FormModel extends AskedModel {
  units: readonly PageUnit[]
  /** What was sent before, when the form is shown again. */
  values?: Fields
  problems?: Problems
}

export interface DoneModel extends AskedModel {
  answered: readonly { type: string; mark: string; isWorking: boolean }[]
  /** Whether anything is still asked. */
  isMoreAsked: boolean
}

/** Names of the fields of a unit, by its id: a form may be older than the list of units. */
export const nameUnit = (id: string) => ({
  days: `${id}.days`,
  works: `${id}.works`,
  reason: `${id}.reason`,
  people: `${id}.people`,
  kind: `${id}.kind`,
  from: `${id}.from`,
  to: `${id}.to`,
  left: `${id}.left`,
  leftUnit: `${id}.leftUnit`,
  note: `${id}.note`,
})
