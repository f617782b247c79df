import type { Language } from '../../schemas/primitives.ts'
import type { FieldError, Problem as ProblemBody } from '../../schemas/problem.ts'
import { catalogue } from './catalogue.ts'
import type { ProblemEntry } from './entry.ts'
import { fieldTexts, isFieldCode } from './field-texts.ts'
import type { Fault, Problem, Value, Values } from './problem.ts'
import { findRoleName } from './role-names.ts'

const isRole = (name: string) => name === 'role' || name === 'roles'

const say = (name: string, value: Value | undefined, language: Language): string => {
  if (value === undefined) return '…'
  const text = typeof value === 'object' ? value.join(', ') : String(value)
  return isRole(name) ? text.replace(/\w+/g, (word) => findRoleName(word)?.[language] ?? word) : text
}

/** Puts the values into a text. */
export const fillText = (text: string, values: Values, language: Language): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => say(name, values[name], language))

const describeFault = (fault: Fault, problem: Problem, language: Language): FieldError => {
  const { in: place = 'body', pointer, name, code = problem.slug, values = {}, detail } = fault
  const texts = isFieldCode(code) ? fieldTexts[code] : catalogue[code].detail
  const text = detail ?? fillText(texts[language], { ...problem.options.values, ...values }, language)
  return { in: place, pointer, name, code, detail: text }
}

/** Body of the answer, in the reader's language. */
export const renderProblem = (
  problem: Problem,
  language: Language,
  { instance, requestId }: Pick<ProblemBody, 'instance' | 'requestId'>,
): ProblemBody => {
  const { slug, options } = problem
  const { status, title, detail, pointer: always }: ProblemEntry = catalogue[slug]
  const { extensions } = options
  const pointer = options.pointer ?? always
  const faults = options.errors ?? (pointer === undefined ? undefined : [{ pointer }])
  return {
    ...(typeof extensions === 'function' ? extensions(language) : extensions),
    type: `/problems/${slug}`,
    title: title[language],
    status,
    detail: fillText(detail[language], options.values ?? {}, language),
    instance,
    requestId,
    code: slug,
    errors: faults?.map((fault) => describeFault(fault, problem, language)),
  }
}

/** Headers that every answer of the problem carries. */
export const problemHeaders = ({ slug, options }: Problem, language: Language): Record<string, string> => {
  const { headers }: ProblemEntry = catalogue[slug]
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-store',
    ...headers,
    ...options.headers,
  }
}
