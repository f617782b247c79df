import type { FastifyPluginAsync } from 'fastify'
import { Id } from '../../schemas/primitives.ts'
import type { Database } from '../database/client.ts'
import { chooseLanguage } from '../problems/language.ts'
import { problem } from '../problems/problem.ts'
import { findPublicAct } from './act-repository.ts'
import { verificationTexts } from './verification-texts.ts'

const style = [
  ':root{color-scheme:light dark}',
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}',
  'dt{opacity:.75}dd{margin:0 0 1rem;overflow-wrap:anywhere}code{font-size:1rem}',
].join('')

/**
 * Where the QR code of a handover act leads. Whoever holds the paper learns whether it is the one that was made, and
 * nothing of what is in it.
 */
export const verificationPages: FastifyPluginAsync<{ db: Database }> = async (app, { db }) => {
  app.get<{ Params: { id: string } }>('/acts/:id', { schema: { hide: true } }, async (request, reply) => {
    const { data: id } = Id.safeParse(request.params.id)
    const act = id && (await findPublicAct(db, id))
    if (!act) throw problem('not-found')
    const language = chooseLanguage(request.headers)
    const say = verificationTexts[language]
    const day = act.createdAt.toISOString().slice(0, 16).replace('T', ' ')
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-language': language,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        vary: 'accept-language',
      })
      .send(
        `<!doctype html><html lang="${language}"><meta charset="utf-8">` +
          `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${say.title}</title>` +
          `<style>${style}</style><main><h1>${say.title}</h1><p>${say.explanation}</p>` +
          `<dl><dt>${say.shipment}</dt><dd>${act.shipment}</dd><dt>${say.made}</dt><dd>${day} UTC</dd>` +
          `<dt>SHA-256</dt><dd><code>${act.sha256}</code></dd></dl></main></html>`,
      )
  })
}
