import closeWithGrace from 'close-with-grace'
import { createClient } from './demo/client.ts'
import { Deviation } from './demo/deviation.ts'
import { describe } from './receiver/describe.ts'
import { createInbox } from './receiver/inbox.ts'
import { type Orders, readOrders, usage } from './receiver/orders.ts'
import { register, sendToEndpoint } from './receiver/register.ts'

const say = (line: string) => console.log(line)

/** A service refuses an address of this machine unless it was told otherwise. */
const explain = (error: Error, port: number): string =>
  /endpoint-url-(not-public|not-https|port)/.test(error.message)
    ? `${error.message}\nTo try it on one machine, start the service with BESIK_WEBHOOK_ALLOW_CIDRS=127.0.0.0/8 ` +
      `BESIK_WEBHOOK_PORTS=${port} BESIK_WEBHOOK_ALLOW_HTTP=on.`
    : error.message

/** Registers the receiver, and has a ping sent to it; answers how to remove it. */
const enrol = async (
  { url: service, key, types, isOrdered }: NonNullable<Orders['service']>,
  url: string,
  secrets: string[],
) => {
  const client = createClient(service, new AbortController().signal)
  const description = 'npm run receiver'
  const { id, secret } = await register(client, key, { url, types, isOrdered, description })
  secrets.push(secret)
  say(`Registered ${url} at ${service} as endpoint ${id}, for ${types.join(', ')}.`)
  await sendToEndpoint(client, key, id, 'endpoint.pinged')
  say('Asked for a ping.')
  return async () => {
    await sendToEndpoint(client, key, id, 'endpoint.removed')
    say(`Removed endpoint ${id}.`)
  }
}

/** `npm run receiver`: what a partner's developer sees events with, before there is a receiver of their own. */
const main = async () => {
  const orders = readOrders(process.argv.slice(2), process.env)
  if (!orders) return say(usage)
  const { secrets, service, fail, delay } = orders
  const inbox = createInbox({ secrets, fail, delay, onArrival: (arrival) => say(describe(arrival)) })
  const port = await inbox.open(orders.port)
  say(`Listening at ${inbox.url()}. Ctrl-C ends it.`)
  const enrolling = service && enrol(service, inbox.url(), secrets)
  closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
    if (err) console.error(err.message)
    const remove = await enrolling?.catch(() => undefined)
    await remove?.().catch((error: Error) => console.error(`It stays registered: ${error.message}`))
    await inbox.close()
  })
  await enrolling?.catch((error: Error) => {
    throw new Deviation(explain(error, port))
  })
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
