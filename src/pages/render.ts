import type { Language } from '../../schemas/primitives.ts'
import { fillTemplate } from './templates.ts'

/** What every page knows. */
export interface PageModel {
  language: Language
  /** Path of the link without a query, such as `/c/0123456789ABCDEFGHJKMNPQRS`. */
  path: string
}

/** What the frame around every page says. */
interface FrameTexts {
  skip: string
  languages: string
  footer: string
}

export interface Page<Texts extends FrameTexts> {
  t: Texts
  template: string
  title: string
  view: object
  style: string
  /** The script of the page, the texts it says, and the name by which it knows the page. */
  client?: { script: string; texts: object; page: string }
  /** The step that a change of language sends again, where a link would lose what was filled in. */
  resend?: string
}

const languages: Language[] = ['kk', 'ru', 'en']

/** How each language names itself. */
export const languageNames: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' }

/** Puts values in the place of `{names}`. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place))

/** A whole page: the frame with the languages, and in it a template with its values. */
export const renderPage = <Texts extends FrameTexts>(
  { language, path }: PageModel,
  { t, template, title, view, style, client, resend }: Page<Texts>,
): string =>
  fillTemplate('layout', {
    t,
    language,
    path,
    title,
    page: client?.page,
    resend,
    css: style,
    js: client?.script,
    client: client && JSON.stringify(client.texts),
    languages: languages.map((code) => ({
      code,
      name: languageNames[code],
      href: `${path}?lang=${code}`,
      isCurrent: code === language,
    })),
    body: fillTemplate(template, { t, ...view }),
  })
