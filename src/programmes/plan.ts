import type { NewProgramme } from '../../schemas/programme.ts'
import type { WorkflowRole } from '../../schemas/roles.ts'
import type { Refusal } from '../../workflows/declaration.ts'
import { refuseAllocations, refuseFunder, refuseGoals } from '../../workflows/programme-refusals.ts'
import { fromRefusal, problem } from '../problems/problem.ts'

/** Throws the problem of the first line that stands in a list for the second time. */
const checkOnce = <Line>(lines: readonly Line[], pointer: string, key: (line: Line) => string) => {
  const seen = new Set<string>()
  for (const [place, line] of lines.entries()) {
    if (seen.has(key(line))) throw problem('duplicate-entry', { pointer: `${pointer}/${place}` })
    seen.add(key(line))
  }
}

const refuse = (refusal: Refusal | undefined) => {
  if (refusal) throw fromRefusal(refusal)
}

/** Throws the problem of a plan that does not add up. No I/O. */
export const checkPlan = ({
  startsOn,
  endsOn,
  currency,
  goals,
  funders,
  suppliers,
  allocations,
}: NewProgramme): void => {
  if (endsOn < startsOn) throw problem('programme-period-inverted', { pointer: '/endsOn' })
  checkOnce(goals, '/goals', ({ equipmentType, region }) => `${equipmentType} ${region}`)
  checkOnce(funders, '/funders', ({ organization }) => organization)
  checkOnce(suppliers, '/suppliers', (supplier) => supplier)
  checkOnce(allocations, '/allocations', ({ hospital, equipmentType }) => `${hospital} ${equipmentType}`)
  // What adds up is judged once a type, and told of its last line, with which it went too far.
  const lastGoals = new Map(goals.map(({ equipmentType }, place) => [equipmentType, place]))
  for (const [type, place] of lastGoals) refuse(refuseGoals(goals, type, `/goals/${place}/quantity`))
  for (const [place, funder] of funders.entries())
    refuse(refuseFunder({ currency, funders: funders.slice(0, place) }, funder, `/funders/${place}`))
  const last = new Map(allocations.map(({ equipmentType }, place) => [equipmentType, place]))
  for (const [type, place] of last)
    refuse(refuseAllocations(goals, allocations, type, `/allocations/${place}/quantity`))
}

/** Roles by organization of a plan; `authorities` are those of its memorandum. */
export const rolesOfPlan = (
  { funders, suppliers, allocations }: NewProgramme,
  owner: string,
  authorities: readonly string[],
): Record<string, WorkflowRole[]> => {
  const roles = new Map<string, Set<WorkflowRole>>()
  const give = (organization: string, role: WorkflowRole) =>
    roles.set(organization, (roles.get(organization) ?? new Set()).add(role))
  give(owner, 'owner')
  for (const { organization } of funders) give(organization, 'funder')
  for (const supplier of suppliers) give(supplier, 'supplier')
  for (const { hospital } of allocations) give(hospital, 'recipient')
  for (const authority of authorities) give(authority, 'authority')
  return Object.fromEntries([...roles].map(([organization, held]) => [organization, [...held]]))
}
