import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Event } from '../../../schemas/event.ts'
import type { Client } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printStep } from '../page.ts'
import type { Actor } from '../registry.ts'
import { readEvents } from '../timeline.ts'
import { type Deed, toInstant } from './acting.ts'

/** Something with a log of its own, such as a memorandum or a donation. */
export interface Scene {
  path: string
  /** Events of its log that were told already. */
  told: number
}

interface Step {
  by: Actor
  /** What the actor does, in the third person. */
  says: string
  isPublished?: boolean
}

interface Sending extends Step, Deed {
  /** Path of a shipment or unit of a donation; the scene itself by default. */
  to?: string
}

const Resource = z.looseObject({ id: z.string() })
const who = ({ position, member }: Actor) => `${position}, ${member.name}`

/** `memorandum draft → active`; where its state stays, what was done: `commitment reported`. */
const sayChange = ({ type, from, to }: Event) => {
  const [subject = '', done = ''] = type.split('.')
  return { subject, change: from === to ? done : `${from ?? 'new'} → ${to}` }
}

/** Nobody's step: a day that passed, which may come between any two. */
const isByClock = ({ actor }: Event) => 'deadline' in actor

/** Where a case is played: each step is a request, and is told by what the log says of it afterwards. */
export const createCaseStage = (client: Client) => {
  const readNews = async ({ path, told }: Scene, { member: { key } }: Actor) =>
    (await readEvents(client, path, key)).slice(told)

  const tell = async (scene: Scene, step: Step & { on?: string; expect: string[] }) => {
    const news = await readNews(scene, step.by)
    scene.told += news.length
    const events = news.filter((event) => !isByClock(event))
    const lines = new Map(events.map(sayChange).map((one) => [`${one.subject} ${one.change}`, one]))
    printStep({ ...step, at: toInstant(step.on), who: who(step.by), effects: [...lines.values()] })
    const found = [...lines.keys()]
    if (!isDeepStrictEqual(found, step.expect))
      throw new Deviation(`Expected ${step.expect.join(', ')}, but the log says ${found.join(', ')}.`)
  }

  /** The request that sends an event to a resource as its sender sees it now. */
  const prepare = async (path: string, { by, type, data, on }: Sending) => {
    const { key } = by.member
    const { headers } = await client.obtain(path, Resource, { key })
    return { key, ifMatch: headers.get('etag') ?? '', body: { type, data, occurredAt: toInstant(on) } }
  }

  const refuse = async (path: string, ask: Parameters<Client['provoke']>[1], step: Refused) => {
    const { status, code, detail, errors } = await client.provoke(path, ask)
    const change = `${status} ${code}`
    const effects = [{ subject: 'refused', change, isRefusal: true }]
    // Of a body that is not as it has to be, only the field at fault says why.
    const answer = code === 'invalid-request' ? errors?.[0]?.detail : undefined
    printStep({ ...step, at: toInstant(step.on), who: who(step.by), answer: answer ?? detail, effects })
    if (change !== step.expect) throw new Deviation(`Expected ${step.expect}, but it was ${change}.`)
  }

  return {
    /** Makes what has a log of its own: `to` is its collection, such as `/v1/memoranda`. */
    make: async (step: Step & { to: string; body: unknown; expect: string[] }): Promise<Scene> => {
      const { body } = await client.obtain(step.to, Resource, { key: step.by.member.key, body: step.body })
      const scene = { path: `${step.to}/${body.id}`, told: 0 }
      await tell(scene, step)
      return scene
    },

    send: async (scene: Scene, step: Sending & { expect: string[] }) => {
      const { to = scene.path } = step
      await client.obtain(`${to}/events`, Resource, await prepare(to, step))
      await tell(scene, step)
    },

    /** Tells of work that is done by more than one request, and answers what it gave. */
    perform: async <Made>(
      scene: Scene,
      step: Step & { on?: string; expect: string[] },
      work: () => Promise<Made>,
    ): Promise<Made> => {
      const made = await work()
      await tell(scene, step)
      return made
    },

    /** Makes what must be refused. */
    refuseMaking: (step: Refused & { to: string; body: unknown }) =>
      refuse(step.to, { key: step.by.member.key, body: step.body }, step),

    /** Sends what must be refused, and leave no trace. */
    refuseSending: async (scene: Scene, step: Refused & Sending) => {
      const { to = scene.path } = step
      await refuse(`${to}/events`, await prepare(to, step), step)
      const news = await readNews(scene, step.by)
      if (!news.every(isByClock)) throw new Deviation('A refused request left an event in the log.')
    },
  }
}
export type CaseStage = ReturnType<typeof createCaseStage>

interface Refused extends Step {
  /** Status and code of the problem that must be the answer. */
  expect: string
  on?: string
}
