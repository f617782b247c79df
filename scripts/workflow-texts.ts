import type { LoneKind } from '../schemas/event.ts'

// What the page says besides what the machines say themselves.

export const intro = `# Workflows

Generated from the machines in this folder by \`node scripts/workflow-tables.ts\`; a test compares it with them.
Change a machine or a declaration, never this page.

A workflow says what may happen to a thing, and who may make it happen. Three things of a donation have one, and are
one stream: their events are ordered, and chained by hashes, together.

- a [**donation**](#donation): so many units of equipment for one hospital, from the pledge to devices in use;
- a [**shipment**](#shipment): one consignment of a donation, from its plan to the count of its packages;
- a [**unit**](#unit): one physical device, from its plan to the end of its service.

Others are a stream of their own, and move none of the three:

- a [**need**](#need): what a hospital asks for;
- a [**memorandum**](#memorandum): a framework agreement that contracts rest on;
- a [**programme**](#programme): a campaign with goals, funders and donations under it;
- a [**recall**](#recall): devices that are called back;
- an [**endpoint**](#endpoint): a URL of an organization that events are delivered to.

Each is a state machine without a clock, a database or a network: given a state and an event it says what the next
state is, or that the event is not possible now. The engine (\`src/engine/\`) does what it says, in one transaction.

- A **state** is what callers see in the field \`state\`. It says whose turn it is.
- An **event** is a fact that happened. Its declaration (\`donation-events.ts\` and so on) says which **roles** may send
  it and which fields it carries. What stands in _italics_ is not sent but brought about: _by_ an event of another
  workflow, by a **deadline** that passed, by what came of deliveries, or by _itself_, as soon as it is true.
- A **deadline** starts with a state and reports that nothing happened in time. Its days are in the \`policy\` of the
  donation and end with the recipient's calendar day.
- A workflow can **tell** others of the same donation what happened: a shipment that leaves takes its units along.

Only its hospital accepts a unit, by one event for one unit; no other event stands in for that.
`

export const together = `## How the three move each other
`

export const counting = `Every change of a unit's place is told to its donation as \`unit.moved\`. That event never leaves the donation, and nobody
can send it. The donation keeps one count for each place and item, and the counts always add up to the contracted
quantity, so that in the end _accepted + in service + rejected + lost = contracted_. From \`contracted\` on nobody sets the
state of a donation, but to cancel or close it: whoever must act next names it (\`standing\` in [slots.ts](slots.ts)). The
moves, and the events of the unit that make them:
`

export const deadlineIntro = `## Deadlines

The days are those of a donation whose policy names no others.
`

const endpointIntro = `It belongs to one organization, its **owner**; its events reach the other endpoints of the same organization, and a ping
this one alone. No attempt is an event, so nothing here starts a clock: whoever makes the attempts sets the deadlines
\`failureNotice\` and \`failureLimit\` with the first that fails and deletes them with one that arrives, and reports with
a deadline that is due at once that a delivery was given up, that deliveries arrive again, or that the receiver is gone.
The days are \`BESIK_WEBHOOK_DISABLE_DAYS\` of the configuration.
`

/** What the page says of each workflow that is a stream of its own, before its diagram. */
export const loneIntros: Record<LoneKind, string> = {
  need: `A hospital's own. An endorsed one is shown to every organization, and pledges cover it.
`,
  memorandum: `Between organizations; its **owner** drafts it, its **members** and the owner sign it. Its deadlines are days of
the calendar, counted from the draft: the end of its validity, with a reminder 30 days before, and for each commitment
\`commitmentDue.<id>\`, with a reminder \`commitmentReminder.<id>\` 14 days before.
`,
  programme: `Its **owner** runs it, its **funders** pay for it. What it has received decides when it reports: yearly from the
first money on, and once more within two months of its completion. Two deadlines run for the report that comes next,
\`reportReminder\` two months before its day and \`reportDue\` on it.
`,
  recall: `Its **owner** opens it, and every hospital that holds a device of it gets a part: a recall of its own, with itself as
the **recipient**, so that hospitals see nothing of each other. A part that is answered tells the whole, and the whole tells
its parts when it is withdrawn.
`,
  endpoint: endpointIntro,
}

/** What brings about events that nobody sends, where a machine sees none of it or can't be read for it. */
export const receiving: Record<string, string[]> = {
  'endpoint.failing': ['deadline `failureNotice`'],
  'endpoint.recovered': ['a delivery that arrives'],
  'endpoint.disabled': ['deadline `failureLimit`', 'an answer 410'],
  'delivery.exhausted': ['the last attempt'],
  'report.reminded': ['deadline `reportReminder`'],
  'report.overdue': ['deadline `reportDue`'],
  'recall.confirmed': ['`recall.quarantined` of a part'],
  'commitment.kept': ['`commitment.reported`'],
  'commitment.reminded': ['deadline `commitmentReminder.<id>`'],
  'commitment.overdue': ['deadline `commitmentDue.<id>`'],
}
