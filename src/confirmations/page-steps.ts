import type { Confirmation, NewConfirmation } from '../../schemas/confirmation.ts'
import { note } from '../../schemas/primitives.ts'
import { type Database, limitIdle } from '../database/client.ts'
import type { Served } from '../pages/serve.ts'
import { fieldTexts, isFieldCode } from '../problems/field-texts.ts'
import { findFaults } from '../problems/fields.ts'
import { Problem } from '../problems/problem.ts'
import { fillText, renderProblem } from '../problems/render.ts'
import { type Confirming, check, confirm, findEarlier } from './confirm.ts'
import { createFindOpenLink, type OpenLink, tellOfLink } from './open-link.ts'
import type { ConfirmationModel, Fields, Problems } from './page/model.ts'
import { readForm, readRefusal } from './page/read-form.ts'
import { renderClosed, renderDone, renderForm, renderReview } from './page/render.ts'
import { type Place, toDoneModel, toFormModel } from './page-model.ts'
import { toProblems } from './page-problems.ts'

export interface StepOptions extends Confirming {
  db: Database
}

interface Step {
  link: OpenLink
  place: Place
  /** What was sent, with the hashes of the photos that came along. */
  sent: Fields
  /** What was wrong with the photos. */
  problems: Problems
}

const showForm = (model: ConfirmationModel, values: Fields, problems?: Problems): Served => ({
  status: problems ? 409 : 200,
  html: renderForm({ ...model, values, ...(problems && { problems }) }),
})

const Note = note(1000)

/** Why the refusal of a whole consignment can't be taken down as it was written. */
const judgeReason = (reason: string, { language }: ConfirmationModel): string | undefined => {
  const [fault] = findFaults(Note.safeParse(reason).error?.issues ?? [], reason, 'body')
  if (!fault) return
  const code = fault.code && isFieldCode(fault.code) ? fault.code : 'invalid'
  return fillText(fieldTexts[code][language], fault.values ?? {}, language)
}

/** What a form leads to: the text to be signed, its signature, or the form again with what is wrong in it. */
export const createSteps = (
  options: StepOptions,
  showClosed: (token: string, place: Place) => Promise<Served>,
) => {
  const { db, details } = options
  const findOpenLink = createFindOpenLink(db, details)
  const tokenOf = ({ path }: Place) => path.slice('/c/'.length)

  /** Does what may be refused; a refusal shows the form again, with what is wrong at its fields. */
  const tryTo = async (
    { place }: Step,
    { body, model, fields }: { body: NewConfirmation; model: ConfirmationModel; fields: Fields },
    work: () => Promise<Served>,
  ): Promise<Served> => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.slug === 'link-ended') return showClosed(tokenOf(place), place)
      return showForm(model, fields, toProblems(error, body, model, fields))
    }
  }

  const review = async (
    { link }: Step,
    model: ConfirmationModel,
    body: NewConfirmation,
    fields: Fields,
    notice?: string,
  ) => {
    const { text, textSha256 } = await check(db, options, body, link.dossier)
    return { status: 200, html: renderReview(model, { text, textSha256, fields, notice }) }
  }

  const showSigned = async (place: Place, confirmation: Confirmation): Promise<Served> => {
    const after = await findOpenLink(tokenOf(place))
    if (!after) return showClosed(tokenOf(place), place)
    return { status: 200, html: renderDone(toDoneModel(after.dossier, place, confirmation)) }
  }

  const sign = async (step: Step, model: ConfirmationModel, body: NewConfirmation, fields: Fields) => {
    const { link, place } = step
    try {
      // Who taps twice waits for the first tap here, and is told what that one led to.
      const made = await db.transaction(async (tx) => {
        await limitIdle(tx)
        return confirm(tx, options, link.sender, link.link.shipment, body)
      })
      return await showSigned(place, made)
    } catch (error) {
      if (error instanceof Problem && error.slug === 'confirmed-text-changed')
        return {
          ...(await review(
            step,
            model,
            body,
            fields,
            renderProblem(error, model.language, { requestId: '' }).detail,
          )),
          status: 409,
        }
      throw error
    }
  }

  const refuse = async ({ link, place, sent }: Step, model: ConfirmationModel): Promise<Served> => {
    const { reason, problems } = readRefusal(sent, model)
    if (reason === undefined) return showForm(model, sent, problems)
    const fault = judgeReason(reason, model)
    if (fault !== undefined) return showForm(model, sent, { refusal: fault })
    await tellOfLink(db, details, link, { type: 'link.refused', note: reason })
    return showClosed(tokenOf(place), place)
  }

  /** A submission that comes again after the link ended is told what it led to, or that it came too late. */
  const goBack = async (step: Step, model: ConfirmationModel, body: NewConfirmation, fields: Fields) => {
    const { link, place } = step
    const rows = link.dossier.units.map(({ row }) => row)
    const earlier = await findEarlier(db, link.link.shipment, body, rows)
    if (earlier) return showSigned(place, earlier)
    return link.state === 'used' ? sign(step, model, body, fields) : showClosed(tokenOf(place), place)
  }

  return async (step: Step): Promise<Served> => {
    const { link, place, sent } = step
    const isLive = link.state === 'live'
    const model = toFormModel(link.dossier, place, link.expiresAt)
    if (!isLive && sent.step !== 'sign') return showClosed(tokenOf(place), place)
    if (sent.step === 'refuse') return refuse(step, model)
    if (sent.step === 'edit') return showForm(model, sent)
    const { body, problems, fields } = readForm(sent, model)
    const all = { ...problems, ...step.problems }
    if (!body || Object.keys(all).length > 0)
      return isLive ? showForm(model, fields, all) : showClosed(tokenOf(place), place)
    return tryTo(step, { body, model, fields }, () => {
      if (!isLive) return goBack(step, model, body, fields)
      return sent.step === 'sign' ? sign(step, model, body, fields) : review(step, model, body, fields)
    })
  }
}

export const showNotice = (kind: Parameters<typeof renderClosed>[0], place: Place): Served => ({
  status: { unknown: 404, used: 200, refused: 200, expired: 410, revoked: 410 }[kind],
  html: renderClosed(kind, place),
})
