import { body, event, many, type Row } from '../../support/refusals.ts'

const answer = (answers: unknown, more: object = {}, who: 'donor' | 'recipient' = 'recipient') =>
  event(
    'planned',
    'checklist.answered',
    { checklist: 'dispatch-readiness', version: 1, answers, ...more },
    { who },
  )
const waive = (gate: unknown, more: object = {}) =>
  event(
    'planned',
    'gate.waived',
    { gate, reason: 'solvedOnSite', position: 'Engineer', ...more },
    { who: 'recipient' },
  )
const trained = { item: 'training-users', answer: 'yes' }
const data = (field: string) => `/data/${field}`

export const gates: Row[] = [
  ['another checklist', 'checklist-unknown', answer([trained], { checklist: 'x' }), body(data('checklist'))],
  ['another version of it', 'checklist-unknown', answer([trained], { version: 9 }), body(data('checklist'))],
  [
    'a question that is none',
    'question-unknown',
    answer([trained, { item: 'x', answer: 'yes' }]),
    body(data('answers/1/item')),
  ],
  ['a question answered twice', 'duplicate-entry', answer(many(2, trained)), body(data('answers/1/item'))],
  [
    'a question that always applies',
    'question-always-applies',
    answer([{ item: 'training-users', answer: 'notApplicable', note: 'x' }]),
    body(data('answers/0/answer')),
  ],
  [
    'an answer that does not say why it does not apply',
    'invalid-request',
    answer([{ item: 'way-in', answer: 'notApplicable' }]),
    body(data('answers/0/note'), 'required'),
  ],
  [
    "an answer of the hospital's by the donor",
    'question-role-not-allowed',
    answer([trained], {}, 'donor'),
    body(data('answers/0/item')),
  ],
  [
    'a proof that is not there',
    'attachment-unknown',
    answer([{ ...trained, attachment: 'f'.repeat(64) }]),
    body(data('answers/0/attachment'), 'attachment-unknown'),
  ],
  [
    "an answer with a person's number",
    'invalid-request',
    answer([{ ...trained, note: 'ИИН 900101300017' }]),
    body(data('answers/0/note'), 'identity-number'),
  ],
  ['no answers', 'invalid-request', answer([]), body(data('answers'), 'too-few')],
  ['too many answers', 'invalid-request', answer(many(61, trained)), body(data('answers'), 'too-many')],
  [
    'an answer that is none',
    'invalid-request',
    answer([{ ...trained, answer: 'perhaps' }]),
    body(data('answers/0/answer'), 'not-one-of'),
  ],
  ['a gate that nobody waives', 'gate-not-waivable', waive('contract-signed'), body(data('gate'))],
  ['a gate that is not unmet', 'gate-not-unmet', waive('mains-fit'), body(data('gate'))],
  ['a gate that is none', 'invalid-request', waive('weather'), body(data('gate'), 'not-one-of')],
  [
    'a waiver without a reason',
    'invalid-request',
    waive('mains-fit', { reason: undefined }),
    body(data('reason'), 'required'),
  ],
  [
    'a waiver by nobody',
    'invalid-request',
    waive('mains-fit', { position: ' ' }),
    body(data('position'), 'too-short'),
  ],
  [
    'a waiver by the donor',
    'role-not-allowed',
    event('planned', 'gate.waived', { gate: 'mains-fit', reason: 'other', position: 'x' }),
  ],
  [
    'a waiver that is not there',
    'gate-not-waived',
    event('planned', 'gate.waiverWithdrawn', { gate: 'mains-fit' }, { who: 'recipient' }),
    body(data('gate')),
  ],
]
