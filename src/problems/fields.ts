import type * as z from 'zod'
import { type FieldCode, isFieldCode } from './field-texts.ts'
import type { Fault, Values } from './problem.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

interface Found {
  path: Path
  code: FieldCode
  values?: Values
}

const typeCodes: Partial<Record<string, FieldCode>> = {
  string: 'not-text',
  number: 'not-a-number',
  int: 'not-an-integer',
  boolean: 'not-a-boolean',
  array: 'not-a-list',
  object: 'not-an-object',
  record: 'not-an-object',
}

const formatCodes: Partial<Record<string, FieldCode>> = {
  uuid: 'not-an-id',
  datetime: 'not-an-instant',
  date: 'not-a-day',
  regex: 'wrong-pattern',
}

const sizeCodes = (issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): [FieldCode, FieldCode] => {
  if (issue.origin === 'string') return ['too-short', 'too-long']
  if (issue.origin === 'array' || issue.origin === 'set') return ['too-few', 'too-many']
  return issue.inclusive === false ? ['not-above', 'not-below'] : ['too-small', 'too-big']
}

const isAbsent = (input: unknown, path: Path): boolean => {
  let value = input
  for (const step of path) {
    // A parameter with commas was split: its parts are there, though not one by one in what was sent.
    if (typeof value === 'string' || (Array.isArray(value) && !(step in value))) return false
    if (typeof value !== 'object' || value === null) return true
    value = Reflect.get(value, step)
  }
  // A request without a body has a body of null.
  return value === undefined || (value === null && path.length === 0)
}

// A key as long as the body would make the answer as long as the body: such a fault is that of the object around it.
const longestKey = 200

const findUnknown = (keys: readonly string[], path: Path): Found[] =>
  keys.map((key) => ({ path: key.length > longestKey ? path : [...path, key], code: 'unknown-field' }))

/** The branch of a union that the input comes closest to: the one with the fewest faults, the first of equals. */
const findClosest = (branches: readonly Found[][]): Found[] =>
  branches.reduce((best, branch) => (branch.length < best.length ? branch : best), branches[0] ?? [])

const findInUnion = (issue: z.core.$ZodIssueInvalidUnion, path: Path, input: unknown): Found[] => {
  if ('options' in issue && Array.isArray(issue.options))
    return [{ path, code: 'not-one-of', values: { options: issue.options.map(String) } }]
  const values = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) =>
      inner.code === 'invalid_value' && inner.path.length === 0 ? inner.values : [],
    ),
  )
  // A union of literals alone is a list to choose from.
  if (values.length > 0 && issue.errors.every(([inner]) => inner?.code === 'invalid_value'))
    return [{ path, code: 'not-one-of', values: { options: values.map(String) } }]
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => findIn(inner, path, input)))
  const closest = findClosest(branches)
  return closest.length > 0 ? closest : [{ path, code: 'invalid' }]
}

const findIn = (issue: Issue, above: Path, input: unknown): Found[] => {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') return findUnknown(issue.keys, path)
  if (issue.code !== 'custom' && isAbsent(input, path)) return [{ path, code: 'required' }]
  switch (issue.code) {
    case 'invalid_type':
      return [{ path, code: typeCodes[issue.expected] ?? 'wrong-type' }]
    case 'too_small':
      return [{ path, code: sizeCodes(issue)[0], values: { limit: String(issue.minimum) } }]
    case 'too_big':
      return [{ path, code: sizeCodes(issue)[1], values: { limit: String(issue.maximum) } }]
    case 'not_multiple_of':
      return [{ path, code: 'not-a-multiple', values: { step: issue.divisor } }]
    case 'invalid_format': {
      const code = formatCodes[issue.format] ?? 'invalid'
      return [{ path, code, values: code === 'wrong-pattern' ? { pattern: issue.pattern ?? '' } : undefined }]
    }
    case 'invalid_value':
      return [{ path, code: 'not-one-of', values: { options: issue.values.map(String) } }]
    case 'invalid_union':
      return findInUnion(issue, path, input)
    case 'custom': {
      const code: unknown = issue.params?.code
      return [{ path, code: isFieldCode(code) ? code : 'invalid', values: issue.params?.values }]
    }
    default:
      return [{ path, code: 'invalid' }]
  }
}

/** JSON pointer (RFC 6901) of a path. */
export const toPointer = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const most = 50

/** The fields that Zod's issues are about, without the values that were sent. */
export const findFaults = (
  issues: readonly Issue[],
  input: unknown,
  place: NonNullable<Fault['in']>,
): Fault[] =>
  issues
    .slice(0, most)
    .flatMap((issue) => findIn(issue, [], input))
    .slice(0, most)
    .map(({ path, code, values }) => ({
      in: place,
      ...(place === 'body' ? { pointer: toPointer(path) } : { name: String(path[0] ?? '') }),
      code,
      values,
    }))
