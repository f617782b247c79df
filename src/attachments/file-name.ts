import type { MediaType } from '../../schemas/attachment.ts'
import { hasIdentityNumber } from '../../schemas/identity-number.ts'

const endings: Record<MediaType, { always: string; known: RegExp; plain: string }> = {
  'image/jpeg': { always: '.jpg', known: /\.jpe?g$/i, plain: 'photo' },
  'image/png': { always: '.png', known: /\.png$/i, plain: 'photo' },
  'image/webp': { always: '.webp', known: /\.webp$/i, plain: 'photo' },
  'application/pdf': { always: '.pdf', known: /\.pdf$/i, plain: 'document' },
}

/** Control and formatting characters, right-to-left marks among them, and what was lost in another encoding. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\uFFFD]/gu
/** What has a meaning in a path, a page or a shell of some system. */
const dangerous = /[/\\<>:"'`|?*&$%;={}]/g
const longest = 100

/** A name for a file that can be shown and saved anywhere, whatever its sender called it. It ends as its bytes demand. */
export const cleanName = (given: string | undefined, mediaType: MediaType): string => {
  const { always, known, plain } = endings[mediaType]
  const last = (given ?? '').toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(known, '')
    .replace(invisible, '')
    .replace(dangerous, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.~-]+|[\s.]+$/g, '')
  const short = [...clean].slice(0, longest).join('').trim()
  // The number of a person is never stored, and a file that is named by one can go without its name.
  return (hasIdentityNumber(short) ? plain : short || plain) + always
}

/** The header that has a browser save a file under a name rather than show it (RFC 6266). */
export const toDisposition = (name: string): string => {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
