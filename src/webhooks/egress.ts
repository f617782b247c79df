import { isIPv6, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { EgressError, toConnectError } from './egress-error.ts'
import { findVetted, type Resolve } from './egress-lookup.ts'
import { type EgressRules, findObjection } from './egress-rules.ts'

export interface AgentOptions {
  rules: EgressRules
  /** Milliseconds until a connection stands: name, TCP and TLS together. */
  connectTimeout?: number
  /** Milliseconds of these that the name may take. */
  resolveTimeout?: number
  /** Connections to one origin at a time. */
  connections?: number
  /** In place of DNS. */
  resolve?: Resolve
  /** Certificates of authorities to trust instead of those that Node knows. */
  ca?: string | string[]
}

/**
 * The only way out for webhooks. Every connection is vetted where it is made, by scheme, port and each address of its
 * name, and goes to an address that was vetted: a name that changes its mind in between gains nothing. Connections are
 * kept and used again for the same origin alone; HTTP/1.1 alone is spoken.
 */
export const createAgent = ({
  rules,
  connectTimeout = 5_000,
  resolveTimeout,
  connections = 64,
  resolve,
  ca,
}: AgentOptions): Agent => {
  const lookFor =
    (protocol: string, port: number): LookupFunction =>
    (hostname, { all }, callback) => {
      findVetted({ protocol, hostname, port }, { rules, resolve, timeout: resolveTimeout }).then(
        (addresses) => {
          const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
          const [first = { address: '', family: 4 }] = found
          if (all) callback(null, found)
          else callback(null, first.address, first.family)
        },
        (error) => callback(error, '', 0),
      )
    }

  // A lookup is not told the port, so each scheme and port that the rules let through has a connector of its own.
  const connectors = new Map<string, buildConnector.connector>()
  const getConnector = (protocol: string, port: number) => {
    const key = `${protocol}${port}`
    const known = connectors.get(key)
    if (known) return known
    const lookup = lookFor(protocol, port)
    const made = buildConnector({ timeout: connectTimeout, allowH2: false, lookup, ca })
    connectors.set(key, made)
    return made
  }

  const connect: buildConnector.connector = (options, callback) => {
    const { protocol, hostname } = options
    const port = Number(options.port || (protocol === 'https:' ? 443 : 80))
    const objection = findObjection({ protocol, hostname, port }, rules)
    if (objection) return callback(new EgressError(objection), null)
    getConnector(protocol, port)(options, (...[error, socket]) => {
      if (error) callback(toConnectError(error, protocol), null)
      else if (socket) callback(null, socket)
    })
  }

  return new Agent({
    connect,
    connections,
    allowH2: false,
    pipelining: 1,
    maxHeaderSize: 16_384,
    // Each attempt has one deadline for everything, which its sender keeps.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveMaxTimeout: 60_000,
  })
}
