import t from 'tap'
import type { AnyStateMachine } from 'xstate'
import { Policy } from '../../schemas/donation.ts'
import { donationKinds, kinds } from '../../schemas/event.ts'
import { describeWorkflow } from '../../scripts/describe-workflow.ts'
import { findTellings } from '../../scripts/probe-workflows.ts'
import { findDeclaration, workflows } from '../../workflows/catalogue.ts'

const descriptions = kinds.map(describeWorkflow)

for (const { kind, states, passages } of descriptions)
  t.test(`the ${kind} machine`, async (t) => {
    const machine: AnyStateMachine = workflows[kind].machine
    const nodes = Object.values(machine.states)

    t.test('decides and never acts', async (t) => {
      for (const node of nodes) t.strictSame(node.invoke, [], `${node.key} invokes nothing`)
      t.strictSame(Object.keys(machine.implementations.actors), [])
      const named = Object.keys(machine.implementations.actions)
      t.strictSame(
        named.filter((name) => name !== 'record' && name !== 'tell'),
        [],
      )
    })

    t.test('names every delay after a policy, so that a change of days orphans none', async (t) => {
      const named = Object.keys(machine.implementations.delays)
      // What is a stream of its own has its days in its own context.
      if (donationKinds.some((one) => one === kind))
        for (const name of named) t.ok(Object.hasOwn(Policy.shape, name), name)
      for (const { after, key } of nodes)
        for (const { delay } of after) t.ok(named.includes(String(delay)), `${delay} in ${key}`)
      const running = new Set(states.flatMap(({ deadlines }) => deadlines))
      t.strictSame([...running].sort(), [...named].sort(), 'each runs somewhere')
    })

    t.test('shows a declared event wherever a deadline passes or a state follows by itself', async (t) => {
      for (const { from, to, takes, records } of passages) {
        if (!takes) t.ok(records.length > 0, `from ${from} to ${to}`)
        for (const type of records) t.ok(findDeclaration(kind, type), type)
      }
    })

    t.test('takes declared events only, and each declared event happens somewhere', async (t) => {
      const happening = new Set(
        passages.flatMap(({ takes, records }) => [...(takes ? [takes] : []), ...records]),
      )
      happening.delete('unit.moved')
      t.strictSame([...happening].sort(), Object.keys(workflows[kind].events).sort())
    })

    t.test('lets nobody send what a deadline, a cascade or a state brings about', async (t) => {
      for (const type of passages.flatMap(({ records }) => records))
        t.strictSame(findDeclaration(kind, type)?.by, [], type)
    })

    t.test(
      'says of every state what it means, and of every one that is not final whose turn it is',
      async (t) => {
        for (const { key, type, meta, description } of nodes) {
          t.match(description, /^[A-Z].*\.$/, key)
          if (type === 'final') t.equal(meta, undefined, key)
          else t.ok(Array.isArray(meta?.waitsFor), key)
        }
      },
    )

    t.test('tells declared events of others, and reaches whom it tells', async (t) => {
      for (const { type, to, tells } of findTellings(kind)) {
        const known = kinds.some((one) => findDeclaration(one, tells))
        t.ok(known || (tells === 'unit.moved' && to === 'stream'), `${type} tells ${tells}`)
        if (to !== 'stream' && to !== 'elsewhere') t.equal(findDeclaration(kind, type)?.reach, 'tree', type)
      }
    })
  })

t.test('what is told is taken by those it is told', async (t) => {
  const taken = descriptions.flatMap(({ passages }) => passages.map(({ takes }) => takes))
  for (const { type, tells } of kinds.flatMap(findTellings))
    t.ok(taken.includes(tells), `${tells}, told by ${type}`)
})

t.test('every deadline of the policy is one of a machine', async (t) => {
  const machines: AnyStateMachine[] = donationKinds.map((kind) => workflows[kind].machine)
  const delays = machines.flatMap(({ implementations }) => Object.keys(implementations.delays))
  t.strictSame([...new Set(delays)].sort(), Object.keys(Policy.shape).sort())
})

t.test('only the hospital decides about a unit', async (t) => {
  for (const type of [
    'unit.accepted',
    'unit.acceptedWithRemarks',
    'unit.rejected',
    'unit.reportedMissing',
    'unit.commissioned',
  ])
    t.strictSame(findDeclaration('unit', type)?.by, ['recipient'], type)
})
