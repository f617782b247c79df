import type { NewConfirmation, UnitDecision } from '../../../schemas/confirmation.ts'
import type { Inspection } from '../../../schemas/inspection.ts'
import type { Language } from '../../../schemas/primitives.ts'
import { instrumentCount, nameInstrument, nameUnit } from './fields.ts'
import type { ConfirmationModel, Fields } from './model.ts'
import { writeNumber } from './numbers.ts'

const writeValue = (value: boolean | number | string | undefined, language: Language): string => {
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'number' ? writeNumber(value, language) : (value ?? '')
}

const listInspection = (
  place: number,
  { results }: Inspection,
  language: Language,
  instruments: string[],
): [string, string | string[]][] => {
  const names = nameUnit(place)
  return results.flatMap(({ check, value, instrument, photos }): [string, string | string[]][] => [
    [names.check(check), writeValue(value, language)],
    [names.instrument(check), instrument === undefined ? '' : String(instruments.indexOf(instrument))],
    [names.photos(check), photos],
  ])
}

const listDecision = (
  place: number,
  decision: UnitDecision,
  language: Language,
  instruments: string[],
): [string, string | string[]][] => {
  const names = nameUnit(place)
  const inspection = decision.outcome === 'missing' ? undefined : decision.inspection
  return [
    [names.id, decision.unit ?? ''],
    [names.outcome, decision.outcome],
    [names.serialNumber, decision.serialNumber ?? ''],
    [names.udi, decision.udi ?? ''],
    [names.reason, decision.outcome === 'rejected' ? decision.reason : ''],
    [names.note, decision.note ?? ''],
    ...(inspection ? listInspection(place, inspection, language, instruments) : []),
  ]
}

/** A confirmation as fields of the form: what `readForm` reads from them is the same confirmation. */
export const toFields = (confirmation: NewConfirmation, { units }: ConfirmationModel): Fields => {
  const { language, signer, receipt, decisions, textSha256 = '' } = confirmation
  const inspections = decisions.flatMap((decision) =>
    decision.outcome !== 'missing' && decision.inspection ? [decision.inspection] : [],
  )
  const named = new Map(inspections.flatMap(({ instruments }) => instruments).map((each) => [each.id, each]))
  const instruments = [...named.values()].slice(0, instrumentCount)
  const ids = instruments.map(({ id }) => id)
  const entries: [string, string | string[]][] = [
    ['name', signer.name],
    ['position', signer.position],
    ['packages', receipt ? String(receipt.packages) : ''],
    ['seals', receipt ? (receipt.sealsIntact ? 'yes' : 'no') : ''],
    ['receiptNote', receipt?.note ?? ''],
    ['tester', inspections[0]?.tester ?? ''],
    ['textSha256', textSha256],
    ...instruments.flatMap(({ id, name, calibratedOn }, place): [string, string][] => {
      const names = nameInstrument(place)
      return [
        [names.id, id],
        [names.name, name],
        [names.day, calibratedOn],
      ]
    }),
    ...decisions.flatMap((decision) => {
      const place = units.findIndex(({ id }) => id === decision.unit)
      return place === -1 ? [] : listDecision(place, decision, language, ids)
    }),
  ]
  return Object.fromEntries(entries.filter(([, value]) => value.length > 0))
}
