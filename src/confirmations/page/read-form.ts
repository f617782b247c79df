import { NewConfirmation } from '../../../schemas/confirmation.ts'
import { fieldTexts, isFieldCode } from '../../problems/field-texts.ts'
import { findFaults } from '../../problems/fields.ts'
import { fillText } from '../../problems/render.ts'
import { alignFields } from './align-fields.ts'
import { nameUnit, readText } from './fields.ts'
import type { ConfirmationModel, Fields, Problems } from './model.ts'
import { parseNumber } from './numbers.ts'
import { findField } from './pointers.ts'
import { type Reading, readDecision } from './read-decision.ts'
import { readInstruments } from './read-instruments.ts'
import { texts } from './texts.ts'

export interface ReadForm {
  /** The body for the API; absent while something of the form can't be read. */
  body?: NewConfirmation
  /** What is wrong, by field. */
  problems: Problems
  /** The fields at the places of the model, to be shown or sent on. */
  fields: Fields
}

const readReceipt = ({ isCounted }: ConfirmationModel, { fields, problems, t }: Reading) => {
  const count = readText(fields, 'packages')
  const seals = readText(fields, 'seals')
  // Of two phones the slower one sends its count as well; whether that is the same count is not for the page to say.
  if (isCounted && count === undefined && seals === undefined) return undefined
  const packages = count === undefined ? undefined : parseNumber(count)
  if (!Number.isInteger(packages)) problems.packages = t.needPackages
  if (seals !== 'yes' && seals !== 'no') problems.seals = t.needSeals
  return { packages, sealsIntact: seals === 'yes', note: readText(fields, 'receiptNote') }
}

const readSigner = ({ fields, problems, t }: Reading) => {
  const name = readText(fields, 'name')
  const position = readText(fields, 'position')
  if (name === undefined) problems.name = t.needName
  if (position === undefined) problems.position = t.needPosition
  return { name, position }
}

const listPlaces = (fields: Fields): number[] =>
  Object.keys(fields)
    .flatMap((name) => /^u\.(\d{1,6})\.outcome$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other)

/** Takes what leaves a field empty out of an object, which the strict schema would not allow as a key of its own. */
const dropEmpty = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** What a form says, as the body of `POST /v1/shipments/{id}/confirmations`. */
export const readForm = (sent: Fields, model: ConfirmationModel): ReadForm => {
  const fields = alignFields(sent, model)
  const { language } = model
  const t = texts[language]
  const problems: Problems = {}
  const instruments = readInstruments(fields, t, problems)
  const reading: Reading = { fields, problems, t, instruments, tester: readText(fields, 'tester') }
  const receipt = readReceipt(model, reading)
  const decisions = listPlaces(fields).flatMap(
    (place) => readDecision(place, model.units[place], reading) ?? [],
  )
  if (decisions.length === 0) problems.units = t.needDecision
  const textSha256 = readText(fields, 'textSha256')
  const draft = { language, signer: readSigner(reading), receipt, decisions, textSha256 }
  const candidate = dropEmpty(draft)
  const parsed = NewConfirmation.safeParse(candidate)
  for (const { pointer = '', code, values = {} } of findFaults(
    parsed.error?.issues ?? [],
    candidate,
    'body',
  )) {
    const field = findField(pointer, draft, model, fields)
    if (field in problems || (field.startsWith('u.') && hasProblem(problems, field))) continue
    problems[field] = fillText(fieldTexts[isFieldCode(code) ? code : 'invalid'][language], values, language)
  }
  return { body: Object.keys(problems).length === 0 ? parsed.data : undefined, problems, fields }
}

// A union that fits nowhere is reported for the whole decision, whose field already says what is wrong.
const hasProblem = (problems: Problems, field: string): boolean => {
  const place = Number(field.split('.')[1])
  const isWhole = field === nameUnit(place).outcome
  return isWhole && Object.keys(problems).some((name) => name.startsWith(`u.${place}.`))
}

/** The reason that `step=refuse` gives, or what is wrong with it. */
export const readRefusal = (
  fields: Fields,
  model: ConfirmationModel,
): { reason?: string; problems: Problems } => {
  const reason = readText(fields, 'refusal')
  return { reason, problems: reason === undefined ? { refusal: texts[model.language].needRefusal } : {} }
}

/** Whether an uploaded file may come under this name: a check of an open unit that takes photos. */
export const isPhotoField = (name: string, { units }: ConfirmationModel): boolean => {
  const [, place, check] = /^u\.(\d{1,6})\.p\.(.+)$/.exec(name) ?? []
  const unit = units[Number(place)]
  return Boolean(
    unit?.settled === undefined &&
      unit?.checks.some(({ id, type, needsPhoto }) => id === check && (type === 'photo' || needsPhoto)),
  )
}
