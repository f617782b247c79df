import { v7 as uuidv7 } from 'uuid'
import { inspect } from '../../support/inspect.ts'
import { body, change, confirm, event, type Row, type World } from '../../support/refusals.ts'

type Own = World['mine']['own']

const whole = {
  language: 'ru',
  signer: { name: 'A signer', position: 'Director' },
  receipt: { packages: 1, sealsIntact: true },
}
const decide = (
  find: (mine: Own, theirs: Own) => object,
  fields: object = {},
  to: 'arrived' | 'planned' | 'confirmed' = 'arrived',
) =>
  confirm(
    ({ paths }: World) => `${paths[to]}/confirmations`,
    ({ mine, theirs }: World) => ({
      ...whole,
      decisions: [{ outcome: 'rejected', reason: 'wrongItem', ...find(mine.own, theirs.own) }],
      ...fields,
    }),
  )
const undecided = ({ undecided: unit }: Own) => ({ unit })
const first = (field: string) => `/decisions/0${field}`

export const confirmations: Row[] = [
  ['a confirmation of nothing', 'invalid-request', decide(undecided, { decisions: [] }), body('/decisions')],
  [
    'one before anything left',
    'transition-not-allowed',
    decide(({ plannedUnit: unit }) => ({ unit }), {}, 'planned'),
  ],
  [
    'one by the donor',
    'role-not-allowed',
    change(
      ({ paths }: World) => `${paths.arrived}/confirmations`,
      ({ mine }: World) => ({
        ...whole,
        decisions: [{ outcome: 'missing', unit: mine.own.undecided }],
      }),
    ),
  ],
  [
    'packages that nobody counted',
    'confirmation-refused',
    decide(undecided, { receipt: undefined }),
    body('/receipt', 'receipt-missing'),
  ],
  [
    'packages counted twice',
    'confirmation-refused',
    decide(({ undecided: unit }) => ({ unit }), {}, 'confirmed'),
    [...body('/receipt', 'packages-already-counted'), ...body(first('/unit'), 'unit-not-in-shipment')],
  ],
  ['a unit without a name', 'confirmation-refused', decide(() => ({})), body(first(''), 'unit-not-named')],
  [
    'a unit of another tenant',
    'confirmation-refused',
    decide((_, { undecided: unit }) => ({ unit })),
    body(first('/unit'), 'unit-not-in-shipment'),
  ],
  [
    'a unit under another number',
    'confirmation-refused',
    decide(({ undecided: unit }) => ({ unit, serialNumber: 'Another' })),
    body(first('/serialNumber'), 'serial-number-mismatch'),
  ],
  [
    'a unit of another model',
    'confirmation-refused',
    decide(({ undecided: unit }) => ({ unit, udi: '(01)04006000000015' })),
    body(first('/udi'), 'udi-mismatch'),
  ],
  [
    'a unit decided about',
    'confirmation-refused',
    decide(({ accepted: unit }) => ({ unit })),
    body(first('/unit'), 'unit-already-decided'),
  ],
  [
    'an acceptance unseen',
    'confirmation-refused',
    decide(({ undecided: unit }) => ({ unit, outcome: 'accepted', reason: undefined })),
    body(first('/inspection'), 'inspection-missing'),
  ],
  [
    'a photo that nobody attached',
    'confirmation-refused',
    decide(({ undecided: unit }) => ({
      unit,
      inspection: inspect('generic-device', { 'packaging-intact': { photos: ['0'.repeat(64)] } }),
    })),
    body(first('/inspection/results/0/photos/0'), 'attachment-unknown'),
  ],
  [
    'a text that was not shown',
    'confirmed-text-changed',
    decide(undecided, { textSha256: '0'.repeat(64) }),
    body('/textSha256'),
  ],
]

const revoke = (find: (own: Own) => string) =>
  event('arrived', 'link.revoked', ({ mine }: World) => ({ link: find(mine.own) }))

export const links: Row[] = [
  ['a link that nobody made', 'link-unknown', revoke(() => uuidv7()), body('/data/link')],
  ['a link that was replaced', 'link-ended', revoke(({ endedLink }) => endedLink), body('/data/link')],
  [
    'a link about nothing yet',
    'transition-not-allowed',
    change(({ paths }: World) => `${paths.planned}/links`, {}),
  ],
]
