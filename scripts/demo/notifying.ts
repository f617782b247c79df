import { isDeepStrictEqual } from 'node:util'
import type { Event } from '../../schemas/event.ts'
import { Deviation } from './deviation.ts'
import { printLine, printSection, printStep, printTable } from './page.ts'
import type { Chapter, Story } from './story.ts'

const countTold = (chapters: Chapter[]) => chapters.reduce((sum, { told }) => sum + told, 0)

const tell = ({ partner }: Story, says: string, change: string) =>
  printStep({
    who: `Receiver, ${partner.member.name}`,
    says,
    effects: [{ subject: 'webhooks', change }],
  })

/** A partner's server has its maintenance in the midst of everything. */
export const goDown = async (story: Story, chapters: Chapter[]) => {
  const { partner } = story
  printSection(`${partner.member.name} is told of each step by a webhook, and its receiver goes down`)
  await partner.waitForNews(countTold(chapters))
  tell(story, 'has every step so far, verified by its signature', `${partner.listNews().length} events`)
  await partner.goDown()
  tell(story, 'is down from here on, and answers nobody', 'waiting')
}

/** What was missed is delivered without anybody's doing. */
export const comeBack = async (story: Story, chapters: Chapter[]) => {
  const { partner } = story
  printSection(`The receiver of ${partner.member.name} is back`)
  const before = partner.listNews().length
  const missed = countTold(chapters) - before
  if (missed <= 0) throw new Deviation('The receiver was down, and has missed nothing.')
  await partner.comeBack()
  const milliseconds = await partner.waitForNews(before + missed)
  const seconds = (milliseconds / 1000).toFixed(1)
  tell(story, `answers again, and has what it missed after ${seconds} s`, `${missed} events`)
}

const listOrders = (events: Event[]) => Map.groupBy(events, ({ stream }) => stream)

const findDifference = (news: Event[], feed: Event[]): string | undefined => {
  const received = new Map(news.map((event) => [event.id, event]))
  const published = new Map(feed.map((event) => [event.id, event]))
  for (const event of news)
    if (!published.has(event.id)) return `${event.type} was delivered, and is not in the feed`
  for (const event of feed) {
    const found = received.get(event.id)
    if (!found) return `${event.type} ${event.id} is in the feed, and was never delivered`
    if (!isDeepStrictEqual(found, event)) return `${event.type} ${event.id} was delivered otherwise`
  }
  for (const events of listOrders(news).values())
    for (const [place, { sequence }] of events.entries())
      if (sequence !== place + 1)
        return `event ${sequence} of a donation was delivered as number ${place + 1}`
}

/** What the receiver has must be what the feed says: every event, the same, once and in its order. */
export const compareReceived = async ({ partner }: Story, chapters: Chapter[]) => {
  const count = countTold(chapters)
  await partner.waitForNews(count)
  const news = partner.listNews()
  const feed = (await partner.readFeed()).filter(({ subject }) => subject.kind !== 'endpoint')
  const difference = findDifference(news, feed)
  if (difference) throw new Deviation(`Webhooks and feed differ: ${difference}.`)
  if (news.length !== count) throw new Deviation(`Of ${count} events ${news.length} were delivered.`)
  printLine(`\n  Webhooks of ${partner.member.name}`)
  printTable([
    ['  received', `${news.length} of ${count} events, each verified, and the same as in its feed`],
    ['  order', `by sequence in each of ${listOrders(news).size} donations, the time it was down included`],
    ['  repeated', `${partner.countRepetitions()}, known by webhook-id and handled once`],
  ])
  await partner.remove()
}
