import { viewCheck } from './check-view.ts'
import { type FormContext, viewChoice, viewField, viewState } from './field-view.ts'
import { nameUnit, readText } from './fields.ts'
import type { Outcome, PageUnit } from './model.ts'
import { outcomeTexts, settledTexts } from './texts.ts'

/** With so few units each one lies open; with more, a reader opens what is needed. */
const openMax = 2

const isOutcome = (text: string): text is Outcome =>
  ['accepted', 'acceptedWithRemarks', 'rejected', 'missing'].includes(text)

const listFacts = (unit: PageUnit, { t }: FormContext) =>
  [
    [t.code, unit.code],
    [t.maker, [unit.maker, unit.model].filter(Boolean).join(', ')],
    [t.packedSerial, unit.serialNumber],
    [t.packedUdi, unit.udi],
  ].filter(([, value]) => value)

const viewInputs = (unit: PageUnit, place: number, context: FormContext) => {
  const { model, t } = context
  const names = nameUnit(place)
  const texts = outcomeTexts(t)
  const outcomes = [
    { value: 'accepted', text: texts.accepted },
    { value: 'acceptedWithRemarks', text: texts.acceptedWithRemarks },
    { value: 'rejected', text: texts.rejected },
    { value: 'missing', text: texts.missing },
    { value: '', text: t.outcomeNone },
  ]
  const off = ' autocomplete="off" autocapitalize="characters" spellcheck="false"'
  return {
    same: unit.serialNumber === undefined ? undefined : t.same.split('{serial}'),
    serialNumber: unit.serialNumber,
    isSame: readText(model.values ?? {}, names.same) !== undefined,
    serial: viewField(context, names.serialNumber, t.serialNumber, {
      hint: t.serialHint,
      max: 80,
      attributes: off,
      isOptional: true,
    }),
    udi: viewField(context, names.udi, t.udi, {
      hint: t.udiHint,
      max: 200,
      attributes: off,
      isOptional: true,
    }),
    checks: unit.checks.map((check) => viewCheck(context, place, check)),
    decision: viewChoice(context, names.outcome, t.decision, outcomes),
    reason: {
      ...viewState(context, names.reason),
      options: model.reasons.map(({ code, texts }) => ({ value: code, text: texts[model.language] })),
    },
    note: viewField(context, names.note, t.note, { hint: t.noteHint, max: 1000, isLong: true }),
  }
}

/** One unit: what was packed, and either its earlier outcome or everything to fill in. */
export const viewUnit = (unit: PageUnit, place: number, context: FormContext) => {
  const { model, t } = context
  const names = nameUnit(place)
  const isWrong = Object.keys(model.problems ?? {}).some((name) => name.startsWith(`u.${place}.`))
  const chosen = unit.settled ?? readText(model.values ?? {}, names.outcome) ?? ''
  const outcome = isOutcome(chosen) ? chosen : undefined
  const said = unit.settled ? settledTexts(t) : outcomeTexts(t)
  return {
    place,
    names,
    id: unit.id,
    number: place + 1,
    type: unit.type,
    mark: unit.serialNumber ?? unit.code,
    codes: [unit.code, unit.serialNumber, unit.udi].filter(Boolean).join('\n'),
    facts: listFacts(unit, context),
    outcome: outcome ?? 'none',
    outcomeText: outcome === undefined ? t.outcomeNone : said[outcome],
    isSettled: unit.settled !== undefined,
    isOpen: isWrong || (model.units.length <= openMax && unit.settled === undefined),
    ...(unit.settled === undefined ? viewInputs(unit, place, context) : {}),
  }
}
