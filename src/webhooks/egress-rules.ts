import { networkInterfaces } from 'node:os'
import { type Allowed, judgeAddress, normalizeAddress, readAllowed } from './addresses.ts'

/** Where this service itself is reached: an address it listens on, or the name of its public URL. */
export interface OwnAddress {
  host: string
  port: number
}

export interface EgressOptions {
  /** Special ranges that the operator opened to webhooks, such as `10.1.0.0/16`. */
  allowCidrs?: readonly string[]
  /** Beside 443 and 8443. */
  ports?: readonly number[]
  /** Whether `http:` leads to what `allowCidrs` opens; never anywhere else. */
  allowHttp?: boolean
  ownAddresses?: readonly OwnAddress[]
}

export interface EgressRules {
  allowed: Allowed
  ports: readonly number[]
  allowHttp: boolean
  ownAddresses: readonly OwnAddress[]
}

/** Where a connection is about to go. The hostname is without brackets. */
export interface Target {
  protocol: string
  hostname: string
  port: number
}

export type Objection = 'scheme-forbidden' | 'port-forbidden' | 'address-forbidden' | 'own-address'

/** Reads what the operator configured; throws where a range is none. */
export const readRules = (options: EgressOptions = {}): EgressRules => ({
  allowed: readAllowed(options.allowCidrs ?? []),
  ports: [443, 8443, ...(options.ports ?? [])],
  allowHttp: options.allowHttp ?? false,
  ownAddresses: options.ownAddresses ?? [],
})

/** A name that stands for this machine and is never looked up (RFC 6761). */
export const isLocalhost = (hostname: string): boolean => /^(.+\.)?localhost$/i.test(hostname)

const wildcards = new Set(['0.0.0.0', '::', ''])

// Who listens on every address is reached at each address of each interface, and anywhere in the loopback range.
const isOfThisMachine = (address: string): boolean =>
  judgeAddress(address).range === 'loopback' ||
  Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address))

const isOwn = (hostname: string, port: number, { ownAddresses }: EgressRules): boolean => {
  const address = normalizeAddress(hostname)
  return ownAddresses.some((own) => {
    if (own.port !== port) return false
    if (address === undefined) return own.host.toLowerCase() === hostname.toLowerCase()
    return wildcards.has(own.host) ? isOfThisMachine(address) : normalizeAddress(own.host) === address
  })
}

/** What speaks against a connection to this very address. */
export const findAddressObjection = (
  address: string,
  { protocol, port }: Omit<Target, 'hostname'>,
  rules: EgressRules,
): Objection | undefined => {
  const { verdict } = judgeAddress(address, rules.allowed)
  if (verdict === 'forbidden') return 'address-forbidden'
  if (isOwn(address, port, rules)) return 'own-address'
  if (protocol !== 'https:' && verdict !== 'opened') return 'scheme-forbidden'
}

/** What speaks against a target before its name is looked up. */
export const findObjection = (target: Target, rules: EgressRules): Objection | undefined => {
  const { protocol, hostname, port } = target
  const isLiteral = normalizeAddress(hostname) !== undefined
  const isPlain = protocol === 'http:' && rules.allowHttp && (isLiteral || isLocalhost(hostname))
  if (protocol !== 'https:' && !isPlain) return 'scheme-forbidden'
  if (!rules.ports.includes(port)) return 'port-forbidden'
  if (isLiteral) return findAddressObjection(hostname, target, rules)
  if (isOwn(hostname, port, rules)) return 'own-address'
}
