import type { Consignment } from './consignment.ts'
import { Deviation } from './deviation.ts'
import { soundReadings } from './evidence.ts'
import { accept, countPackages, enterReadings, nameSigner, nameTester, reject } from './form.ts'
import { fetchAct, openLink, sendLink, showLinkEvents, signText } from './link.ts'
import { printDetails, printSection } from './page.ts'
import { takePhoto } from './photo.ts'
import type { Chapter, Story } from './story.ts'
import { repair } from './upkeep.ts'
import type { Visit } from './visit.ts'

type Unit = Consignment['units'][number]

const used = ['link.issued', 'link.opened', 'link.used']

/** The air is a degree and a half warmer than the incubator shows; a safety check allows 0.8 °C. */
const faulty = { ...soundReadings, 'air-temperature-deviation': 1.5 }

const enterUnit = async (visit: Visit, { id, serialNumber }: Unit, readings: typeof soundReadings) => {
  const place = await visit.findPlace(id)
  if (!Number.isInteger(place)) throw new Deviation(`The page does not show ${serialNumber}.`)
  await visit.enter(enterReadings(place, readings, await takePhoto(serialNumber)))
  return place
}

/** The safety check failed, and nobody gets past it. */
const insist = async (visit: Visit, place: number) => {
  await visit.enter(accept(place))
  const reviewed = await visit.review()
  if (!('problems' in reviewed)) throw new Deviation('The page lets a unit pass that failed a safety check.')
  printDetails([
    ['tries', 'to accept both, though 1.5 °C were measured on one where 0.8 °C are allowed; the page says:'],
    ['', `“${reviewed.problems.join(' ')}”`],
  ])
}

const decideBoth = async (story: Story, second: Chapter, consignment: Consignment) => {
  const { code, units } = consignment
  const link = await sendLink(story, second, consignment, 'ru')
  const visit = await openLink(story, second, { link, language: 'ru', name: `page-${code}-1` })
  try {
    const [sound, bad] = units
    if (!sound || !bad) throw new Deviation('Two units were sent, and fewer arrived.')
    await visit.enter([
      ...countPackages(2),
      ...nameTester('Инженер по медицинскому оборудованию'),
      ...nameSigner('Подписант из примера', 'Заместитель директора'),
    ])
    await visit.enter(accept(await enterUnit(visit, sound, soundReadings)))
    const place = await enterUnit(visit, bad, faulty)
    await insist(visit, place)
    await visit.enter(reject(place, 'failedSafetyTest', 'Воздух на 1,5 °C теплее показаний.'))
    await signText(story, second, visit, {
      says: 'accepts one incubator and refuses the other, by the measured evidence',
      expect: [
        'shipment arrived → received',
        'unit arrived → accepted',
        'unit arrived → rejected',
        'donation accepting → remedying',
        'shipment confirmed',
        'link used',
      ],
    })
  } finally {
    await visit.close()
  }
  await showLinkEvents(story, second, used)
}

const acceptRepaired = async (story: Story, second: Chapter, consignment: Consignment) => {
  const { code, units } = consignment
  const link = await sendLink(story, second, consignment, 'kk')
  const visit = await openLink(story, second, { link, language: 'kk', name: `page-${code}-2` })
  try {
    const [, repaired] = units
    if (!repaired) throw new Deviation('The repaired unit is not there.')
    await visit.enter([
      ...nameTester('Медициналық жабдық инженері'),
      ...nameSigner('Үлгідегі қол қоюшы', 'Директордың орынбасары'),
    ])
    await visit.enter(accept(await enterUnit(visit, repaired, soundReadings)))
    const { acts } = await signText(story, second, visit, {
      says: 'accepts the repaired incubator',
      expect: ['unit arrived → accepted', 'donation accepting → accepted', 'shipment confirmed', 'link used'],
    })
    await fetchAct(story, second, acts, `act-${code}.pdf`)
  } finally {
    await visit.close()
  }
  await showLinkEvents(story, second, used)
}

/** The second hospital has no account: it confirms through the page behind a link, on a telephone. */
export const acceptByLink = async (story: Story, second: Chapter, consignment: Consignment) => {
  printSection('The Center for Perinatology and Pediatric Cardiac Surgery accepts by a link, on a phone')
  const [, bad] = consignment.units
  await decideBoth(story, second, consignment)
  printSection('The refused incubator is repaired, and comes before the hospital again')
  await repair(story, second, bad?.id ?? '')
  await acceptRepaired(story, second, consignment)
}
