import type { NewConfirmation } from '../../schemas/confirmation.ts'
import type { Language } from '../../schemas/primitives.ts'
import { type Fault, type Problem, problem } from '../problems/problem.ts'
import { renderProblem } from '../problems/render.ts'
import type { ConfirmationModel, Fields, Problems } from './page/model.ts'
import { findField } from './page/pointers.ts'

/** What a problem says to whoever reads the page. */
export const say = (found: Problem, language: Language): string =>
  renderProblem(found, language, { requestId: '' }).detail

/** A fault of a form; `check` names the check that it is about, where its pointer can't. */
type FormFault = Fault & { check?: string }

/** One fault for each check that a fault names, since each has a field of its own on the page. */
const spread = (fault: Fault): FormFault[] => {
  const checks = fault.values?.checks
  if (typeof checks !== 'string') return [fault]
  return checks.split(', ').map((check) => ({ ...fault, check }))
}

/** The texts of checks in place of their ids, which nobody sees on the page. */
const nameChecks = (fault: FormFault, { units, language }: ConfirmationModel, unit: string | undefined) => {
  const { check = fault.values?.check } = fault
  const known = units.find(({ id }) => id === unit)?.checks.find(({ id }) => id === check)
  if (!known) return fault
  const text = known.texts[language]
  return { ...fault, values: { ...fault.values, check: text, checks: text } }
}

/** What is wrong with a confirmation, at the fields of the form. */
export const toProblems = (
  found: Problem,
  body: NewConfirmation,
  model: ConfirmationModel,
  fields: Fields,
): Problems => {
  const faults = (found.options.errors ?? []).flatMap(spread)
  if (faults.length === 0) return { '': say(found, model.language) }
  const unitOf = ({ pointer = '' }: Fault) => body.decisions[Number(pointer.split('/')[2])]?.unit
  const named = faults.map((fault) => nameChecks(fault, model, unitOf(fault)))
  const { errors = [] } = renderProblem(problem('confirmation-refused', { errors: named }), model.language, {
    requestId: '',
  })
  const problems: Problems = {}
  for (const [place, { pointer = '', detail }] of errors.entries()) {
    const field = findField(pointer, body, model, fields, faults[place]?.check)
    problems[field] ??= detail
  }
  return problems
}
