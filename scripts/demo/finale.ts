import type { Money } from '../../schemas/primitives.ts'
import { Deviation } from './deviation.ts'
import { awaitFollowUps } from './follow-ups.ts'
import { compareReceived } from './notifying.ts'
import { printLine, printSection, printTable } from './page.ts'
import type { Chapter, Story } from './story.ts'
import { verifyTimeline } from './timeline.ts'

const formatMoney = ({ amount, currency }: Money) => `${(amount / 100).toLocaleString('en')} ${currency}`

/** Where the donations stand at the end, whether the log of each holds, and whether webhooks told of all of it. */
export const sumUp = async (story: Story, chapters: Chapter[]) => {
  const { client, stage, cast } = story
  printSection('Summary')
  const total = { accepted: 0, units: 0, events: 0 }
  for (const chapter of chapters) {
    const asked = await awaitFollowUps(story, chapter)
    const { title, code, state, value, items, waitingFor } = await stage.readDonation(chapter)
    const [units] = items.map((item) => item.units)
    const { count, head } = await verifyTimeline(client, `/v1/donations/${chapter.id}`, cast.authority.key)
    if (state !== 'inService' || units?.inService !== chapter.quantity || count !== chapter.told)
      throw new Deviation(`${code} ends as ${state} with ${units?.inService} units in service.`)
    if (!value || value.recognised.amount !== value.contracted.amount)
      throw new Deviation(`${code} does not recognise the value of all its units.`)
    total.accepted += units.accepted + units.inService
    total.units += chapter.quantity
    total.events += count
    printLine(`\n  ${code}  ${title}`)
    printTable([
      ['  state', `${state}, waiting for the ${waitingFor.join(', ')} to close it`],
      ['  units accepted', `${units.accepted + units.inService} of ${chapter.quantity}, all in service`],
      ['  value recognised', `${formatMoney(value.recognised)} of ${formatMoney(value.contracted)} (sample)`],
      ['  follow-ups', `${asked} asked for, their days being past`],
      ['  events in the log', `${count}`],
      ['  hash chain', `verified by the ${cast.authority.name}, ends in ${head.slice(0, 16)}…`],
    ])
  }
  await compareReceived(story, chapters)
  const { accepted, units, events } = total
  printLine(`\n  Together ${accepted} of ${units} units accepted, ${events} events, no deviation.`)
}

/** Where a case leaves whoever wants to look around: a timeline, and a key of somebody's that reads it. */
export interface Outlook {
  path: string
  who: string
  key: string
}

/** Where to look while the service goes on serving. */
export const showAround = (url: string, { path, who, key }: Outlook) => {
  printSection('Look around')
  printTable([
    ['API reference', `${url}/docs/`],
    ['health', `${url}/health/ready`],
    ['timeline', `${url}${path}/events`],
  ])
  printLine(`\n  With a key of ${who} that reads, and works for a day:`)
  printLine(`  curl -H 'Authorization: Bearer ${key}' ${url}${path}/events`)
  printLine()
  printLine('Serving. Ctrl-C ends it.')
}
