import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { DateTime } from 'luxon'
import * as z from 'zod'
import { Donation, type NewDonation } from '../../schemas/donation.ts'
import type { Event, Kind } from '../../schemas/event.ts'
import { type NewShipment, Shipment } from '../../schemas/shipment.ts'
import type { Ask, Client } from './client.ts'
import { Deviation } from './deviation.ts'
import { printStep, zone } from './page.ts'
import type { Actor } from './registry.ts'
import { readEvents } from './timeline.ts'

/** A donation under way. */
export interface Case {
  id: string
  hospital: Actor
  /** Events of its log that were told already. */
  told: number
}

interface Telling {
  by: Actor
  /** What the actor does, in the third person. */
  says: string
  isPublished?: boolean
}

interface Changing extends Telling {
  /** What the log must say was changed: `2 units packed → inTransit`. */
  expect: string[]
}

interface Posting {
  /** Calendar day in Almaty. */
  on: string
  /** The donation itself by default. */
  to?: { kind: Extract<Kind, 'shipment' | 'unit'>; id: string }
  type: string
  data?: Record<string, unknown>
}

export interface Sending extends Changing, Posting {
  /** Whether the request is made again, as one does whose answer was lost on the way. */
  isRepeated?: boolean
}

interface Provoking extends Telling {
  /** Status and code of the problem that must be the answer. */
  expect: string
}

const Resource = z.looseObject({ version: z.int() })
const instant = (day: string) => DateTime.fromISO(`${day}T12:00`, { zone }).toUTC().toISO() ?? ''
const who = ({ position, member }: Actor) => `${position}, ${member.name}`

/** What changed, or what was done where a shipment stays as it is: `link issued`, `act issued`. */
const sayChange = ({ subject: { kind }, type, from, to }: Event) => {
  const [noun = kind, done = to] = type.split('.')
  if (from !== to) return { noun: kind, change: `${from ?? 'new'} → ${to}` }
  return kind === 'shipment' ? { noun, change: done } : { noun: kind, change: to }
}

/** One line for each kind and change: nobody wants to read the same one for each of five units. */
const summarize = (events: Event[]) => {
  const lines = new Map<string, { noun: string; change: string; ids: Set<string> }>()
  for (const event of events) {
    const { noun, change } = sayChange(event)
    const line = lines.get(`${noun} ${change}`) ?? { noun, change, ids: new Set() }
    line.ids.add(event.subject.id)
    lines.set(`${noun} ${change}`, line)
  }
  return [...lines.values()].map(({ noun, change, ids }) => ({
    subject: ids.size > 1 ? `${ids.size} ${noun}s` : noun,
    change,
  }))
}

/** Nobody's step: a day that passed. In this story they passed long ago, so it may come between any two steps. */
const isByClock = ({ actor }: Event) => 'deadline' in actor

/** Where the story is played: each step is a request, and is told by what the log says of it afterwards. */
export const createStage = (client: Client) => {
  const readLog = ({ id, hospital }: Case) => readEvents(client, `/v1/donations/${id}`, hospital.member.key)
  const readNews = async (scene: Case) => (await readLog(scene)).slice(scene.told)

  const tell = async (scene: Case, step: Changing, at?: string) => {
    const news = await readNews(scene)
    scene.told += news.length
    const events = news.filter((event) => !isByClock(event))
    const effects = summarize(events)
    printStep({ ...step, at, who: who(step.by), effects })
    const found = effects.map(({ subject, change }) => `${subject} ${change}`)
    if (!isDeepStrictEqual(found, step.expect))
      throw new Deviation(`Expected ${step.expect.join(', ')}, but the log says ${found.join(', ')}.`)
    return events
  }

  /** The request that sends an event to a resource as its sender sees it now. */
  const prepare = async (scene: Case, { by, on, to, type, data }: Telling & Posting) => {
    const { kind, id } = to ?? { kind: 'donation', id: scene.id }
    const { key } = by.member
    const path = `/v1/${kind}s/${id}`
    const { headers } = await client.obtain(path, Resource, { key })
    const occurredAt = instant(on)
    const ask: Ask = {
      key,
      ifMatch: headers.get('etag') ?? '',
      idempotencyKey: randomUUID(),
      body: { type, data, occurredAt },
    }
    return { path: `${path}/events`, ask, occurredAt }
  }

  const tellRefusal = async (path: string, ask: Ask, step: Provoking, at?: string) => {
    const { status, code, detail } = await client.provoke(path, ask)
    const change = `${status} ${code}`
    const effects = [{ subject: 'refused', change, isRefusal: true }]
    printStep({ ...step, answer: detail, at, who: who(step.by), effects })
    if (change !== step.expect) throw new Deviation(`Expected ${step.expect}, but it was ${change}.`)
  }

  return {
    pledge: async (step: Changing & { hospital: Actor; pledge: z.input<typeof NewDonation> }) => {
      const ask = { key: step.by.member.key, body: step.pledge }
      const { body } = await client.obtain('/v1/donations', Donation, ask)
      const scene: Case = { id: body.id, hospital: step.hospital, told: 0 }
      await tell(scene, step)
      return { scene, donation: body }
    },

    plan: async (scene: Case, step: Changing & { plan: z.input<typeof NewShipment> }) => {
      const ask = { key: step.by.member.key, body: step.plan }
      const { body } = await client.obtain(`/v1/donations/${scene.id}/shipments`, Shipment, ask)
      await tell(scene, step)
      return body
    },

    send: async (scene: Case, step: Sending) => {
      const { path, ask, occurredAt } = await prepare(scene, step)
      const first = await client.obtain(path, Resource, ask)
      if (step.isRepeated) {
        const second = await client.obtain(path, Resource, ask)
        if (!isDeepStrictEqual(second.body, first.body))
          throw new Deviation(`${step.type} sent again was answered otherwise than at first.`)
      }
      await tell(scene, step, occurredAt)
    },

    /** Tells of work that is done by more than one event, and answers what it gave and what the log holds of it. */
    perform: async <Made>(scene: Case, step: Changing, work: () => Promise<Made>) => {
      const made = await work()
      return { made, events: await tell(scene, step) }
    },

    /** Sends what must be refused, and leave no trace. */
    provoke: async (scene: Case, step: Provoking & Posting) => {
      const { path, ask, occurredAt } = await prepare(scene, step)
      await tellRefusal(path, ask, step, occurredAt)
      if ((await readNews(scene)).some((event) => !isByClock(event)))
        throw new Deviation('A refused request left an event in the log.')
    },

    /** Asks for what must be refused. */
    provokeAt: (path: string, step: Provoking & { body?: unknown }) =>
      tellRefusal(path, { key: step.by.member.key, body: step.body }, step),

    /** Follow-ups that the hospital was asked for. */
    countAsked: async (scene: Case) =>
      (await readLog(scene)).filter(({ type }) => type === 'followUp.due').length,

    /** Passes over what no step is to tell of. */
    catchUp: async (scene: Case) => {
      const news = await readNews(scene)
      scene.told += news.length
      const [unexpected] = news.filter((event) => !isByClock(event))
      if (unexpected) throw new Deviation(`The log says ${unexpected.type}, which no step brought about.`)
    },

    readDonation: async ({ id, hospital }: Case) => {
      const { body } = await client.obtain(`/v1/donations/${id}`, Donation, { key: hospital.member.key })
      return body
    },
  }
}
export type Stage = ReturnType<typeof createStage>
