import * as z from 'zod'

/** One field that is at fault: `pointer` leads to it in the body, `name` names a parameter or header. */
export const FieldError = z
  .object({
    in: z.enum(['body', 'query', 'path', 'header']).describe('Part of the request that holds the field.'),
    pointer: z.string().optional().describe('JSON pointer (RFC 6901) into the body.'),
    name: z.string().optional().describe('Name of the query parameter, path parameter or header.'),
    code: z.string().describe('Stable name of what is wrong with the field.'),
    detail: z.string().describe("The same in the reader's language."),
  })
  .describe('One field that is at fault.')
export type FieldError = z.infer<typeof FieldError>

// Loose, because a problem may carry members of its own, such as `state` and `availableEvents`.
export const Problem = z
  .looseObject({
    type: z.string().describe('Reference to what explains the problem: `/problems/{code}`.'),
    title: z.string().describe("The kind of problem in a few words of the reader's language."),
    status: z.int().describe('HTTP status.'),
    detail: z.string().describe("What is wrong and what to do about it, in the reader's language."),
    instance: z.string().optional().describe('Path of the request.'),
    requestId: z.string().describe('Number of the request, under which the log knows it.'),
    code: z.string().describe('Stable name of the problem, to decide upon.'),
    errors: z.array(FieldError).optional().describe('Fields at fault, at most fifty.'),
  })
  .describe(
    'A problem (RFC 9457). `Accept-Language` decides between Kazakh, Russian and English, the default.',
  )
export type Problem = z.infer<typeof Problem>

const content = { 'application/problem+json': { schema: Problem } }

/** Spread into the `response` of every route, so that OpenAPI shows what any of them may answer. */
export const problems = {
  '4xx': { description: 'The request was refused, and nothing changed.', content },
  '5xx': { description: 'The service failed, or is not ready.', content },
}
