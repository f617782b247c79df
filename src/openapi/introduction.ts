import { kinds } from '../../schemas/event.ts'
import { workflows } from '../../workflows/catalogue.ts'
import { catalogue } from '../problems/catalogue.ts'
import type { Document } from './document.ts'
import { anyRequest } from './problems.ts'

const listAnyRequest = anyRequest.map((slug) => `\`${slug}\` (${catalogue[slug].status})`).join(', ')

export const introduction = `Carries donated medical equipment from a donor's promise to a device that works, and proves every step.

## Keys

Send an API key as \`Authorization: Bearer …\`. A key belongs to an organization and has scopes: \`read\` opens every
GET, \`write\` every POST, \`keys\` the management of the organization's own keys. The key of the operator, who runs
the service, registers organizations and equipment types, and is party to nothing.

## Changes

Every POST needs an \`Idempotency-Key\`. The same request made again gets the answer that the first one got; another
request under the same key is refused.

What goes through a workflow (donations, shipments, units, needs, memoranda, programmes, recalls, endpoints) changes its state only by events:
\`POST …/events\` with the resource's \`ETag\` as \`If-Match\`. The resource says in \`availableEvents\` what its reader may send now, and in
\`waitingFor\` whose turn it is. The answer is the resource after the event.

## Visibility

An organization sees the donations it is a party to, and all that belongs to them; its keys and endpoints are
its own alone. Whatever it may not see answers as if it were not there: 404.

## Being told

Two ways lead to what happens, and both bring every event as it stands in the log. The feed, \`GET /v1/events\`, is
read from a cursor on whenever it suits the reader. An endpoint is a URL that events are sent to, signed by
[Standard Webhooks](https://www.standardwebhooks.com). A delivery may come twice, and out of turn: \`webhook-id\` is
the id of the event, and \`sequence\` its place in its stream. Any 2xx takes it; anything else, and it is sent again,
for days if need be. What was missed all the same is in the feed.

## Lists

A list answers a page and, where there is more, \`next\`: the \`cursor\` to send with the same filters. The header
\`Link\` holds the whole address.

Lists, but those of events, also answer as a table, whole and with the same filters: ask with
\`Accept: text/csv\`, or \`application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\` for a spreadsheet. The
rows come as they are read, so a list of any length can be saved.

## Values

Instants are RFC 3339 in UTC, ids are UUIDs, and money is \`{amount, currency}\` in minor units: 150000 KZT is a
thousand and a half tenge. A body with a key that is not named here is refused. Answers may grow members: pass over
those you don't know.

## Problems

Whatever is not 2xx is \`application/problem+json\` (RFC 9457). Decide upon \`code\`: it does not change, and each
operation lists the codes it may answer with. \`title\` and \`detail\` are for people, in Kazakh, Russian or English
by \`Accept-Language\`; \`errors\` points to the fields at fault; \`requestId\` is what to tell the operator. \`type\`
leads to an explanation.

Any request at all may be answered with ${listAnyRequest}.
`

const about: Record<string, string> = {
  organizations: 'Parties with an identity: foundations, clubs, hospitals, authorities, suppliers, carriers.',
  keys: 'API keys of an organization.',
  'equipment-types': 'The catalogue of equipment.',
  departments:
    'Places of hospitals where equipment is used: what their sites offer, what they have, and what their norms ask.',
  donations:
    'N units for one recipient under one contract. From `contracted` on, its state follows its units.',
  shipments: 'Consignments of a donation.',
  gates:
    'What must hold before a shipment leaves: found by comparison, answered by people, or waived by whoever bears it, with ' +
    'a reason. `shipment.dispatched` is refused while one is unmet.',
  units: 'Physical devices, each with a serial number.',
  'follow-ups':
    'How units fare in service: asked after 30, 90, 180 and 365 days, and answered by events of the unit or through a link.',
  needs:
    'What hospitals ask for: a quantity of equipment for a department. An authority endorses it, donors cover it.',
  memoranda:
    'Framework agreements between organizations, with a validity and commitments; contracts rest on them.',
  programmes: 'Campaigns with an owner, goals, funders and tranches, and the donations under them.',
  recalls: 'Calls to put devices out of use, told to every hospital that holds one.',
  'report-packs':
    'What a partner needs for its own yearly or final report of a programme, as data and as a PDF: objectives, measures, ' +
    "spending, partners' parts and sustainability.",
  protocols:
    'What a hospital checks on a unit before it takes it over, with limits and where they were read. A hospital may add ' +
    'checks of its own, and can take none away.',
  confirmations:
    'How a hospital confirms what arrived: by this API, or by a link that needs no account. Both go through the same ' +
    'rules, unit by unit.',
  documents: 'Handover acts, packing lists and labels, as PDF.',
  attachments:
    'Photos, scans and certificates of a donation, which events name by their SHA-256. One that none names is removed ' +
    'after a day.',
  endpoints:
    'URLs that events of an organization are delivered to, each with a choice of events, secrets of its own and a ' +
    'timeline. Delivery is held back while one is paused, and ends for one whose receiver is gone or fails for days.',
  deliveries:
    'Events owed to an endpoint, and every attempt to deliver them. One that failed can be sent again, and so can all ' +
    'of a span of time.',
  events:
    'What happened: append-only, and chained by hashes. Those of a donation, its shipments and its units are one stream, ' +
    'and those of an endpoint another; the feed brings the streams that an organization sees together.',
}

const plurals = {
  donation: 'donations',
  shipment: 'shipments',
  unit: 'units',
  need: 'needs',
  memorandum: 'memoranda',
  programme: 'programmes',
  recall: 'recalls',
  endpoint: 'endpoints',
} as const

const describeStates = (kind: (typeof kinds)[number]) => {
  const states = Object.values(workflows[kind].machine.states)
  return `\n\nStates:\n\n${states.map(({ key, description }) => `- \`${key}\` – ${description}`).join('\n')}`
}

const states: Record<string, string> = Object.fromEntries(
  kinds.map((kind) => [plurals[kind], describeStates(kind)]),
)

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('-', ' ')

const withArticle = (kind: (typeof kinds)[number]) => (kind === 'endpoint' ? 'an endpoint' : `a ${kind}`)

/** Sections of the reference. */
export const tags: Document['tags'] = [
  ...Object.entries(about).map(([name, text]) => ({
    name,
    'x-displayName': capitalize(name),
    description: text + (states[name] ?? ''),
  })),
  ...kinds.map((kind) => ({
    name: `${kind}-events`,
    'x-displayName': `Events of ${withArticle(kind)}`,
    description: `Events of ${withArticle(kind)}, as they stand in a timeline and in the feed, one type each.`,
  })),
]
