import type { Check } from '../../../schemas/protocol.ts'
import { fill } from '../../pages/render.ts'
import { type FormContext, type Option, viewState } from './field-view.ts'
import { instrumentCount, nameUnit, readList } from './fields.ts'
import { writeLimit, writeUnit } from './numbers.ts'

/** Most photos that the schema takes for one check. */
export const photosMax = 6

const writeHint = (check: Check, { model: { language }, t }: FormContext) => {
  const limit =
    check.type === 'number' && check.limit
      ? fill(t.limit, { limit: writeLimit(check.limit, check.unit, language) })
      : undefined
  const source = check.source && [check.source.document, check.source.clause].filter(Boolean).join(', ')
  const parts = [check.hint?.[language], limit && `${limit}.`, source && `${fill(t.source, { source })}.`]
  return parts.filter(Boolean).join(' ') || undefined
}

const viewType = (check: Check, { model: { language }, t }: FormContext) => {
  switch (check.type) {
    case 'boolean':
      return {
        passes: check.expects ? '1' : '0',
        options: [
          { value: '1', text: t.yes },
          { value: '0', text: t.no },
          { value: '', text: t.notChecked },
        ],
      }
    case 'choice':
      return {
        passes: check.options.flatMap(({ value, passes }) => (passes ? [value] : [])).join(' '),
        options: check.options.map(({ value, texts }) => ({ value, text: texts[language] })),
      }
    case 'number':
      return { unit: writeUnit(check.unit), min: check.limit?.min, max: check.limit?.max }
    default:
      return {}
  }
}

const listInstruments = ({ t }: FormContext): Option[] => [
  { value: '', text: t.choose },
  ...Array.from({ length: instrumentCount }, (_, place) => ({
    value: String(place),
    text: fill(t.instrument, { number: place + 1 }),
  })),
]

const viewPhotos = (context: FormContext, name: string) => ({
  ...viewState(context, name),
  kept: readList(context.model.values ?? {}, name).map((sha256, place) => ({
    sha256,
    text: fill(context.t.photoKept, { number: place + 1 }),
  })),
})

/** One check of a unit. Of a photo there is nothing to answer but the photo itself. */
export const viewCheck = (context: FormContext, place: number, check: Check) => {
  const names = nameUnit(place)
  const name = names.check(check.id)
  const wantsPhotos = check.type === 'photo' || check.needsPhoto
  return {
    t: context.t,
    kind: check.type,
    label: check.texts[context.model.language],
    labelId: check.type === 'boolean' || check.type === 'photo' ? undefined : `${name}-l`,
    isSafety: check.isSafety,
    isRequired: false,
    needed: check.isRequired,
    ...viewType(check, context),
    ...viewState(context, name, writeHint(check, context)),
    instrument: check.needsInstrument
      ? { ...viewState(context, names.instrument(check.id)), options: listInstruments(context) }
      : undefined,
    photos: wantsPhotos ? viewPhotos(context, names.photos(check.id)) : undefined,
  }
}
