import type { Language } from '../../schemas/primitives.ts'
import type { Refusal } from '../../workflows/declaration.ts'
import { isProblemSlug, type ProblemSlug, type ValueName } from './catalogue.ts'
import type { FieldCode } from './field-texts.ts'

/** What stands in a text's place: an array is listed, and names of roles are translated. */
export type Value = string | number | readonly string[]
export type Values = Record<string, Value>

/** A field at fault, before a language is chosen. Without a code it takes name and text of its problem. */
export interface Fault {
  in?: 'body' | 'query' | 'path' | 'header'
  /** JSON pointer, where the field lies in the body. */
  pointer?: string
  /** Name of the parameter or header, where it lies elsewhere. */
  name?: string
  code?: FieldCode | ProblemSlug
  values?: Values
  /** A text of its own, in place of that of the code. */
  detail?: string
}

export interface ProblemOptions {
  /** What the text of the problem names. */
  values?: Values
  /** JSON pointer to the one field of the body that is at fault. */
  pointer?: string
  errors?: Fault[]
  /** Members of the answer's body beside the standard ones; a function, where they hold texts. */
  extensions?: Record<string, unknown> | ((language: Language) => Record<string, unknown>)
  headers?: Record<string, string>
}

/** What the caller is told instead of an answer; thrown anywhere, rendered by the error handler. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly slug: ProblemSlug
  readonly options: ProblemOptions

  constructor(slug: ProblemSlug, options: ProblemOptions = {}) {
    super(slug)
    this.slug = slug
    this.options = options
  }
}

type Given<Slug extends ProblemSlug> = [ValueName<Slug>] extends [never]
  ? [options?: ProblemOptions]
  : [options: ProblemOptions & { values: Record<ValueName<Slug>, Value> }]

/** Makes the problem to throw; a value that its text needs and that is not given does not compile. */
export const problem = <Slug extends ProblemSlug>(slug: Slug, ...[options]: Given<Slug>): Problem =>
  new Problem(slug, options)

/** The problem that a workflow's refusal names. */
export const fromRefusal = ({ problem: slug, pointer, values }: Refusal): Problem => {
  if (!isProblemSlug(slug)) throw new Error(`a workflow refuses with "${slug}", which the catalogue lacks`)
  return new Problem(slug, { pointer, values })
}
