import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { catalogue, isProblemSlug } from './catalogue.ts'
import { chooseLanguage } from './language.ts'
import { problem } from './problem.ts'
import { fillText } from './render.ts'

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Serves what the `type` of a problem refers to: the catalogue's entry, in the reader's language. */
export const registerProblemPages = (app: FastifyInstance) => {
  app.get<{ Params: { slug: string } }>('/problems/:slug', { schema: { hide: true } }, (request, reply) => {
    const { slug } = request.params
    if (!isProblemSlug(slug)) throw problem('not-found')
    const language = chooseLanguage(request.headers)
    const { status, title, detail } = catalogue[slug]
    const text = fillText(detail[language], {}, language)
    reply.headers({ vary: 'accept, accept-language', 'content-language': language })
    const liked = new Negotiator(request.raw).mediaType(['application/json', 'text/html'])
    if (liked !== 'text/html')
      return reply.send({
        type: `/problems/${slug}`,
        code: slug,
        status,
        title: title[language],
        detail: text,
      })
    const [heading, body] = [title[language], text].map(escapeHtml)
    return reply
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${heading}</title>` +
          `<h1>${heading}</h1><p>${body}</p><p><code>${status} ${slug}</code></p></html>`,
      )
  })
}
