import { hash } from 'node:crypto'
import { Confirmation } from '../../schemas/confirmation.ts'
import { ConfirmationLink } from '../../schemas/confirmation-link.ts'
import type { Event } from '../../schemas/event.ts'
import type { Language } from '../../schemas/primitives.ts'
import { inspector } from './confirming.ts'
import type { Consignment } from './consignment.ts'
import { Deviation } from './deviation.ts'
import { keepAct } from './handover.ts'
import { printDetails, printLines, printText } from './page.ts'
import { drawQr } from './qr.ts'
import type { Chapter, Story } from './story.ts'
import { readEvents } from './timeline.ts'
import type { Visit } from './visit.ts'

/** The donor makes a link by which the hospital confirms without an account. */
export const sendLink = async (
  { stage, client, actors }: Story,
  chapter: Chapter,
  { shipment }: Consignment,
  language: Language,
): Promise<string> => {
  const by = actors.president
  const { made } = await stage.perform(
    chapter,
    { by, says: 'makes a confirmation link, and sends it to the hospital', expect: ['link issued'] },
    async () => {
      const ask = { key: by.member.key, body: { language } }
      const { body } = await client.obtain(`/v1/shipments/${shipment}/links`, ConfirmationLink, ask)
      return body
    },
  )
  if (!made.url || !made.qr?.startsWith('<svg')) throw new Deviation('A link was made without its address.')
  printDetails([['opens', made.url]])
  const drawn = drawQr(made.url)
  if (drawn) printLines(drawn)
  return made.url
}

/** Somebody in the hospital opens the link; the donor hears of the first time. */
export const openLink = async (
  { stage, browsing, url }: Story,
  chapter: Chapter,
  { link, ...arrival }: { link: string; language: Language; name: string },
): Promise<Visit> => {
  // Where people reach the service may be another address than the one it listens at.
  const { pathname } = new URL(link)
  await browsing.announce()
  const { made } = await stage.perform(
    chapter,
    { by: inspector(chapter), says: 'opens the link, without an account', expect: ['link opened'] },
    () => browsing.open({ ...arrival, url: `${url}${pathname}` }),
  )
  return made
}

/** The exact text is shown before it is signed, and is the one that is kept. */
export const signText = async (
  { stage, client, cast }: Story,
  chapter: Chapter,
  visit: Visit,
  step: { says: string; expect: string[] },
) => {
  const reviewed = await visit.review()
  if ('problems' in reviewed)
    throw new Deviation(`The page does not take the form: ${reviewed.problems.join(' ')}`)
  printDetails([['signs', 'this text, as the page shows it:']])
  printText(reviewed.text)
  const by = inspector(chapter)
  const { made, events } = await stage.perform(chapter, { by, ...step }, visit.sign)
  const confirmed = events.find(({ type }) => type === 'shipment.confirmed')
  const path = `/v1/confirmations/${confirmed?.data.confirmation}`
  const { body } = await client.obtain(path, Confirmation, { key: cast.club.key })
  const hashes = [reviewed.textSha256, hash('sha256', body.text), confirmed?.data.textSha256]
  if (hashes.some((each) => each !== body.textSha256) || body.text !== reviewed.text)
    throw new Deviation(`What was signed is not what was kept: ${hashes.join(', ')}.`)
  printDetails([
    ['page says', `“${made.heading}”`],
    ['text', `kept word for word, SHA-256 ${body.textSha256.slice(0, 16)}… in the log`],
  ])
  return made
}

/** The page offers the act of what was signed, to whoever has the link. */
export const fetchAct = async (story: Story, chapter: Chapter, acts: string[], name: string) => {
  const { made, events } = await story.stage.perform(
    chapter,
    { by: inspector(chapter), says: 'saves the handover act from the page', expect: ['act issued'] },
    async () => {
      const [address = ''] = acts
      const answer = await fetch(address)
      if (!answer.ok) throw new Deviation(`The page's act answered ${answer.status}.`)
      return answer.bytes()
    },
  )
  await keepAct(story, name, made, events)
}

const sayActor = ({ actor }: Event, story: Story): string => {
  if ('deadline' in actor) return actor.deadline
  const member = Object.values(story.cast).find(({ id }) => id === actor.organization)
  return `${'link' in actor ? 'through the link, for the' : 'by'} ${member?.name}`
}

/** What the donor's own timeline says of a link, with the moment at which each of it was there to be read. */
export const showLinkEvents = async (story: Story, { id }: Chapter, expected: string[]) => {
  const events = await readEvents(story.client, `/v1/donations/${id}`, story.cast.club.key)
  const ofLinks = events.filter(({ type }) => type.startsWith('link.')).slice(-expected.length)
  const types = ofLinks.map(({ type }) => type)
  if (types.join() !== expected.join()) throw new Deviation(`The donor heard of ${types.join(', ')}.`)
  printDetails([['the donor', 'reads in its own timeline, at once:']])
  printDetails(
    ofLinks.map((event) => [
      `#${event.sequence}`,
      `${event.recordedAt.slice(11, 19)} UTC ${event.type} ${sayActor(event, story)}`,
    ]),
  )
}
