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

What goes through a workflow (donations, shipments, units) is changed only by events: \`POST …/events\` with the
resource's \`ETag\` as \`If-Match\`. The resource says in \`availableEvents\` what its reader may send now, and in
\`waitingFor\` whose turn it is. The answer is the resource after the event.

## Visibility

An organization sees the donations it is a party to, and all that belongs to them. Whatever it may not see answers as
if it were not there: 404.

## Lists

A list answers a page and, where there is more, \`next\`: the \`cursor\` to send with the same filters. The header
\`Link\` holds the whole address.

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
  donations:
    'N units for one recipient under one contract. From `contracted` on, its state follows its units.',
  shipments: 'Consignments of a donation.',
  units: 'Physical devices, each with a serial number.',
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
  events:
    'What happened: append-only, and chained by hashes. Those of a donation, its shipments and its units are one stream; ' +
    'the feed brings the streams that an organization sees together.',
}

const plurals = { donation: 'donations', shipment: 'shipments', unit: 'units' } as const

const describeStates = (kind: (typeof kinds)[number]) => {
  const states = Object.values(workflows[kind].machine.states)
  return `\n\nStates:\n\n${states.map(({ key, description }) => `- \`${key}\` – ${description}`).join('\n')}`
}

const states: Record<string, string> = Object.fromEntries(
  kinds.map((kind) => [plurals[kind], describeStates(kind)]),
)

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('-', ' ')

/** Sections of the reference. */
export const tags: Document['tags'] = [
  ...Object.entries(about).map(([name, text]) => ({
    name,
    'x-displayName': capitalize(name),
    description: text + (states[name] ?? ''),
  })),
  ...kinds.map((kind) => ({
    name: `${kind}-events`,
    'x-displayName': `Events of a ${kind}`,
    description: `Events of a ${kind}, as they stand in a timeline and in the feed, one type each.`,
  })),
]
