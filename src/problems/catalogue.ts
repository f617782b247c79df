import { accessProblems } from './entries/access.ts'
import { attachmentProblems } from './entries/attachments.ts'
import { changeProblems } from './entries/changes.ts'
import { confirmationProblems } from './entries/confirmations.ts'
import { contractProblems } from './entries/contracts.ts'
import { departmentProblems } from './entries/departments.ts'
import { dossierProblems } from './entries/dossiers.ts'
import { endpointUrlProblems } from './entries/endpoint-urls.ts'
import { endpointProblems } from './entries/endpoints.ts'
import { followUpProblems } from './entries/follow-ups.ts'
import { gateProblems } from './entries/gates.ts'
import { inspectionProblems } from './entries/inspections.ts'
import { memorandumProblems } from './entries/memoranda.ts'
import { needProblems } from './entries/needs.ts'
import { pledgeProblems } from './entries/pledges.ts'
import { programmeMoneyProblems } from './entries/programme-money.ts'
import { programmeProblems } from './entries/programmes.ts'
import { recallProblems } from './entries/recalls.ts'
import { registryProblems } from './entries/registry.ts'
import { reportPackProblems } from './entries/report-packs.ts'
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
  ...needProblems,
  ...memorandumProblems,
  ...programmeMoneyProblems,
  ...programmeProblems,
  ...recallProblems,
  ...departmentProblems,
  ...gateProblems,
  ...dossierProblems,
  ...followUpProblems,
  ...reportPackProblems,
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
