import { styleText } from 'node:util'
import type { Event } from '../../schemas/event.ts'
import type { Arrival } from './inbox.ts'

const paint = (style: Parameters<typeof styleText>[0], text: string) =>
  styleText(style, text, { stream: process.stdout })

const sayChange = ({ subject: { kind }, from, to }: Event) =>
  `${kind} ${from === to ? to : `${from ?? 'new'} → ${to}`}`

/** What is to be read of an arrival, in one line. */
export const describe = (arrival: Arrival, at = new Date()): string => {
  const time = at.toTimeString().slice(0, 8)
  if ('refused' in arrival) return `${time}  ${paint('red', `refused, for ${arrival.refused}`)}`
  const { event, isRepeated, status } = arrival
  const stream = `#${event.sequence} of ${event.subject.kind === 'endpoint' ? 'endpoint' : 'donation'} ${event.stream}`
  const remarks = [
    ...(isRepeated ? [paint('dim', 'again')] : []),
    ...(status === 204 ? [] : [paint('yellow', `answered ${status}`)]),
  ].map((remark) => `  ${remark}`)
  return `${time}  ${event.type.padEnd(26)}${sayChange(event).padEnd(36)}${stream}${remarks.join('')}`
}
