import { writeMoment } from '../../pages/moments.ts'
import { fill, languageNames, type PageModel, renderPage as renderFrame } from '../../pages/render.ts'
import type { ErrorModel } from '../../pages/serve.ts'
import { loadTemplates } from '../../pages/templates.ts'
import { script, style } from './assets.ts'
import { readText } from './fields.ts'
import { listFacts, viewForm } from './form-view.ts'
import type { ClosedKind, ConfirmationModel, DoneModel, ReviewModel } from './model.ts'
import { settledTexts, texts } from './texts.ts'

loadTemplates(`${import.meta.dirname}/templates`)

interface Page {
  template: string
  title: string
  view: object
  /** Name by which the script knows the page; a page without one has no script. */
  page?: string
  /** The step that a change of language sends again, where a link would lose what was filled in. */
  resend?: string
}

const renderPage = (model: PageModel, { page, ...rest }: Page): string => {
  const t = texts[model.language]
  return renderFrame(model, {
    t,
    style,
    client: page === undefined ? undefined : { script, texts: t.client, page },
    ...rest,
  })
}

/** The form; with `problems` and `values` in the model it shows what was sent and what is wrong with it. */
export const renderForm = (model: ConfirmationModel): string => {
  const t = texts[model.language]
  const isWrong = Object.keys(model.problems ?? {}).length > 0
  const title = `${isWrong ? `${t.problemInTitle}: ` : ''}${t.formTitle} · ${model.shipment.code}`
  const isSentBefore = model.values !== undefined
  return renderPage(model, {
    template: 'form',
    title,
    view: viewForm(model),
    page: isSentBefore ? 'again' : 'form',
    resend: isSentBefore ? 'edit' : undefined,
  })
}

// The buttons of the review say the step, and the hash is that of the text shown here.
const ownFields = new Set(['step', 'textSha256'])

/** The exact text to be confirmed, with everything that was filled in on its way to the signature. */
export const renderReview = (
  model: ConfirmationModel,
  { text, textSha256, fields, notice }: ReviewModel,
): string => {
  const t = texts[model.language]
  const kept = Object.entries(fields).filter(([name]) => !ownFields.has(name))
  const pairs = kept.flatMap(([name, values]) =>
    [values].flat().flatMap((value) => (value === '' ? [] : [[name, value]])),
  )
  const signer = [readText(fields, 'name'), readText(fields, 'position')].filter(Boolean).join(', ')
  return renderPage(model, {
    template: 'review',
    title: `${t.reviewTitle} · ${model.shipment.code}`,
    view: {
      text,
      notice,
      textSha256,
      signer,
      hospital: model.hospital,
      action: `${model.path}?lang=${model.language}`,
      hidden: [...pairs, ['textSha256', textSha256]],
    },
    page: 'review',
    resend: 'review',
  })
}

/** What was confirmed, and where the act is. */
export const renderDone = (model: DoneModel): string => {
  const t = texts[model.language]
  const { signer, confirmedAt, language, timeZone } = model
  const facts = [
    ...listFacts(model, t),
    [t.reviewSigner, `${signer.name}, ${signer.position}`],
    [t.doneAt, writeMoment(confirmedAt, language, timeZone)],
  ]
  return renderPage(model, {
    template: 'done',
    title: `${t.doneTitle} · ${model.shipment.code}`,
    view: {
      action: `${model.path}?lang=${language}`,
      textSha256: model.textSha256,
      facts: facts.filter(([, value]) => value),
      units: model.units.map((unit) => ({
        ...unit,
        mark: unit.serialNumber ?? unit.code,
        outcomeText: settledTexts(t)[unit.outcome],
      })),
      isRejected: model.units.some(({ outcome }) => outcome === 'rejected'),
      remaining: model.remaining > 0 && fill(t.remaining, { count: model.remaining }),
      documents: model.documents.map((each) => ({ ...each, name: languageNames[each.language] })),
    },
    page: 'done',
  })
}

/** Says in plain words why there is no form here. */
export const renderClosed = (kind: ClosedKind, model: PageModel): string => {
  const t = texts[model.language]
  const notices: Record<ClosedKind, [title: string, detail: string]> = {
    expired: [t.closedExpired, t.closedExpiredText],
    revoked: [t.closedRevoked, t.closedRevokedText],
    used: [t.closedUsed, t.closedUsedText],
    unknown: [t.closedUnknown, t.closedUnknownText],
    refused: [t.closedRefused, t.closedRefusedText],
  }
  const [title, detail] = notices[kind]
  return renderPage(model, { template: 'notice', title, view: { title, detail } })
}

/** A problem that no field of the form caused, such as a service that is not ready. */
export const renderError = (model: ErrorModel): string => {
  const { title, detail, requestId, path, language } = model
  const view = { title, detail, requestId, again: `${path}?lang=${language}` }
  return renderPage(model, { template: 'notice', title, view })
}
