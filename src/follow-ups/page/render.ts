import { readFileSync } from 'node:fs'
import { makePolicy, readStyle } from '../../pages/assets.ts'
import { type PageModel, renderPage } from '../../pages/render.ts'
import type { ErrorModel } from '../../pages/serve.ts'
import { loadTemplates } from '../../pages/templates.ts'
import type { DoneModel, FormModel } from './model.ts'
import { texts } from './texts.ts'
import { viewForm } from './view.ts'

loadTemplates(`${import.meta.dirname}/templates`)

const style = readStyle(readFileSync(`${import.meta.dirname}/follow-up.css`, 'utf8'))

/** The whole policy under which the page works, which has no script. */
export const contentSecurityPolicy = makePolicy({ style })

/** The form; with `problems` and `values` in the model it shows what was sent and what is wrong with it. */
export const renderForm = (model: FormModel): string => {
  const t = texts[model.language]
  const isWrong = Object.keys(model.problems ?? {}).length > 0
  const title = `${isWrong ? `${t.problemInTitle}: ` : ''}${t.formTitle} · ${model.donation.code}`
  const resend = model.values ? 'edit' : undefined
  return renderPage(model, { t, template: 'follow-up-form', title, view: viewForm(model), style, resend })
}

/** What was answered. */
export const renderDone = (model: DoneModel): string => {
  const t = texts[model.language]
  const view = {
    units: model.answered.map(({ isWorking, ...unit }) => ({
      ...unit,
      outcome: isWorking ? 'accepted' : 'rejected',
      outcomeText: isWorking ? t.saidWorking : t.saidBroken,
    })),
    isBroken: model.answered.some(({ isWorking }) => !isWorking),
    goOn: model.isMoreAsked && `${model.path}?lang=${model.language}`,
  }
  const title = `${t.doneTitle} · ${model.donation.code}`
  return renderPage(model, { t, template: 'follow-up-done', title, view, style })
}

/** Says in plain words why there is no form here; of a link that is none, no more than of one that has ended. */
export const renderNotice = (kind: 'closed' | 'nothingDue', model: PageModel): string => {
  const t = texts[model.language]
  const [title, detail] = kind === 'closed' ? [t.closedTitle, t.closedText] : [t.nothingDue, t.nothingDueText]
  return renderPage(model, { t, template: 'notice', title, view: { title, detail }, style })
}

/** A problem that no field of the form caused, such as a service that is not ready. */
export const renderError = (model: ErrorModel): string => {
  const { title, detail, requestId, path, language } = model
  const view = { title, detail, requestId, again: `${path}?lang=${language}` }
  return renderPage(model, { t: texts[language], template: 'notice', title, view, style })
}
