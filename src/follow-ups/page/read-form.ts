import { FollowUpAnswer } from '../../../schemas/follow-up.ts'
import type { Language } from '../../../schemas/primitives.ts'
import { fieldTexts, isFieldCode } from '../../problems/field-texts.ts'
import { findFaults } from '../../problems/fields.ts'
import type { Fault } from '../../problems/problem.ts'
import { fillText } from '../../problems/render.ts'
import { type Fields, nameUnit, type Problems } from './model.ts'
import { texts } from './texts.ts'

/** What the form says of one unit. */
export interface UnitAnswer {
  unit: string
  answer: FollowUpAnswer
}

const named = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.days$/

/** A count as people type it: blanks between thousands. Anything else is not one, and left for the schema to refuse. */
const readCount = (text: string) => {
  const plain = text.replace(/[\s\u00A0\u202F]/g, '')
  return /^\d{1,15}$/.test(plain) ? Number(plain) : undefined
}

/** The field of the form that a JSON pointer into an answer leads to. */
export const findField = (unit: string, pointer = ''): string => {
  const names = nameUnit(unit)
  const fields: Record<string, string> = {
    '/reason': names.reason,
    '/uses': names.people,
    '/uses/people': names.people,
    '/uses/kind': names.kind,
    '/uses/from': names.from,
    '/uses/to': names.to,
    '/consumablesLeft': names.left,
    '/consumablesLeft/amount': names.left,
    '/consumablesLeft/unit': names.leftUnit,
    '/note': names.note,
    '/position': 'position',
  }
  return fields[pointer] ?? names.works
}

/** What was typed about one unit, as far as it can be read; what can't is told at its field. */
const readUnit = (unit: string, fields: Fields, problems: Problems, language: Language) => {
  const t = texts[language]
  const names = nameUnit(unit)
  const text = (name: string) => fields[name]?.trim() || undefined
  const count = (name: string) => {
    const typed = text(name)
    const read = typed === undefined ? undefined : readCount(typed)
    if (typed !== undefined && read === undefined) problems[name] = t.needCount
    return read
  }
  const people = count(names.people)
  const amount = count(names.left)
  const isWorking = text(names.works) === 'yes'
  const reason = isWorking ? undefined : text(names.reason)
  if (!isWorking && !reason) problems[names.reason] = t.needReason
  const [from, to, kind] = [text(names.from), text(names.to), text(names.kind)]
  if (people !== undefined && !(from && to)) problems[from ? names.to : names.from] = t.needPeriod
  if (people !== undefined && !kind) problems[names.kind] = t.needKind
  return {
    days: Number(text(names.days)),
    isWorking,
    reason,
    uses: people === undefined ? undefined : { from, to, people, kind },
    consumablesLeft: amount === undefined ? undefined : { amount, unit: text(names.leftUnit) },
    position: text('position'),
    note: text(names.note),
  }
}

/** Takes what leaves a field empty out of an object, which the strict schema would not allow as a key of its own. */
const dropEmpty = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const say = ({ code, values = {} }: Fault, language: Language) =>
  fillText(fieldTexts[isFieldCode(code) ? code : 'invalid'][language], values, language)

/** What a form says, unit by unit; units about which it says nothing are left out. */
export const readForm = (
  fields: Fields,
  language: Language,
): { answers: UnitAnswer[]; problems: Problems } => {
  const t = texts[language]
  const problems: Problems = {}
  const answers: UnitAnswer[] = []
  const ids = Object.keys(fields).flatMap((name) => named.exec(name)?.[1] ?? [])
  const answered = ids.filter((id) => ['yes', 'no'].includes(fields[nameUnit(id).works] ?? ''))
  if (answered.length === 0) return { answers, problems: { units: t.needAnswer } }
  if (!fields.position?.trim()) problems.position = t.needPosition
  for (const unit of answered) {
    const candidate = dropEmpty(readUnit(unit, fields, problems, language))
    const { data, error } = FollowUpAnswer.safeParse(candidate)
    if (data) answers.push({ unit, answer: data })
    for (const fault of findFaults(error?.issues ?? [], candidate, 'body'))
      problems[findField(unit, fault.pointer)] ??= say(fault, language)
  }
  return { answers, problems }
}
