import type { Language, Names } from '../../schemas/primitives.ts'
import { type Style, styles } from './styles.ts'

/** A run of text in one style and one language. */
export interface Piece {
  text: string
  style: Style
  lang?: Language
}

export const plain = (text: string, style: Style = styles.body): Piece => ({ text, style })

export type Telling = (language: Language) => string

const unlike = (languages: readonly Language[], tell: Telling) => {
  const seen = new Set<string>()
  return languages.flatMap((lang) => {
    const text = tell(lang)
    const isNew = text !== '' && !seen.has(text)
    seen.add(text)
    return isNew ? [{ lang, text }] : []
  })
}

/** The languages of one document: says each fixed word in all of them, the leading language first. */
export const speak = (languages: readonly Language[]) => {
  /** One line a language below each other; a text that is the same in two of them is said once. */
  const stack = (tell: Telling, style: Style = styles.body, again: Style = styles.again): Piece[] =>
    unlike(languages, tell).map(({ lang, text }, place) => ({
      text,
      lang,
      style: place === 0 ? style : again,
    }))

  /** All languages on one line, for short labels. */
  const join = (names: Names): string =>
    unlike(languages, (language) => names[language])
      .map(({ text }) => text)
      .join(' / ')

  return {
    languages,
    lead: languages[0] ?? 'en',
    stack,
    say: (names: Names, style?: Style, again?: Style) => stack((language) => names[language], style, again),
    join,
    label: (names: Names): Piece => plain(join(names), styles.label),
    head: (names: Names): Piece[] => stack((language) => names[language], styles.head, styles.headAgain),
  }
}
export type Speech = ReturnType<typeof speak>
