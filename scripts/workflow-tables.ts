import { writeFileSync } from 'node:fs'
import { Policy } from '../schemas/donation.ts'
import { donationKinds, type Kind, kinds, loneKinds } from '../schemas/event.ts'
import { workflows } from '../workflows/catalogue.ts'
import type { EventDeclarations } from '../workflows/declaration.ts'
import { describeWorkflow, type Passage, type WorkflowDescription } from './describe-workflow.ts'
import { eventFields } from './event-fields.ts'
import { code, codes, stateDiagram, table } from './markdown.ts'
import { findSlotMoves, findTellings, type Telling } from './probe-workflows.ts'
import { counting, deadlineIntro, intro, loneIntros, receiving, together } from './workflow-texts.ts'

const declarationsOf = (kind: Kind): EventDeclarations => workflows[kind].events

const renderDiagram = ({ states, passages }: WorkflowDescription) => {
  const labels = new Map<string, string[]>()
  for (const { from, to, takes, records } of passages.filter(({ from, to }) => from !== to)) {
    const arrow = `${from ?? '[*]'} --> ${to}`
    labels.set(arrow, [...(labels.get(arrow) ?? []), ...(takes ? [takes] : records)])
  }
  const arrows = [...labels].map(([arrow, types]) => `${arrow}: ${types.join(', ')}`)
  return stateDiagram([
    ...arrows,
    ...states.filter(({ isEnd }) => isEnd).map(({ name }) => `${name} --> [*]`),
  ])
}

const renderStates = ({ states }: WorkflowDescription) =>
  table(
    ['state', '', 'waits for', 'deadlines'],
    states.map(({ name, says, waitsFor, deadlines, isEnd }) => [
      code(name),
      says,
      isEnd ? '_the end_' : waitsFor.join(', ') || 'nobody',
      codes(deadlines),
    ]),
  )

const renderPassages = (passages: Passage[]) => {
  const origins = new Map<string, Set<string>>()
  for (const { from, to } of passages) {
    const target = from === to ? 'stays' : code(to)
    origins.set(target, (origins.get(target) ?? new Set()).add(from ? code(from) : '_new_'))
  }
  return [...origins].map(([to, from]) => `${[...from].join(', ')} → ${to}`).join('<br>')
}

/** What brings an event about where nobody sends it. */
const findCauses = (type: string, { passages }: WorkflowDescription, tellings: Telling[]) => {
  const recorded = passages.filter(({ records }) => records.includes(type))
  const told = tellings.filter(({ tells }) => tells === type).map((telling) => code(telling.type))
  return new Set([
    ...(receiving[type] ?? []),
    ...recorded.map(({ deadline }) => (deadline ? `deadline ${code(deadline)}` : 'itself')),
    ...told,
  ])
}

const renderEvents = (description: WorkflowDescription, tellings: Telling[]) =>
  table(
    ['event', 'sent by', 'from → to', ''],
    Object.entries(declarationsOf(description.kind)).map(([type, { by, says }]) => {
      const causes = [...findCauses(type, description, tellings)].join(', ')
      const passages = description.passages.filter((one) => [one.takes, ...one.records].includes(type))
      const sentBy = [by.join(', '), causes && `_by ${causes}_`].filter(Boolean).join('; ')
      return [code(type), sentBy, renderPassages(passages), says]
    }),
  )

const renderFields = (kind: Kind) =>
  table(
    ['event', 'field', 'required', 'type', ''],
    Object.entries(declarationsOf(kind)).flatMap(([event, { data }]) =>
      eventFields(data).map(({ path, type, isRequired, says }, n) => [
        n === 0 ? code(event) : '',
        code(path),
        isRequired ? 'yes' : '',
        type,
        says,
      ]),
    ),
  )

const renderTogether = (tellings: Telling[]) =>
  table(
    ['when this happens', 'to', 'this is told', 'so'],
    tellings.flatMap(({ type, to, tells }) =>
      donationKinds
        .filter((kind) => Object.hasOwn(workflows[kind].events, tells))
        .map((kind) => [
          code(type),
          to === 'children' ? `every ${kind} of it` : `each ${kind} it names`,
          code(tells),
          declarationsOf(kind)[tells]?.says ?? '',
        ]),
    ),
  )

const renderDeadlines = (descriptions: WorkflowDescription[]) =>
  table(
    ['deadline', 'days', 'runs while', 'then the log shows', ''],
    Object.entries(Policy.parse({})).map(([name, days]) => {
      const running = descriptions.flatMap(({ kind, states }) =>
        states
          .filter(({ deadlines }) => deadlines.includes(name))
          .map((state) => `${kind} ${code(state.name)}`),
      )
      const records = descriptions.flatMap(({ passages }) =>
        passages.filter(({ deadline }) => deadline === name).flatMap((passage) => passage.records),
      )
      const says = Object.entries(Policy.shape).find(([field]) => field === name)?.[1].description ?? ''
      return [code(name), String(days), running.join(', '), codes([...new Set(records)]), says]
    }),
  )

const withArticle = (kind: Kind) => (kind === 'endpoint' ? 'an endpoint' : `a ${kind}`)

const renderWorkflow = (description: WorkflowDescription, tellings: Telling[], says: string[] = []) => {
  const { kind } = description
  return [
    `## ${kind[0]?.toUpperCase()}${kind.slice(1)}\n`,
    ...says,
    renderDiagram(description),
    `### States of ${withArticle(kind)}\n`,
    renderStates(description),
    `### Events of ${withArticle(kind)}\n`,
    renderEvents(description, tellings),
    `### What the events of ${withArticle(kind)} carry\n`,
    renderFields(kind),
  ]
}

/** The page that `workflows/README.md` holds. */
export const renderWorkflows = (): string => {
  const descriptions = donationKinds.map(describeWorkflow)
  const tellings = kinds.flatMap(findTellings)
  const moves = findSlotMoves().map(({ from, to, by }) => `${from} --> ${to}: ${by.join(', ')}`)
  const movement = [together, renderTogether(tellings), counting, stateDiagram(['[*] --> open', ...moves])]
  const sections = descriptions.flatMap((one) => renderWorkflow(one, tellings))
  const lone = loneKinds.flatMap((kind) =>
    renderWorkflow(describeWorkflow(kind), tellings, [loneIntros[kind]]),
  )
  return [intro, ...movement, ...sections, deadlineIntro, renderDeadlines(descriptions), ...lone].join('\n')
}

if (import.meta.main) writeFileSync(new URL('../workflows/README.md', import.meta.url), renderWorkflows())
