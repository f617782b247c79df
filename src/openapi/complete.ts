import { type Kind, kinds } from '../../schemas/event.ts'
import { forms } from '../exports/export.ts'
import type { OperationExamples } from './cast.ts'
import {
  type Components,
  json,
  type Media,
  type Operation,
  type Parameter,
  refer,
  type Schema,
  toName,
} from './document.ts'
import { nameRequests } from './event-schemas.ts'
import { type HeaderName, referToHeaders } from './headers.ts'
import type { OperationNotes } from './notes.ts'
import { describeProblems, takesVersion } from './problems.ts'
import { tidySchema } from './tidy.ts'

interface Completion {
  method: string
  notes: OperationNotes
  examples: OperationExamples
  /** Gets what the operation shares with others. */
  components: Components
}

const limits: HeaderName[] = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset']

const completeParameters = (
  operation: Operation,
  { method, examples: { parameters = {} } }: Completion,
): Parameter[] => [
  ...(operation.parameters ?? []).map((parameter) => {
    const { schema = {}, name = '' } = parameter
    const example = parameters[name]
    return { ...parameter, schema: tidySchema(schema, 'request'), ...(example !== undefined && { example }) }
  }),
  ...(method === 'get' ? [] : [{ $ref: '#/components/parameters/Idempotency-Key' }]),
  ...(takesVersion(operation, method) ? [{ $ref: '#/components/parameters/If-Match' }] : []),
  { $ref: '#/components/parameters/Accept-Language' },
]

const completeMedia = (operation: Operation, media: Media, { examples, components }: Completion): Media => {
  const { request, requests } = examples
  const schema = tidySchema(media.schema, 'request')
  const kind = kinds.find((one: Kind) => operation.operationId === `append${toName(one)}Event`)
  if (!kind) return { schema, example: request }
  const { union, schemas } = nameRequests(kind, schema)
  Object.assign(components.schemas, schemas)
  return { schema: refer(union), examples: requests }
}

/** A body that may be left out comes to its route as null; the document calls it optional instead. */
const dropNull = ({ $ref = '' }: Schema, { schemas }: Components): boolean => {
  const name = $ref.split('/').at(-1) ?? ''
  const { anyOf = [], ...rest } = schemas[name] ?? {}
  const [form, nothing] = anyOf
  if (!form || nothing?.type !== 'null') return false
  schemas[name] = { ...form, ...rest }
  return true
}

/** Every list that comes in pages is a table as well; one of events is not. */
const isTable = ({ operationId, parameters = [] }: Operation) =>
  parameters.some(({ name }) => name === 'cursor') && !/Events$/.test(operationId)

const tables = Object.fromEntries(
  Object.values(forms).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
)

const completeReply = (
  operation: Operation,
  [status, response]: [string, Operation['responses'][string]],
  { method, notes, examples }: Completion,
) => {
  const replayed: HeaderName[] = method === 'get' ? [] : ['Idempotency-Replayed']
  const { content = {} } = response
  const schema = tidySchema(content[json]?.schema ?? {}, 'reply')
  const headers = referToHeaders([...(notes.headers ?? []), ...replayed, ...limits])
  return [
    status,
    {
      description: notes.answer,
      headers,
      // Files are shown as the route declares them: an example of bytes would tell nobody anything.
      content: content[json]
        ? { [json]: { schema, example: examples.reply }, ...(isTable(operation) && tables) }
        : content,
    },
  ]
}

/** An operation as its route declares it, with what every operation has and what is noted of this one. */
export const completeOperation = (operation: Operation, completion: Completion): Operation => {
  const { method, notes, components } = completion
  const media = operation.requestBody?.content[json]
  const isOptional = media && dropNull(media.schema, components)
  const { responses } = components
  const replies = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  return {
    ...operation,
    parameters: completeParameters(operation, completion),
    ...(notes.body && { requestBody: notes.body }),
    ...(media && {
      requestBody: {
        required: !isOptional,
        content: { [json]: completeMedia(operation, media, completion) },
      },
    }),
    responses: {
      ...Object.fromEntries(replies.map((reply) => completeReply(operation, reply, completion))),
      ...describeProblems(operation, { method, own: notes.problems, responses }),
    },
  }
}
