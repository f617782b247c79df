import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Language } from '../../schemas/primitives.ts'
import { type Database, limitIdle } from '../database/client.ts'
import type { Details } from '../engine/read.ts'
import { readerLanguage, type Served, sendPage, servePages } from '../pages/serve.ts'
import { renderProblem } from '../problems/render.ts'
import { type AnswerFault, submitAnswers } from './answer.ts'
import { createReadForm, findOpenLink } from './open-page.ts'
import type { Fields, FormModel, Problems } from './page/model.ts'
import { findField, readForm, type UnitAnswer } from './page/read-form.ts'
import { contentSecurityPolicy, renderDone, renderError, renderForm, renderNotice } from './page/render.ts'
import { describeUnits, type KnownLink } from './repository.ts'

export interface FollowUpPageOptions {
  db: Database
  details: Details
  /** Requests a minute from one address. */
  rateLimit: number
}

type LinkRequest = FastifyRequest<{ Params: { token: string }; Querystring: { lang?: string } }>

interface Place {
  language: Language
  path: string
}

const hide = { schema: { hide: true } }

/** Bytes of a form of 500 units. */
const formLimit = 2_000_000

const readFields = (body: unknown): Fields =>
  // Forms send every line break as two characters, whatever the field held.
  Object.fromEntries(
    [...new URLSearchParams(typeof body === 'string' ? body : '')].map(([name, value]) => [
      name,
      value.replace(/\r\n?/g, '\n'),
    ]),
  )

const showForm = (model: FormModel): Served => ({
  status: model.problems ? 409 : 200,
  html: model.units.length > 0 ? renderForm(model) : renderNotice('nothingDue', model),
})

const toProblems = (faults: AnswerFault[], language: Language): Problems => {
  const problems: Problems = {}
  for (const { unit, pointer, problem } of faults)
    problems[findField(unit, pointer)] ??= renderProblem(problem, language, { requestId: '' }).detail
  return problems
}

/** The page behind a follow-up link, which works without a script. */
export const followUpPages: FastifyPluginAsync<FollowUpPageOptions> = async (app, options) => {
  const { db, details, rateLimit } = options
  const readModel = createReadForm(db, details)
  const countGuess = await servePages(app, {
    ...{ root: '/f', rateLimit, formLimit, contentSecurityPolicy, renderError },
    permissionsPolicy: 'camera=()',
  })

  /** The link of a request with the place it is at, or the page that says that it is closed. */
  const receive = async (request: LinkRequest) => {
    const link = await findOpenLink(db, request.params.token)
    const place = { language: readerLanguage(request, link?.language), path: `/f/${request.params.token}` }
    if (!link) await countGuess(request)
    const closed: Served = { status: link ? 410 : 404, html: renderNotice('closed', place) }
    return { link: link?.isLive ? link : undefined, place, closed }
  }

  const showDone = async (link: KnownLink, place: Place, answers: UnitAnswer[]): Promise<Served> => {
    const model = await readModel(link, place)
    const ids = answers.map(({ unit }) => unit)
    const known = new Map((await describeUnits(db, link.donation.id, ids)).map((unit) => [unit.id, unit]))
    const answered = answers.flatMap(({ unit, answer }) => {
      const described = known.get(unit)
      if (!described) return []
      return [
        {
          type: described.equipment[place.language],
          mark: described.code,
          isWorking: answer.isWorking,
        },
      ]
    })
    return { status: 200, html: renderDone({ ...model, answered, isMoreAsked: model.units.length > 0 }) }
  }

  const takeForm = async (link: KnownLink, place: Place, values: Fields): Promise<Served> => {
    const { answers, problems } = readForm(values, place.language)
    const showAgain = async (wrong?: Problems) =>
      showForm({ ...(await readModel(link, place)), values, ...(wrong && { problems: wrong }) })
    if (values.step === 'edit') return showAgain()
    if (Object.keys(problems).length > 0) return showAgain(problems)
    // Who taps twice waits for the first tap here, and is told what that one led to.
    const faults = await db.transaction(async (tx) => {
      await limitIdle(tx)
      return submitAnswers(tx, details, link, answers)
    })
    return faults.length > 0 ? showAgain(toProblems(faults, place.language)) : showDone(link, place, answers)
  }

  app.get<{ Params: { token: string }; Querystring: { lang?: string } }>(
    '/:token',
    hide,
    async (request, reply) => {
      const { link, place, closed } = await receive(request)
      if (!link) return sendPage(reply, closed)
      return sendPage(reply, showForm(await readModel(link, place)))
    },
  )

  app.post<{ Params: { token: string }; Querystring: { lang?: string } }>(
    '/:token',
    hide,
    async (request, reply) => {
      const { link, place, closed } = await receive(request)
      if (!link) return sendPage(reply, closed)
      return sendPage(reply, await takeForm(link, place, readFields(request.body)))
    },
  )
}
