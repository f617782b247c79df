import { accessProblems } from './entries/access.ts'
import { attachmentProblems } from './entries/attachments.ts'
import { changeProblems } from './entries/changes.ts'
import { confirmationProblems } from './entries/confirmations.ts'
import { contractProblems } from './entries/contracts.ts'
import { endpointUrlProblems } from './entries/endpoint-urls.ts'
import { endpointProblems } from './entries/endpoints.ts'
import { inspectionProblems } from './entries/inspections.ts'
import { pledgeProblems } from './entries/pledges.ts'
import { registryProblems } from './entries/registry.ts'
import { requestProblems } from './entries/requests.ts'
import { serviceProblems } from './entries/service.ts'
import { shipmentProblems } from './entries/shipments.ts'

/** Every problem Besik answers with, by slug: status, and texts in every language. */
export const catalogue = {
  ...requestProblems,
  ...accessProblems,
  ...changeProblems,
  ...pledgeProblems,
  ...contractProblems,
  ...shipmentProblems,
  ...inspectionProblems,
  ...confirmationProblems,
  ...attachmentProblems,
  ...endpointUrlProblems,
  ...endpointProblems,
  ...registryProblems,
  ...serviceProblems,
}

export type ProblemSlug = keyof typeof catalogue

type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

/** Names of the values that the text of a problem needs. */
export type ValueName<Slug extends ProblemSlug> = Placeholder<(typeof catalogue)[Slug]['detail']['en']>

export const isProblemSlug = (slug: string): slug is ProblemSlug => Object.hasOwn(catalogue, slug)
