import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { Test } from 'tap'
import { contentSecurityPolicy } from '../../../src/confirmations/page/assets.ts'
import type { ConfirmationModel, Fields } from '../../../src/confirmations/page/model.ts'
import { readForm } from '../../../src/confirmations/page/read-form.ts'
import { renderClosed, renderDone, renderForm, renderReview } from '../../../src/confirmations/page/render.ts'
import { makeDone } from './sample.ts'

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The fields of a form however it was sent; files are kept, and their hashes take their places. */
const readFields = async (type: string, body: Buffer, photos: Buffer[]): Promise<Fields> => {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const fields: Fields = {}
  for (const name of new Set(form.keys())) {
    const values: string[] = []
    for (const value of form.getAll(name)) {
      if (typeof value === 'string') values.push(value)
      else if (value.size > 0) {
        photos.push(Buffer.from(await value.arrayBuffer()))
        values.push(
          createHash('sha256')
            .update(photos.at(-1) ?? '')
            .digest('hex'),
        )
      }
    }
    fields[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return fields
}

const chooseLanguage = (wanted: string | null) => (wanted === 'kk' || wanted === 'ru' ? wanted : 'en')

/** The pages behind one link, served as the routes serve them; what was sent is kept to be looked at. */
export const serveSite = async (t: Test, make: (language: 'kk' | 'ru' | 'en') => ConfirmationModel) => {
  const sent: { step: string; fields: Fields }[] = []
  const photos: Buffer[] = []

  const answer = (fields: Fields, language: 'kk' | 'ru' | 'en'): string => {
    const model = make(language)
    const step = [fields.step ?? ''].flat()[0] ?? ''
    sent.push({ step, fields })
    const read = readForm(fields, model)
    if (step === 'refuse') return renderClosed('refused', model)
    if (step === 'edit' || !read.body)
      return renderForm({ ...model, values: read.fields, problems: step === 'edit' ? {} : read.problems })
    const text = `Acceptance of shipment ${model.shipment.code}\n\n${JSON.stringify(read.body.decisions, null, 1)}`
    const textSha256 = createHash('sha256').update(text).digest('hex')
    if (step === 'sign') return renderDone({ ...makeDone(language), textSha256 })
    return renderReview(model, { text, textSha256, fields: read.fields })
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const language = chooseLanguage(searchParams.get('lang'))
    const body = await readBody(request)
    if (pathname.endsWith('/photos')) {
      photos.push(body)
      const sha256 = createHash('sha256').update(body).digest('hex')
      return response.setHeader('content-type', 'application/json').end(JSON.stringify({ sha256 }))
    }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', contentSecurityPolicy)
    if (request.method === 'POST')
      return response.end(
        answer(await readFields(request.headers['content-type'] ?? '', body, photos), language),
      )
    if (pathname === '/done') return response.end(renderDone(makeDone(language)))
    const kind = /^\/closed\/(expired|revoked|used|unknown|refused)$/.exec(pathname)?.[1]
    if (
      kind === 'expired' ||
      kind === 'revoked' ||
      kind === 'used' ||
      kind === 'unknown' ||
      kind === 'refused'
    )
      return response.end(renderClosed(kind, make(language)))
    response.end(renderForm(make(language)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { origin: `http://127.0.0.1:${port}`, sent, photos }
}
