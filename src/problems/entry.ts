import type { Language } from '../../schemas/primitives.ts'

export type Texts = Record<Language, string>

/**
 * A problem of the catalogue. `detail` may hold `{names}` of values. A text is phrased so that no value in it needs
 * another ending: in Kazakh and Russian a value stands apart, after a colon or in quotation marks.
 */
export interface ProblemEntry {
  status: number
  title: Texts
  detail: Texts
  /** Field of the body that is always the one at fault. */
  pointer?: string
  headers?: Record<string, string>
}
