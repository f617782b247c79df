import { writeDay, writeMoment } from '../../pages/moments.ts'
import { fill } from '../../pages/render.ts'
import { type FormContext, viewChoice, viewField } from './field-view.ts'
import { instrumentCount, nameInstrument } from './fields.ts'
import type { ConfirmationModel, DeliveryModel } from './model.ts'
import { listProblems } from './summary.ts'
import { type Texts, texts } from './texts.ts'
import { viewUnit } from './unit-view.ts'

type Fact = [name: string, value: string | undefined, code?: string]

/** What is known of the delivery before anything is confirmed. */
export const listFacts = (model: DeliveryModel, t: Texts): Fact[] => {
  const { donation, shipment, language, timeZone } = model
  return [
    [t.hospital, model.hospital],
    [t.donor, model.donors.join(', ')],
    [t.donation, donation.title, donation.code],
    [t.shipment, shipment.code],
    [t.dispatched, shipment.dispatchedAt && writeDay(shipment.dispatchedAt, language, timeZone)],
    [t.arrived, shipment.arrivedAt && writeDay(shipment.arrivedAt, language, timeZone)],
  ]
}

const viewReceipt = (context: FormContext) => {
  const { model, t } = context
  const count = model.shipment.packages
  const hint = count === undefined ? undefined : fill(t.packagesHint, { count })
  const yesOrNo = [
    { value: 'yes', text: t.yes },
    { value: 'no', text: t.no },
  ]
  return {
    packages: viewField(context, 'packages', t.packages, {
      hint,
      max: 3,
      isRequired: true,
      attributes: ' inputmode="numeric" class="n"',
    }),
    seals: { ...viewChoice(context, 'seals', t.seals, yesOrNo), isRequired: true },
    note: viewField(context, 'receiptNote', t.receiptNote, { isLong: true, isOptional: true, max: 1000 }),
  }
}

const viewInstruments = (context: FormContext) =>
  Array.from({ length: instrumentCount }, (_, place) => {
    const names = nameInstrument(place)
    const { t, model } = context
    const isFilled = Object.values(names).some((name) => model.values?.[name] || model.problems?.[name])
    return {
      title: fill(t.instrument, { number: place + 1 }),
      isOpen: isFilled,
      fields: [
        viewField(context, names.name, t.instrumentName, { max: 120 }),
        viewField(context, names.id, t.instrumentId, { max: 60 }),
        viewField(context, names.day, t.instrumentDay, { attributes: ' type="date"' }),
      ],
    }
  })

/** Everything that the template of the form shows. */
export const viewForm = (model: ConfirmationModel) => {
  const t = texts[model.language]
  const context = { model, t }
  const open = model.units.filter(({ settled }) => settled === undefined)
  const checks = open.flatMap((unit) => unit.checks)
  const facts: Fact[] = [
    ...listFacts(model, t),
    [t.packagesExpected, model.shipment.packages?.toString()],
    [t.devicesExpected, String(model.units.length)],
    [t.openUntil, writeMoment(model.expiresAt, model.language, model.timeZone)],
  ]
  return {
    t,
    action: `${model.path}?lang=${model.language}`,
    facts: facts.filter(([, value]) => value),
    summary: listProblems(model),
    isOpen: open.length > 0,
    receipt: model.isCounted ? undefined : viewReceipt(context),
    tester:
      checks.length > 0
        ? viewField(context, 'tester', t.tester, { hint: t.testerHint, max: 120 })
        : undefined,
    instruments: checks.some(({ needsInstrument }) => needsInstrument) ? viewInstruments(context) : [],
    units: model.units.map((unit, place) => viewUnit(unit, place, context)),
    signer: {
      name: viewField(context, 'name', t.name, {
        max: 120,
        isRequired: true,
        attributes: ' autocomplete="name"',
      }),
      position: viewField(context, 'position', t.position, {
        hint: t.positionHint,
        max: 120,
        isRequired: true,
        attributes: ' autocomplete="organization-title"',
      }),
    },
    refusal: viewField(context, 'refusal', t.refuseReason, { isLong: true, isRequired: true, max: 1000 }),
  }
}
