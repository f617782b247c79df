import { domainToUnicode } from 'node:url'
import type { Refusal } from '../../workflows/declaration.ts'
import { judgeAddress, normalizeAddress } from './addresses.ts'
import { type EgressRules, findObjection, isLocalhost, type Objection } from './egress-rules.ts'

const longest = 2_048

/** Names that no public name server answers for (RFC 6761, 6762, 7686, 8375, 9476 and ICANN's `internal`). */
const unreachable = /\.(alt|example|home\.arpa|internal|invalid|lan|local|localhost|onion|test)$/

const refuse = (problem: string, values?: Refusal['values']) => ({
  refusal: { problem, pointer: '/url', values },
})

const slugs: Record<Objection, string> = {
  'scheme-forbidden': 'endpoint-url-not-https',
  'port-forbidden': 'endpoint-url-port',
  'address-forbidden': 'endpoint-url-not-public',
  'own-address': 'endpoint-url-own',
}

const stripBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

// What parsers tolerate and read differently from one another is refused, although the one that is used here would
// read it safely: a host is written as it is called, in letters of either kind, and an address in four decimal numbers.
const isPlainlyWritten = (host: string, url: URL): boolean => {
  if (normalizeAddress(stripBrackets(url.hostname)) && url.hostname.startsWith('[')) return true
  const written = host.toLowerCase().normalize('NFC')
  return !written.endsWith('.') && (written === url.hostname || written === domainToUnicode(url.hostname))
}

// The parser drops an empty user, query or fragment and swaps characters, so that some questions go to the text.
const readAuthority = (text: string): string | undefined =>
  /^[a-z][a-z\d+.-]*:\/\/([^/?#\\]+)/i.exec(text)?.[1]

const hasOddCharacters = (text: string): boolean =>
  /[\s\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}]/u.test(text) || !text.isWellFormed()

const isIntranetName = (hostname: string): boolean =>
  !normalizeAddress(stripBrackets(hostname)) && (!hostname.includes('.') || unreachable.test(hostname))

/**
 * Whether webhooks may be sent to this URL, as far as the text tells; what its name leads to is for the connection to
 * find out. Whoever configured no range of their own has no use for names of an internal network either.
 */
export const checkUrl = (
  text: string,
  rules: EgressRules,
): { url: URL; refusal?: undefined } | { url?: undefined; refusal: Refusal } => {
  if (text.length > longest) return refuse('endpoint-url-too-long', { limit: longest })
  const authority = readAuthority(text)
  if (!authority || hasOddCharacters(text) || !URL.canParse(text)) return refuse('endpoint-url-invalid')
  const url = new URL(text)
  if (authority.includes('@')) return refuse('endpoint-url-credentials')
  if (text.includes('#')) return refuse('endpoint-url-fragment')
  const { protocol, hostname } = url
  if (protocol !== 'https:' && protocol !== 'http:') return refuse('endpoint-url-not-https')
  if (!isPlainlyWritten(authority.replace(/:\d*$/, ''), url)) return refuse('endpoint-url-notation')
  const port = Number(url.port || (protocol === 'https:' ? 443 : 80))
  const objection = findObjection({ protocol, hostname: stripBrackets(hostname), port }, rules)
  if (objection) return refuse(slugs[objection], { ports: [...new Set(rules.ports)].join(', ') })
  const isOpened = isLocalhost(hostname)
    ? judgeAddress('127.0.0.1', rules.allowed).verdict === 'opened'
    : rules.allowed.length > 0
  if (isIntranetName(hostname) && !isOpened) return refuse('endpoint-url-not-public')
  return { url }
}
