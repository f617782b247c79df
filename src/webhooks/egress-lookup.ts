import { Resolver } from 'node:dns/promises'
import { EgressError, toDnsError } from './egress-error.ts'
import { type EgressRules, findAddressObjection, isLocalhost, type Target } from './egress-rules.ts'

/** All addresses of a name; throws as `node:dns` does. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<string[]>

// A resolver that is asked over the network, not `getaddrinfo`: that one occupies a thread of the pool for as long as
// a hostile name server likes, and the pool has four of them for the whole process.
const resolveByDns: Resolve = async (hostname, signal) => {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 })
  signal.addEventListener('abort', () => resolver.cancel(), { once: true })
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  const failed = answers.find((answer) => answer.status === 'rejected')
  if (found.length === 0 && failed) throw failed.reason
  return found
}

const most = 64

export interface LookupOptions {
  rules: EgressRules
  /** Milliseconds that a name may take. */
  timeout?: number
  resolve?: Resolve
}

const askInTime = async (hostname: string, resolve: Resolve, timeout: number): Promise<string[]> => {
  const late = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new EgressError('dns-timeout'))
      late.abort()
    }, timeout)
  })
  try {
    return await Promise.race([resolve(hostname, late.signal), lateness])
  } catch (error) {
    throw toDnsError(error)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Looks a name up and vets every address it leads to. One forbidden answer among good ones refuses them all, since
 * whoever mixes them waits for the connection that falls on the bad one.
 */
export const findVetted = async (
  target: Target,
  { rules, timeout = 3_000, resolve = resolveByDns }: LookupOptions,
): Promise<string[]> => {
  const { hostname } = target
  const isLocal = isLocalhost(hostname)
  const addresses = isLocal ? ['127.0.0.1', '::1'] : await askInTime(hostname, resolve, timeout)
  if (addresses.length === 0) throw new EgressError('dns-not-found')
  if (addresses.length > most) throw new EgressError('dns-failed')
  const objections = addresses.map((address) => findAddressObjection(address, target, rules))
  const vetted = addresses.filter((_, place) => objections[place] === undefined)
  const objection = objections.find((one) => one !== undefined)
  // This machine's two addresses are nobody's mixed answer: the operator may have opened one of them alone.
  if (objection && !(isLocal && vetted.length > 0)) throw new EgressError(objection)
  return vetted
}
