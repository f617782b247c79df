import { DateTime } from 'luxon'
import { admitCarrier, contract, offer, offerTooLittle } from './agreement.ts'
import { deliver, forgetPacking, planConsignment } from './consignment.ts'
import { closeEarly, commission, decide, overreach, repair } from './inspection.ts'
import { printLine, printSection } from './page.ts'
import { act, type Chapter, type Story } from './story.ts'

// Published are the parties, the two hospitals, Brazil, the contract of 20 October 2022 and the end of the first phase
// on 12 January 2023. How many incubators, at what price, and what befell them on the way was not: a sample.
const percent = (value: number) => ({ percent: value })
const tenge = (value: number) => ({ money: { amount: value * 100, currency: 'KZT' } })

const agree = async (story: Story) => {
  const { cast } = story
  const perinatal = {
    hospital: act('Deputy director', cast.perinatal),
    quantity: 3,
    reference: 'weight-of-life/1',
    shares: { club: percent(30), korean: percent(10), foundation: percent(20) },
  }
  const cardiac = {
    hospital: act('Director', cast.cardiac),
    quantity: 2,
    reference: 'weight-of-life/2',
    shares: { club: tenge(5_760_000), korean: tenge(1_920_000), foundation: tenge(3_840_000) },
  }
  printSection('The offer')
  await offerTooLittle(story, perinatal)
  const first = await offer(story, perinatal)
  const second = await offer(story, cardiac)

  printSection('One contract day, 20 October 2022: the City Perinatal Center')
  await contract(story, first, '2022-10-20/1')
  await admitCarrier(story, first, cast.cardiac)
  printSection('One contract day, 20 October 2022: the Center for Perinatology and Pediatric Cardiac Surgery')
  await contract(story, second, '2022-10-20/2')
  await admitCarrier(story, second, cast.perinatal)
  return { first, second }
}

const shipFirstPhase = async (story: Story, first: Chapter, second: Chapter) => {
  const donation = {
    dispatched: ['donation contracted → shipping'],
    arrived: ['donation shipping → accepting'],
  }
  printSection('First phase, from Brazil: the City Perinatal Center')
  const days = { packed: '2022-12-05', dispatched: '2022-12-08', entered: '2022-12-12' }
  const one = {
    serial: 'SAMPLE-A',
    units: 2,
    days: { ...days, held: '2022-12-13', released: '2022-12-20', arrived: '2022-12-21' },
    donation,
  }
  const shipment = await planConsignment(story, first, one)
  await forgetPacking(story, first, shipment)
  const [sound = '', faulty = ''] = await deliver(story, first, one, shipment)
  printSection('First phase, from Brazil: the Center for Perinatology and Pediatric Cardiac Surgery')
  const two = {
    serial: 'SAMPLE-B',
    units: 2,
    days: { ...days, released: '2022-12-14', arrived: '2022-12-15' },
    donation,
  }
  const other = await planConsignment(story, second, two)
  const [good = '', damaged = ''] = await deliver(story, second, two, other)
  return { sound, faulty, good, damaged }
}

type Units = Awaited<ReturnType<typeof shipFirstPhase>>

const inspect = async (story: Story, first: Chapter, second: Chapter, units: Units) => {
  printSection('Inspection and remedy')
  const on = '2022-12-27'
  await overreach(story, first, units.sound)
  await decide(story, first, {
    unit: units.sound,
    on,
    says: 'accepts an incubator, and says so twice, the first answer being lost',
    type: 'unit.accepted',
    isRepeated: true,
    expect: ['unit arrived → accepted'],
  })
  await decide(story, first, {
    unit: units.faulty,
    on,
    says: 'refuses the other: it does not hold its temperature',
    type: 'unit.rejected',
    reason: 'failedPerformanceTest',
    expect: ['unit arrived → rejected', 'donation accepting → remedying'],
  })
  await decide(story, second, {
    unit: units.good,
    on,
    says: 'accepts an incubator',
    type: 'unit.accepted',
    expect: ['unit arrived → accepted'],
  })
  await decide(story, second, {
    unit: units.damaged,
    on,
    says: 'refuses the other: its hood is cracked',
    type: 'unit.rejected',
    reason: 'damagedInTransit',
    note: 'The hood is cracked.',
    expect: ['unit arrived → rejected', 'donation accepting → remedying'],
  })
  await repair(story, first, units.faulty)
  await decide(story, first, {
    unit: units.faulty,
    on: '2023-01-10',
    says: 'accepts the repaired incubator',
    type: 'unit.accepted',
    expect: ['unit arrived → accepted', 'donation accepting → shipping'],
  })
}

const closeFirstPhase = async (story: Story, first: Chapter, second: Chapter, units: Units) => {
  const on = '2023-01-12'
  const days = DateTime.fromISO(on).diff(DateTime.fromISO('2022-10-20'), 'days').days
  printSection(`First phase closed on 12 January 2023, ${days} days after the contract`)
  const accepted = [units.sound, units.faulty].map((id) => ({ id, from: 'accepted' }))
  await commission(story, first, { on, units: accepted })
  await commission(story, second, { on, units: [{ id: units.good, from: 'accepted' }] })
  await closeEarly(story, first)
}

const finish = async (story: Story, first: Chapter, second: Chapter, damaged: string) => {
  printSection('Still owed: the third incubator of the City Perinatal Center')
  const days = {
    packed: '2023-02-06',
    dispatched: '2023-02-10',
    entered: '2023-02-14',
    released: '2023-02-16',
    arrived: '2023-02-17',
  }
  const arrived = ['donation shipping → accepting']
  const last = { serial: 'SAMPLE-C', units: 1, days, donation: { arrived } }
  const [third = ''] = await deliver(story, first, last, await planConsignment(story, first, last))
  printSection('Still owed: one in place of the damaged')
  const planned = ['donation remedying → shipping']
  const replacing = { ...last, serial: 'SAMPLE-D', replaces: [damaged], donation: { planned, arrived } }
  const [fresh = ''] = await deliver(
    story,
    second,
    replacing,
    await planConsignment(story, second, replacing),
  )
  printSection('In service')
  await decide(story, first, {
    unit: third,
    on: '2023-02-20',
    says: 'accepts the last incubator, with a remark: its Kazakh manual is missing',
    type: 'unit.acceptedWithRemarks',
    note: 'The manual is there in Russian only.',
    expect: ['unit arrived → acceptedWithRemarks', 'donation accepting → accepted'],
  })
  await decide(story, second, {
    unit: fresh,
    on: '2023-02-20',
    says: 'accepts the incubator that came in place of the damaged one',
    type: 'unit.accepted',
    expect: ['unit arrived → accepted', 'donation accepting → accepted'],
  })
  const expectLast = 'donation accepted → inService'
  const on = '2023-02-27'
  await commission(story, first, { on, units: [{ id: third, from: 'acceptedWithRemarks' }], expectLast })
  await commission(story, second, { on, units: [{ id: fresh, from: 'accepted' }], expectLast })
}

/** The public case "Weight of Life", from the offer to incubators in service; answers its two donations. */
export const play = async (story: Story): Promise<Chapter[]> => {
  printLine()
  printLine('● was published, with its day. The parties but for the carrier, Brazil and the end of the')
  printLine('first phase are facts too; the rest is a sample: quantities, values, shares, incidents, other')
  printLine('days, most offices. Days are as the actors gave them; "now" is the moment of recording.')
  const { first, second } = await agree(story)
  const units = await shipFirstPhase(story, first, second)
  await inspect(story, first, second, units)
  await closeFirstPhase(story, first, second, units)
  await finish(story, first, second, units.damaged)
  return [first, second]
}
