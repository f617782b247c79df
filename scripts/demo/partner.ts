import { setTimeout as sleep } from 'node:timers/promises'
import { Endpoint } from '../../schemas/endpoint.ts'
import type { Event } from '../../schemas/event.ts'
import { page } from '../../schemas/primitives.ts'
import type { Config } from '../../src/config.ts'
import { listCauses, readCode } from '../../src/problems/causes.ts'
import { createInbox } from '../receiver/inbox.ts'
import { register, sendToEndpoint } from '../receiver/register.ts'
import type { Client } from './client.ts'
import { Deviation } from './deviation.ts'
import { readFeed, skipFeed } from './feed.ts'
import type { Member } from './registry.ts'

/** Milliseconds that a delivery may take on a small and busy machine, with the pauses after many failures. */
const patience = 120_000
const retries = [1000, 1000, ...Array.from({ length: 300 }, () => 2000)]
const description = 'Demo'

/** The configuration with which a service also delivers to a receiver on this machine, and soon tries again. */
export const reachPartner = ({ webhooks, ...config }: Config, port: number): Config => ({
  ...config,
  webhooks: {
    ...webhooks,
    retries,
    allowCidrs: [...webhooks.allowCidrs, '127.0.0.0/8'],
    ports: [...webhooks.ports, port],
    allowHttp: true,
  },
})

/** One that an earlier run left behind when it was interrupted. */
const removeOld = async (client: Client, key: string) => {
  const { body } = await client.obtain('/v1/endpoints?limit=100', page(Endpoint), { key })
  const old = body.items.filter((one) => one.description === description && one.state !== 'removed')
  for (const { id } of old) await sendToEndpoint(client, key, id, 'endpoint.removed')
}

const isTaken = (error: unknown) => listCauses(error).some((cause) => readCode(cause) === 'EADDRINUSE')

/** The receiver of a club that is told of each step: a server of its own, which can go down and come back. */
export const openPartner = async (signal: AbortSignal) => {
  const secrets: string[] = []
  const received: Event[] = []
  const refusals: string[] = []
  let repetitions = 0
  const inbox = createInbox({
    secrets,
    onArrival: (arrival) => {
      if ('refused' in arrival) refusals.push(arrival.refused)
      else if (arrival.isRepeated) repetitions += 1
      else received.push(arrival.event)
    },
  })
  const port = await inbox.open()

  /** What it received of donations, in the order of arrival. */
  const listNews = () => received.filter(({ subject }) => subject.kind !== 'endpoint')

  const waitFor = async (what: string, isThere: () => boolean) => {
    const start = performance.now()
    while (!isThere()) {
      if (refusals.length > 0) throw new Deviation(`The receiver refused a delivery, for ${refusals[0]}.`)
      if (performance.now() - start > patience)
        throw new Deviation(`The receiver waits for ${what}, and has ${listNews().length} events.`)
      await sleep(20, undefined, { signal })
    }
    return performance.now() - start
  }

  /** Registers the receiver for its club, and has it pinged. */
  const enrol = async (client: Client, member: Member) => {
    const { key } = member
    await removeOld(client, key)
    const cursor = await skipFeed(client, key)
    const url = inbox.url()
    const { id, secret } = await register(client, key, { url, types: ['*'], isOrdered: true, description })
    secrets.push(secret)
    await sendToEndpoint(client, key, id, 'endpoint.pinged')
    const isPing = ({ type, stream }: Event) => type === 'endpoint.pinged' && stream === id
    await waitFor('its ping', () => received.some(isPing))
    return {
      member,
      url,
      listNews,
      countRepetitions: () => repetitions,
      /** Waits until it has so many events of donations; answers for how many milliseconds. */
      waitForNews: (count: number) => waitFor(`${count} events`, () => listNews().length >= count),
      readFeed: () => readFeed(client, key, cursor),
      goDown: inbox.close,
      /** Opens it where it was. The system may have lent its port to a connection meanwhile. */
      comeBack: async () => {
        const start = performance.now()
        for (;;)
          try {
            return void (await inbox.open())
          } catch (error) {
            if (!isTaken(error) || performance.now() - start > patience) throw error
            await sleep(200, undefined, { signal })
          }
      },
      remove: () => sendToEndpoint(client, key, id, 'endpoint.removed'),
    }
  }

  return { port, enrol, close: inbox.close }
}
export type Partner = Awaited<ReturnType<Awaited<ReturnType<typeof openPartner>>['enrol']>>
