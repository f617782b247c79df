import { parseArgs } from 'node:util'
import { checkSecret } from './verify.ts'

export const usage = `Listens on this machine, verifies what arrives and prints it. Ctrl-C ends it.

  npm run receiver -- --url http://127.0.0.1:3000 --key besik_…
      registers itself at the service, and removes itself at the end
  npm run receiver -- --secret whsec_…
      for an endpoint that is registered already; whpk_… for one that signs with v1a

  --port 4100           where it listens
  --types unit.*,donation.closed   what it asks for when it registers itself; everything by default
  --ordered             asks for the deliveries of a donation strictly one after the other
  --fail 3              answers 503 to so many deliveries before it takes one
  --delay 20            waits so many seconds before each answer

Key and secrets are also read from BESIK_KEY and WEBHOOK_SECRET, where nobody sees them in a list of processes.`

export interface Orders {
  port: number
  secrets: string[]
  /** Where to register, and as whom. */
  service?: { url: string; key: string; types: string[]; isOrdered: boolean }
  fail: number
  /** Milliseconds. */
  delay: number
}

const options = {
  port: { type: 'string', default: '4100' },
  secret: { type: 'string', multiple: true },
  url: { type: 'string' },
  key: { type: 'string' },
  types: { type: 'string', default: '*' },
  ordered: { type: 'boolean', default: false },
  fail: { type: 'string', default: '0' },
  delay: { type: 'string', default: '0' },
  help: { type: 'boolean', default: false },
} as const

const readNumber = (name: string, text: string, most: number): number => {
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) <= most) return Number(text)
  throw new Error(`--${name} takes a number from 0 to ${most}.`)
}

const split = (text: string) => text.split(',').map((one) => one.trim())

/** Reads the command line; undefined where it asks for help. */
export const readOrders = (
  args: string[],
  environment: Record<string, string | undefined>,
): Orders | undefined => {
  const { values } = parseArgs({ args, options })
  if (values.help) return
  const { url, key = environment.BESIK_KEY } = values
  const secrets = values.secret ?? (environment.WEBHOOK_SECRET ? split(environment.WEBHOOK_SECRET) : [])
  if (url !== undefined && !URL.canParse(url)) throw new Error('--url takes the URL of the service.')
  if (url !== undefined && !key) throw new Error('To register, it needs --key or BESIK_KEY as well.')
  if (url === undefined && secrets.length === 0)
    throw new Error('It needs --url and a key to register itself, or --secret. --help says more.')
  return {
    port: readNumber('port', values.port, 65_535),
    secrets: secrets.map(checkSecret),
    ...(url && key && { service: { url, key, types: split(values.types), isOrdered: values.ordered } }),
    fail: readNumber('fail', values.fail, 1_000_000),
    delay: readNumber('delay', values.delay, 3600) * 1000,
  }
}
