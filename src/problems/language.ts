import type { IncomingHttpHeaders } from 'node:http'
import Negotiator from 'negotiator'
import type { Language } from '../../schemas/primitives.ts'

// The first is what a reader gets who asks for none of them.
const offered: readonly Language[] = ['en', 'ru', 'kk']

/** The language that `Accept-Language` likes best among those Besik speaks. */
export const chooseLanguage = (headers: IncomingHttpHeaders): Language => {
  const liked = new Negotiator({ headers }).language(offered)
  return offered.find((language) => language === liked) ?? 'en'
}
