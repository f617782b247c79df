import { readText } from './fields.ts'
import type { ConfirmationModel } from './model.ts'
import type { Texts } from './texts.ts'

/** What every part of the form needs to show itself. */
export interface FormContext {
  model: ConfirmationModel
  t: Texts
}

export interface Option {
  value: string
  text: string
}

interface FieldOptions {
  hint?: string
  isRequired?: boolean
  isOptional?: boolean
  isLong?: boolean
  max?: number
  /** Attributes written by us, never data. */
  attributes?: string
}

const listDescriptions = (name: string, hint: string | undefined, problem: string | undefined) =>
  [hint && `${name}-h`, problem && `${name}-e`].filter(Boolean).join(' ')

/** What was sent before, what is wrong with it, and what describes it. */
export const viewState = ({ model }: FormContext, name: string, hint?: string) => {
  const problem = model.problems?.[name]
  const value = readText(model.values ?? {}, name) ?? ''
  return { name, hint, problem, value, describedBy: listDescriptions(name, hint, problem) }
}

/** A field with a label of its own. */
export const viewField = (context: FormContext, name: string, label: string, options: FieldOptions = {}) => {
  const { isOptional, hint, ...rest } = options
  const optional = isOptional ? context.t.optional : undefined
  return { label, optional, ...rest, ...viewState(context, name, hint) }
}

/** A choice of one among few. */
export const viewChoice = (context: FormContext, name: string, label: string, options: Option[]) => ({
  label,
  options,
  ...viewState(context, name),
})
