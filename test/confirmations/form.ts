import type { Built } from '../support/build.ts'
import { inspect, instrument } from '../support/inspect.ts'

export type Fields = Record<string, string>

export interface Sent {
  field: string
  name: string
  content: Buffer
}

const boundary = '----form-of-a-telephone'

/** A form as a browser sends it: with its files, or, where there are none and it is told so, as one line. */
const encode = (fields: Fields, files: Sent[]): Buffer =>
  Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(({ field, name, content }) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`,
      ),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

const entities: Fields = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
const decode = (html: string) =>
  html.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)

/** What a reader finds on a page. */
export const readPage = (html: string) => ({
  /** The exact text to be confirmed. */
  text: decode(/<div class="text" dir="auto">([\s\S]*?)<\/div>/.exec(html)?.[1] ?? ''),
  hidden: Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [decode(name), decode(value)],
    ),
  ),
  problems: Object.fromEntries(
    [...html.matchAll(/<p class="e" id="([^"]*)-e">([^<]*)/g)].map(([, name = '', text = '']) => [
      decode(name),
      decode(text),
    ]),
  ),
  summary: [
    ...(/<section class="card sum"[\s\S]*?<\/section>/.exec(html)?.[0].matchAll(/<li>(.*?)<\/li>/g) ?? []),
  ].map(([, line = '']) => decode(line.replace(/<[^>]*>/g, ''))),
  title: decode(/<title>([^<]*)/.exec(html)?.[1] ?? ''),
  language: /<html lang="(\w+)"/.exec(html)?.[1],
})

/** What a hospital fills in about one unit, every check of which passes. */
export const fillUnit = (
  place: number,
  id: string,
  outcome: string,
  more: Fields = {},
  protocol?: string,
): Fields => ({
  [`u.${place}.id`]: id,
  [`u.${place}.outcome`]: outcome,
  ...Object.fromEntries(
    inspect(protocol).results.map(({ check, value }) => [
      `u.${place}.c.${check}`,
      typeof value === 'boolean' ? (value ? '1' : '0') : String(value),
    ]),
  ),
  ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`u.${place}.${name}`, value])),
})

/** The parts of the form that are there once. */
export const common: Fields = {
  name: 'Үлгідегі қол қоюшы',
  position: 'Deputy director',
  packages: '1',
  seals: 'yes',
  tester: 'Biomedical engineer',
  'i.0.name': instrument.name,
  'i.0.id': instrument.id,
  'i.0.day': instrument.calibratedOn,
}

/** Somebody before the page of a link, whose browser runs no script. */
export const openPage = ({ app }: Pick<Built, 'app'>, path: string) => {
  const accept = { accept: 'text/html' }
  const read = (response: { statusCode: number; body: string; headers: Record<string, unknown> }) => ({
    status: response.statusCode,
    headers: response.headers,
    html: response.body,
    ...readPage(response.body),
  })
  const get = async (query = '', headers: Record<string, string> = {}) =>
    read(await app.inject({ url: `${path}${query}`, headers: { ...accept, ...headers } }))
  const send = async (fields: Fields, files: Sent[] = [], query = '') =>
    read(
      await app.inject({
        method: 'POST',
        url: `${path}${query}`,
        headers: { ...accept, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: encode(fields, files),
      }),
    )
  /** The form of the review page has no files, and is sent as one line. */
  const sign = async (hidden: Fields, query = '') =>
    read(
      await app.inject({
        method: 'POST',
        url: `${path}${query}`,
        headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ step: 'sign', ...hidden }).toString(),
      }),
    )
  return { get, send, sign }
}
