import type { ProblemSlug } from '../problems/catalogue.ts'
import type { Operation } from './document.ts'
import type { HeaderName } from './headers.ts'

/** What the document says of an operation beside what its route declares. */
export interface OperationNotes {
  /** What a successful answer is. */
  answer: string
  /** Headers of a successful answer, beside those that every answer has. */
  headers?: HeaderName[]
  /** Body that the route reads itself, and so does not declare. */
  body?: Operation['requestBody']
  /** Problems beside those that every operation of its kind has; see `problems.ts`. */
  problems?: ProblemSlug[]
}

export const list = (answer: string, ...problems: ProblemSlug[]): OperationNotes => ({
  ...{ answer, headers: ['Link'], problems: ['invalid-cursor', ...problems] },
})
export const found = (answer: string): OperationNotes => ({ answer, problems: ['not-found'] })
export const resource = (answer: string): OperationNotes => ({ ...found(answer), headers: ['ETag'] })
export const paper = (answer: string, ...problems: ProblemSlug[]): OperationNotes => ({
  ...{ answer, headers: ['Content-Disposition'], problems: ['not-found', ...problems] },
})
export const made = (answer: string, problems: ProblemSlug[]): OperationNotes => ({
  ...{ answer, headers: ['Location'], problems },
})
/** What is made of, or under, something that has to be there. */
export const madeOf = (answer: string, problems: ProblemSlug[]): OperationNotes =>
  made(answer, ['operator-not-a-party', 'not-found', ...problems])
export const madeResource = (answer: string, problems: ProblemSlug[]): OperationNotes => ({
  ...{ answer, headers: ['ETag', 'Location'], problems: ['operator-not-a-party', ...problems] },
})
export const appended = (kind: string, problems: ProblemSlug[] = []): OperationNotes =>
  madeResource(`The ${kind} as it stands after the event; \`Location\` leads to the event in its log.`, [
    'not-found',
    ...problems,
  ])
export const changed = (kind: string, problems: ProblemSlug[]): OperationNotes => ({
  answer: `The ${kind} as it stands after the change.`,
  ...{ headers: ['ETag'], problems: ['operator-not-a-party', ...problems] },
})
export const log = list('A page of the log, from the first event on.', 'not-found')
