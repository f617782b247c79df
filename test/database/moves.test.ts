import t from 'tap'
import { moves } from '../../src/database/moves.ts'
import { donationWorkflow } from '../../workflows/donation.ts'
import { followers } from '../../workflows/standings.ts'

/** States in which nothing is sent yet, so that the log is short. */
const early = ['pledged', 'contracting']

t.test('names whatever moves a donation once a contract stands', (t) => {
  const told = Object.entries(donationWorkflow.states).flatMap(([name, { config }]) =>
    early.includes(name)
      ? []
      : Object.entries(config.on ?? {}).flatMap(([type, to]) =>
          JSON.stringify(to).includes('"target"') || typeof to === 'string' ? [type] : [],
        ),
  )
  t.same([...moves].sort(), [...new Set([...told, ...Object.values(followers)])].sort())
  t.end()
})
