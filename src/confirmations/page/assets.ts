import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The parts of the script in the order in which they need each other. */
const parts = ['page', 'photo-store', 'draft', 'codes', 'verdict', 'units', 'scan', 'photos', 'send', 'start']

const read = (name: string) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8')

// Comments and indentation stay behind, so that a phone need not load them. Neither file has text that spans lines.
const squeeze = (text: string) =>
  text
    .replace(/^\s*\/\*(?:(?!\*\/)[\s\S])*\*\/\s*$/gm, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\/\*\* @[^*]*\*\/ ?/g, '')
    .replace(/\n\s*/g, '\n')
    .trim()

// The parts are modules to those who read and check them; joined into one script they share its scope.
const join = (sources: string[]) =>
  sources
    .join('\n')
    .replace(/^import .*$/gm, '')
    .replace(/^export /gm, '')

/** The style of every page, inlined. */
export const style = squeeze(
  ['base', 'frame', 'form', 'units'].map((part) => read(`style/${part}.css`)).join('\n'),
).replace(/\n/g, '')

/** The script of the pages with a form, inlined. */
export const script = `(()=>{'use strict'\n${squeeze(join(parts.map((part) => read(`client/${part}.js`))))}\n})()`

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** What stands in the Content-Security-Policy for the inlined style and script. */
export const hashes = { style: hash(style), script: hash(script) }

/** The whole policy under which every page here works. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${hashes.style}`,
  `script-src ${hashes.script}`,
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')
