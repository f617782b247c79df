import { createClient } from '../client.ts'
import { Deviation } from '../deviation.ts'
import { printLine, printSection, printTable } from '../page.ts'
import { act, openRegistry } from '../registry.ts'
import { verifyTimeline } from '../timeline.ts'
import { daysAgo, nameRun } from './acting.ts'
import { createCaseStage } from './case-stage.ts'
import { commission, contract, deliver, pledge } from './exoskeletons-delivery.ts'
import { awaitFulfilled, followUp, measure } from './exoskeletons-follow-up.ts'
import { ask, checkNeeds, children } from './exoskeletons-needs.ts'
import type { Perform } from './perform.ts'

/** The public case of exoskeletons and bionic prostheses for 18 children, of whom nothing but their number is known. */
export const performExoskeletons: Perform = async ({ service: { url, operatorKey = '' }, signal }) => {
  const client = createClient(url, signal)
  const registry = openRegistry(client, operatorKey)
  const stage = createCaseStage(client)
  printLine(`Besik serves at ${url}. Every step below is a request to it.`)
  printLine(
    `● was published: the foundation, the two kinds of device, and that they are for ${children} children.`,
  )
  printLine(
    'The rest is a sample: the hospital, how many of each kind, days. Of a child nothing is ever recorded.',
  )

  printSection('Who takes part')
  const place = { country: 'KZ', region: 'KZ-71' }
  const foundation = await registry.enlist({ kind: 'foundation', name: 'Qazaqstan Khalqyna', country: 'KZ' })
  const authority = await registry.enlist({
    ...{ kind: 'authority', name: 'Health authority of the capital (sample)', ...place },
  })
  const hospital = await registry.enlist({
    ...{ kind: 'hospital', name: 'Rehabilitation hospital for children (sample)', ...place },
  })
  printTable([foundation, authority, hospital].map(({ name, kind }) => [name, kind]))
  const donor = act('Director', foundation)
  const physician = act('Chief physician', hospital)
  const nurse = act('Head of rehabilitation', hospital)
  const official = act('Head of the department', authority)

  const wanted = await ask({ client, stage, registry, physician, official })
  printSection('The pledge')
  const programme = nameRun('exoskeletons')
  const giving = { client, stage, donor, physician, wanted, programme }
  const donation = await pledge(giving)
  await checkNeeds(client, physician, wanted, 'matched')
  await contract(giving, donation)
  const units = await deliver(giving, donation)
  const since = daysAgo(31)
  await commission(giving, donation, nurse, { units, on: since })
  await followUp({ client, stage, donation, nurse, wanted, since })
  await awaitFulfilled(client, physician, wanted)

  printSection('Summary')
  const impact = await measure(client, foundation, programme)
  const month = impact.followUps.find(({ days }) => days === 30)
  const { count, head } = await verifyTimeline(client, donation.path, hospital.key)
  if (units.length !== children)
    throw new Deviation(`${units.length} devices were given to ${children} children.`)
  printLine(
    `● ${impact.units.inService} exoskeletons and bionic prostheses for ${children} children, all in service.`,
  )
  printTable([
    ...wanted.map(({ says, quantity }): [string, string] => [
      says,
      `${quantity} of ${quantity} needed (sample)`,
    ]),
    ['needs', 'fulfilled, told by Besik itself'],
    [
      'after 30 days',
      `${month?.working} of ${month?.units} work, ${Math.round((month?.share ?? 0) * 100)} %`,
    ],
    ...impact.uses.map(({ people, reports }): [string, string] => [
      'children',
      `${people}, as ${reports} totals of the hospital; no record of any child`,
    ]),
    ['hash chain', `verified by the hospital, ${count} events, ends in ${head.slice(0, 16)}…`],
  ])
  printLine('\n  No deviation.')
  return {
    path: donation.path,
    who: foundation.name,
    key: await registry.makeKey(foundation.id, 'Demo, to look around', ['read']),
  }
}
