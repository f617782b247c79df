import { DateTime } from 'luxon'
import { acceptByLink } from './accept-by-link.ts'
import { admitCarrier, contract, offer, offerTooLittle } from './agreement.ts'
import { confirmByApi, contradict } from './confirming.ts'
import { type Consignment, deliver, forgetPacking, planConsignment } from './consignment.ts'
import { soundReadings } from './evidence.ts'
import { handOver } from './handover.ts'
import { comeBack, goDown } from './notifying.ts'
import { printLine, printSection } from './page.ts'
import { act } from './registry.ts'
import type { Chapter, Story } from './story.ts'
import { closeEarly, commission } from './upkeep.ts'

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
  const perinatal = await deliver(story, first, one, shipment)
  printSection('First phase, from Brazil: the Center for Perinatology and Pediatric Cardiac Surgery')
  const two = {
    serial: 'SAMPLE-B',
    units: 2,
    days: { ...days, released: '2022-12-14', arrived: '2022-12-15' },
    donation,
  }
  const cardiac = await deliver(story, second, two, await planConsignment(story, second, two))
  return { perinatal, cardiac }
}

type FirstPhase = Awaited<ReturnType<typeof shipFirstPhase>>

const acceptFirstPhase = async (story: Story, first: Chapter, perinatal: Consignment) => {
  printSection('The City Perinatal Center accepts by API: both incubators, measured, in one submission')
  await confirmByApi(story, first, perinatal, {
    says: 'confirms both incubators with every check within its limit, twice, the first answer being lost',
    findings: [{ outcome: 'accepted' }, { outcome: 'accepted' }],
    isRepeated: true,
    expect: [
      'shipment arrived → received',
      '2 units arrived → accepted',
      'donation accepting → shipping',
      'shipment confirmed',
    ],
  })
  await contradict(story, first, perinatal)
  await handOver(story, first, perinatal)
}

const list = ({ units }: Consignment, from = 'accepted') => units.map(({ id }) => ({ id, from }))
const inService = 'donation accepted → inService'

const closeFirstPhase = async (story: Story, first: Chapter, second: Chapter, way: FirstPhase) => {
  const on = '2023-01-12'
  const days = DateTime.fromISO(on).diff(DateTime.fromISO('2022-10-20'), 'days').days
  printSection(`First phase closed on 12 January 2023, ${days} days after the contract`)
  await commission(story, first, { on, units: list(way.perinatal) })
  await commission(story, second, { on, units: list(way.cardiac), expectLast: inService })
  await closeEarly(story, first)
}

const finish = async (story: Story, first: Chapter) => {
  printSection('Still owed: the third incubator of the City Perinatal Center')
  const travel = (month: string) => ({
    packed: `${month}-06`,
    dispatched: `${month}-10`,
    entered: `${month}-14`,
    released: `${month}-16`,
    arrived: `${month}-17`,
  })
  const arrived = ['donation shipping → accepting']
  const last = { serial: 'SAMPLE-C', units: 1, days: travel('2023-02'), donation: { arrived } }
  const third = await deliver(story, first, last, await planConsignment(story, first, last))
  await confirmByApi(story, first, third, {
    says: 'refuses the third: its hood is cracked',
    findings: [{ outcome: 'rejected', reason: 'damagedInTransit', note: 'Инкубатордың қақпағы жарылған.' }],
    expect: [
      'shipment arrived → received',
      'unit arrived → rejected',
      'donation accepting → remedying',
      'shipment confirmed',
    ],
  })
  printSection('Still owed: one in place of the damaged')
  const replacing = {
    ...last,
    serial: 'SAMPLE-D',
    days: travel('2023-03'),
    replaces: third.units.map(({ id }) => id),
    donation: { planned: ['donation remedying → shipping'], arrived },
  }
  const fresh = await deliver(story, first, replacing, await planConsignment(story, first, replacing))
  const readings = { ...soundReadings, 'alarm-sound-level': 82 }
  await confirmByApi(story, first, fresh, {
    says: 'accepts the one that came in its place, with a remark: its alarm is 2 dB louder than it may be',
    findings: [
      { outcome: 'acceptedWithRemarks', readings, note: 'Дабыл дыбысы рұқсат етілгеннен 2 дБ қатты.' },
    ],
    expect: [
      'shipment arrived → received',
      'unit arrived → acceptedWithRemarks',
      'donation accepting → accepted',
      'shipment confirmed',
    ],
  })
  printSection('In service')
  const units = list(fresh, 'acceptedWithRemarks')
  await commission(story, first, { on: '2023-03-27', units, expectLast: inService })
}

/** The public case "Weight of Life", from the offer to incubators in service; answers its two donations. */
export const play = async (story: Story): Promise<Chapter[]> => {
  printLine()
  printLine('● was published, with its day. The parties but for the carrier, Brazil and the end of the')
  printLine('first phase are facts too; the rest is a sample: quantities, values, shares, incidents, other')
  printLine('days, most offices, what was measured. Days are as the actors gave them; "now" is the moment')
  printLine('of recording, as it is for a link and for what the hospitals confirm.')
  const { first, second } = await agree(story)
  await goDown(story, [first, second])
  const way = await shipFirstPhase(story, first, second)
  await comeBack(story, [first, second])
  await acceptFirstPhase(story, first, way.perinatal)
  await acceptByLink(story, second, way.cardiac)
  await closeFirstPhase(story, first, second, way)
  await finish(story, first)
  return [first, second]
}
