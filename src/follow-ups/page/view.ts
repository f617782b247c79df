import { reasonTexts } from '../../../schemas/reason-texts.ts'
import { OutageReason } from '../../../schemas/reasons.ts'
import { writeMoment } from '../../pages/moments.ts'
import { fill } from '../../pages/render.ts'
import { type FormModel, nameUnit, type PageUnit } from './model.ts'
import { type Texts, texts } from './texts.ts'

/** With so few units each one lies open; with more, a reader opens what is needed. */
const openMax = 2

interface Context {
  model: FormModel
  t: Texts
}

interface Field {
  hint?: string
  max?: number
  isLong?: boolean
  isRequired?: boolean
  isOptional?: boolean
  /** What stands there until something was sent. */
  preset?: string
  /** Attributes written by us, never data. */
  attributes?: string
}

/** What was sent before, what is wrong with it, and what describes it. */
const viewState = ({ model }: Context, name: string, hint?: string, preset?: string) => {
  const problem = model.problems?.[name]
  const value = (model.values ? model.values[name] : preset) ?? ''
  const describedBy = [hint && `${name}-h`, problem && `${name}-e`].filter(Boolean).join(' ')
  return { name, hint, problem, value, describedBy }
}

const viewField = (context: Context, name: string, label: string, field: Field = {}) => {
  const { hint, preset, isOptional, ...rest } = field
  const optional = isOptional ? context.t.optional : undefined
  return { label, optional, ...rest, ...viewState(context, name, hint, preset) }
}

const viewChoice = (
  context: Context,
  name: string,
  label: string,
  options: [string, string][],
  preset = '',
) => ({
  label,
  options: options.map(([value, text]) => ({ value, text })),
  ...viewState(context, name, undefined, preset),
})

const number = ' inputmode="numeric" autocomplete="off" class="n"'
const day = ' type="date"'

const viewInputs = (context: Context, unit: PageUnit) => {
  const { t, model } = context
  const names = nameUnit(unit.id)
  return {
    works: viewChoice(context, names.works, t.works, [
      ['yes', t.yes],
      ['no', t.no],
      ['', t.later],
    ]),
    reason: viewChoice(
      context,
      names.reason,
      t.reason,
      OutageReason.options.map((code) => [code, reasonTexts.outage[code][model.language]]),
    ),
    people: viewField(context, names.people, t.people, {
      ...{ hint: t.peopleHint, max: 9, isOptional: true, attributes: number },
    }),
    kind: viewChoice(
      context,
      names.kind,
      t.kind,
      [
        ['examined', t.examined],
        ['treated', t.treated],
      ],
      'examined',
    ),
    from: viewField(context, names.from, t.from, { hint: t.dayHint, preset: unit.from, attributes: day }),
    to: viewField(context, names.to, t.to, { hint: t.dayHint, preset: unit.to, attributes: day }),
    left: viewField(context, names.left, t.consumables, { isOptional: true, max: 4, attributes: number }),
    leftUnit: viewChoice(
      context,
      names.leftUnit,
      t.consumablesUnit,
      [
        ['months', t.monthsUnit],
        ['days', t.daysUnit],
      ],
      'months',
    ),
    note: viewField(context, names.note, t.note, { isLong: true, isOptional: true, max: 1000 }),
  }
}

const viewUnit = (context: Context, unit: PageUnit, place: number) => {
  const { t, model } = context
  const isWrong = Object.keys(model.problems ?? {}).some((name) => name.startsWith(unit.id))
  const facts = [
    [t.code, unit.code],
    [t.maker, unit.maker],
    [t.serialNumber, unit.serialNumber],
    [t.location, unit.location],
  ]
  return {
    ...viewInputs(context, unit),
    ...{ id: unit.id, days: unit.days, daysName: nameUnit(unit.id).days, number: place + 1, type: unit.type },
    mark: unit.serialNumber ?? unit.code,
    asked: fill(t.asked, { days: unit.days }),
    tags: [unit.isOverdue && t.overdue, unit.isOutOfService && t.isOut].filter(Boolean),
    facts: facts.filter(([, value]) => value),
    isOpen: isWrong || model.units.length <= openMax,
  }
}

const listProblems = ({ problems = {}, units }: FormModel) =>
  Object.entries(problems).map(([name, text]) => {
    const unit = units.find(({ id }) => name.startsWith(id))
    return { href: name && `#${name}`, text: unit ? `${unit.code}: ${text}` : text }
  })

/** Everything that the template of the form shows. */
export const viewForm = (model: FormModel) => {
  const t = texts[model.language]
  const context = { model, t }
  return {
    action: `${model.path}?lang=${model.language}`,
    facts: [
      [t.hospital, model.hospital],
      [t.donation, model.donation.title, model.donation.code],
      [t.openUntil, writeMoment(model.expiresAt, model.language, model.timeZone)],
    ],
    summary: listProblems(model),
    units: model.units.map((unit, place) => viewUnit(context, unit, place)),
    position: viewField(context, 'position', t.position, {
      ...{ hint: t.positionHint, max: 120, isRequired: true },
      attributes: ' autocomplete="organization-title"',
    }),
  }
}
