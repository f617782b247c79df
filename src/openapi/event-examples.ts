import { createHash } from 'node:crypto'
import { type Event, type Kind, type LoneKind, loneKinds } from '../../schemas/event.ts'
import { publicEvents } from '../../workflows/catalogue.ts'
import { ids, type OperationExamples } from './cast.ts'
import { toName } from './document.ts'
import { donationSamples } from './donation-samples.ts'
import { endpointSamples } from './endpoint-samples.ts'
import { memorandumSamples } from './memorandum-samples.ts'
import { needSamples } from './need-samples.ts'
import { programmeSamples } from './programme-samples.ts'
import { recallSamples } from './recall-samples.ts'
import type { Sample } from './sample.ts'
import { shipmentSamples } from './shipment-samples.ts'
import { unitSamples } from './unit-samples.ts'

const samples: Record<Kind, Record<string, Sample>> = {
  donation: donationSamples,
  shipment: shipmentSamples,
  unit: unitSamples,
  need: needSamples,
  memorandum: memorandumSamples,
  programme: programmeSamples,
  recall: recallSamples,
  endpoint: endpointSamples,
}

/** A body of `POST …/events` for each event that may be sent to a kind. */
export const toRequests = (kind: Kind): OperationExamples['requests'] =>
  Object.fromEntries(
    publicEvents(kind).map(([type, { says }]) => [
      type,
      { summary: says, value: { type, data: samples[kind][type]?.data } },
    ]),
  )

/** Events that a deadline, or for an endpoint its receiver, brings about, and its name. */
const deadlines: Record<string, string> = {
  'donation.expired': 'pledgeExpiry',
  'contract.signatureReminded': 'signatureReminder',
  'contract.signatureEscalated': 'signatureEscalation',
  'donation.dispatchOverdue': 'dispatch',
  'donation.acceptanceReminded': 'acceptanceReminder',
  'donation.acceptanceEscalated': 'acceptanceEscalation',
  'shipment.customsOverdue': 'customsStay',
  'unit.remedyOverdue': 'remedy',
  'followUp.due': 'followUp30',
  'followUp.overdue': 'followUpAnswer',
  'link.reminded': 'acceptanceReminder',
  'link.escalated': 'acceptanceEscalation',
  'link.expired': 'linkExpiry',
  'need.agreed': 'news',
  'need.released': 'news',
  'need.delivered': 'news',
  'need.overdue': 'neededBy',
  'need.expired': 'neededBy',
  'memorandum.expiryReminded': 'expiryReminder',
  'memorandum.expired': 'expiry',
  'commitment.reminded': 'commitmentReminder.training-2023',
  'commitment.overdue': 'commitmentDue.training-2023',
  'recall.reminded': 'reminder',
  'recall.confirmed': 'news',
  'endpoint.failing': 'failureNotice',
  'endpoint.recovered': 'recovered',
  'endpoint.disabled': 'gone',
  'delivery.exhausted': 'retries',
  'report.reminded': 'reportReminder',
  'report.overdue': 'reportDue',
}

const actorOf = (kind: Kind, type: string): Event['actor'] => {
  const deadline = deadlines[type]
  if (deadline) return { deadline }
  const [, declaration] = publicEvents(kind).find(([name]) => name === type) ?? []
  const isRecipients = declaration?.by.every((role) => role === 'recipient')
  return isRecipients
    ? { organization: ids.hospital, key: ids.hospitalKey }
    : { organization: ids.club, key: ids.key }
}

/** An event as it stands in the log. */
export const makeEventExample = (kind: Kind, type: string, sequence = 17): Event => {
  const sample = samples[kind][type]
  if (!sample) throw new Error(`there is no example of ${type}`)
  const lone = loneKinds.find((one) => one === kind)
  // What is a stream of its own has nothing in it that causes anything else.
  const isCascade = !lone && publicEvents(kind).every(([name]) => name !== type) && sample.from !== null
  return {
    id: ids.event,
    type,
    stream: lone ? ids[lone] : ids.donation,
    sequence,
    subject: { kind, id: ids[kind] },
    from: sample.from,
    to: sample.to,
    occurredAt: '2023-01-10T05:00:00.000Z',
    recordedAt: '2023-01-10T05:00:31.233Z',
    actor: actorOf(kind, type),
    cause: isCascade && !deadlines[type] ? ids.cause : null,
    data: sample.data,
    hash: createHash('sha256').update(type).digest('hex'),
  }
}

/** The two operations that read the log of a stream, which begins with an event of the type. */
export const logExamples = (kind: LoneKind, type: string): Record<string, OperationExamples> => {
  const first = makeEventExample(kind, type, 1)
  const id = { id: ids[kind] }
  return {
    [`list${toName(kind)}Events`]: { parameters: id, reply: { items: [first] } },
    [`get${toName(kind)}Event`]: { parameters: { ...id, sequence: 1 }, reply: first },
  }
}
