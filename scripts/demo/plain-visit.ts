import type { Language } from '../../schemas/primitives.ts'
import { Deviation } from './deviation.ts'
import { type Entry, readPlace, type Visit } from './visit.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const unescapeText = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole)

const findAll = (html: string, pattern: RegExp) =>
  Array.from(
    html.matchAll(pattern),
    ([, first = '', second = '']) => [unescapeText(first), unescapeText(second)] as const,
  )

const findHidden = (html: string) => findAll(html, /<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
const findText = (html: string) => findAll(html, /<div class="text"[^>]*>([\s\S]*?)<\/div>/g)[0]?.[0]

const toForm = (entries: Iterable<Entry>): FormData => {
  const form = new FormData()
  for (const { field, value } of entries) {
    if (typeof value === 'string') form.append(field, value)
    else form.append(field, new Blob([new Uint8Array(value.bytes)], { type: 'image/jpeg' }), value.name)
  }
  return form
}

/** A visit as a browser without JavaScript makes it: one form, posted, and what it answers, posted again. */
export const visitPlainly = async ({
  url,
  language,
}: {
  url: string
  language: Language
}): Promise<Visit> => {
  let html = ''
  const load = async (body?: FormData) => {
    const headers = { accept: 'text/html', 'accept-language': language }
    const response = await fetch(url, body ? { method: 'POST', headers, body } : { headers })
    html = await response.text()
    if (response.status !== 200 && response.status !== 409)
      throw new Deviation(`The page answered ${response.status}.`)
  }
  await load()
  const fields = new Map<string, Entry>()
  for (const [field, value] of findHidden(html)) fields.set(field, { field, value })

  return {
    findPlace: async (unit) => readPlace(findHidden(html).find(([, value]) => value === unit)?.[0]),
    enter: async (entries) => {
      for (const entry of entries) fields.set(entry.field, entry)
    },
    review: async () => {
      await load(toForm([...fields.values(), { field: 'step', value: 'review' }]))
      const text = findText(html)
      const problems = findAll(html, /<li><a href="#[^"]*">([^<]*)<\/a>/g).map(([problem]) => problem)
      if (text === undefined) return { problems }
      return { text, textSha256: findHidden(html).find(([name]) => name === 'textSha256')?.[1] ?? '' }
    },
    sign: async () => {
      const hidden = findHidden(html).map(([field, value]) => ({ field, value }))
      await load(toForm([...hidden, { field: 'step', value: 'sign' }]))
      const [heading = ''] = findAll(html, /<h1[^>]*>([^<]*)<\/h1>/g)[0] ?? []
      const acts = findAll(html, /<a href="([^"]*act\.pdf[^"]*)"/g).map(([href]) => new URL(href, url).href)
      return { heading, acts }
    },
    close: async () => {},
  }
}
