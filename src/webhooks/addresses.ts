import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { ipv4Ranges, ipv6Ranges, type Range, translated } from './addresses-table.ts'

type Address = ReturnType<typeof ipaddr.parse>
type Network = ReturnType<typeof ipaddr.parseCIDR>

/** What the operator opened, as `readAllowed` read it. */
export type Allowed = readonly Network[]

export interface Verdict {
  /** `opened` is an address of a special range that the operator allowed. */
  verdict: 'public' | 'opened' | 'forbidden'
  /** Name of the special range. */
  range?: string
}

// The library also reads `127.1` and `0x7f000001`, which is why Node is asked first whether this is an address at all.
const parse = (text: string): Address | undefined =>
  isIP(text) === 0 || text.includes('%') ? undefined : ipaddr.parse(text)

const parseNetwork = (text: string): Network | undefined => {
  const [address = '', bits, ...rest] = text.split('/')
  const parsed = parse(address)
  const most = parsed?.kind() === 'ipv4' ? 32 : 128
  if (!parsed || rest.length > 0 || !/^\d{1,3}$/.test(bits ?? `${most}`)) return
  const length = Number(bits ?? most)
  return length <= most ? [parsed, length] : undefined
}

const isWithin = (address: Address, [network, length]: Network): boolean =>
  address.kind() === network.kind() && address.match(network, length)

const isExact = ([network, length]: Network): boolean => length === (network.kind() === 'ipv4' ? 32 : 128)

const table = [...ipv4Ranges, ...ipv6Ranges]
  .map((range) => ({ ...range, network: ipaddr.parseCIDR(range.cidr) }))
  .sort((a, b) => b.network[1] - a.network[1])

const isatap: Range = { cidr: '', name: 'ISATAP', sealed: true }

// Whatever its prefix, an interface identifier of ISATAP carries an IPv4 address (RFC 5214, 6.1).
const isIsatap = (address: Address): boolean => {
  const [high = 0, ...rest] = address.toByteArray().slice(8, 12)
  return (high & 0xfd) === 0 && rest.join() === '0,94,254'
}

const findRange = (address: Address): Range | undefined =>
  isIsatap(address) ? isatap : table.find(({ network }) => isWithin(address, network))

const judge = (address: Address, allowed: Allowed): Verdict => {
  const range = findRange(address)
  if (!range) return { verdict: 'public' }
  const opening = allowed.filter((network) => isWithin(address, network))
  if (opening.some(isExact)) return { verdict: 'opened', range: range.name }
  if (range.sealed || opening.length === 0) return { verdict: 'forbidden', range: range.name }
  if (range.cidr === translated) {
    const inner = judge(ipaddr.fromByteArray(address.toByteArray().slice(12)), allowed)
    if (inner.verdict === 'forbidden') return inner
  }
  return { verdict: 'opened', range: range.name }
}

/** Judges one address that a name leads to, or that stands in a URL itself; what is no address is forbidden. */
export const judgeAddress = (text: string, allowed: Allowed = []): Verdict => {
  const address = parse(text)
  return address ? judge(address, allowed) : { verdict: 'forbidden', range: 'no address' }
}

/**
 * Reads the ranges that a self-hosting operator opens, such as `10.1.0.0/16`, or one address. However wide they are,
 * they open no sealed range: link-local and metadata addresses have to be named one by one.
 */
export const readAllowed = (cidrs: readonly string[]): Allowed =>
  cidrs.map((cidr) => {
    const network = parseNetwork(cidr.trim())
    if (!network) throw new Error(`"${cidr}" is no range of addresses such as 10.1.0.0/16`)
    return network
  })

/** One way to write each address, so that two of them can be compared. */
export const normalizeAddress = (text: string): string | undefined => parse(text)?.toString()
