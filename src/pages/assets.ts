import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

// Comments and indentation stay behind, so that a phone need not load them. No file has text that spans lines.
export const squeeze = (text: string) =>
  text
    .replace(/^\s*\/\*(?:(?!\*\/)[\s\S])*\*\/\s*$/gm, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\/\*\* @[^*]*\*\/ ?/g, '')
    .replace(/\n\s*/g, '\n')
    .trim()

const shared = ['base', 'frame', 'form', 'cards'].map((part) =>
  readFileSync(`${import.meta.dirname}/style/${part}.css`, 'utf8'),
)

/** The style of a page, to be inlined: what all pages share, and what its own kind needs besides. */
export const readStyle = (own: string) => squeeze([...shared, own].join('\n')).replace(/\n/g, '')

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The Content-Security-Policy of pages with this style and script, and nothing else. */
export const makePolicy = ({ style, script }: { style: string; script?: string }) =>
  [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    ...(script === undefined ? [] : [`script-src ${hash(script)}`, "connect-src 'self'"]),
    script === undefined ? 'img-src data:' : "img-src 'self' blob: data:",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
