import { createHash } from 'node:crypto'
import type { Share } from '../../schemas/donation.ts'
import type { Cast } from './cast.ts'
import { Deviation } from './deviation.ts'
import { type Actor, act } from './registry.ts'
import { type Chapter, openChapter, type Story } from './story.ts'

/** What one incubator is worth, in tiyn. The price paid was not published: a sample. */
const unitValue = { amount: 960_000_000, currency: 'KZT' }

const koreans = ['korean1', 'korean2', 'korean3', 'korean4', 'korean5'] as const

interface Offer {
  hospital: Actor
  quantity: number
  reference: string
  /** Parts of the club, of each Korean club, and of the foundation. Their true parts were not published: a sample. */
  shares: { club: Share; korean: Share; foundation: Share }
}

const makePledge = ({ cast, type }: Story, { hospital, quantity, reference, shares }: Offer) => ({
  title: `Weight of Life: incubators for the ${hospital.member.name}`,
  reference,
  items: [{ equipmentType: type.id, quantity, description: 'Infant incubator from Brazil', unitValue }],
  parties: [
    { organization: cast.club.id, role: 'donor' as const, share: shares.club },
    { organization: cast.club.id, role: 'coordinator' as const },
    ...koreans.map((name) => ({
      organization: cast[name].id,
      role: 'donor' as const,
      share: shares.korean,
    })),
    { organization: cast.foundation.id, role: 'donor' as const, share: shares.foundation },
    { organization: hospital.member.id, role: 'recipient' as const },
    { organization: cast.authority.id, role: 'authority' as const },
    { organization: cast.supplier.id, role: 'supplier' as const },
  ],
})

/** The club pledges for all donors, and the hospital agrees. */
export const offer = async (story: Story, terms: Offer): Promise<Chapter> => {
  const { stage, actors } = story
  const { hospital, quantity } = terms
  const { scene, donation } = await stage.pledge({
    by: actors.president,
    hospital,
    says: `pledges ${quantity} incubators to the ${hospital.member.name}, shared among seven donors`,
    pledge: makePledge(story, terms),
    expect: ['donation new → pledged'],
  })
  const chapter = openChapter(scene, donation)
  await stage.send(chapter, {
    by: hospital,
    on: '2022-10-18',
    says: 'agrees to the offer',
    type: 'donation.agreed',
    data: { position: hospital.position },
    expect: ['donation pledged → contracting'],
  })
  return chapter
}

/** A pledge with a donor's part left out is refused before anything is kept of it. */
export const offerTooLittle = async (story: Story, terms: Offer) => {
  const { korean } = terms.shares
  const body = makePledge(story, { ...terms, shares: { ...terms.shares, foundation: korean } })
  await story.stage.provokeAt('/v1/donations', {
    by: story.actors.president,
    says: "gets the foundation's share wrong",
    body,
    expect: '400 shares-do-not-add-up',
  })
}

const signatories = ({ cast }: Story, hospital: Actor): { actor: Actor; isPublished: boolean }[] => [
  { actor: act('President', cast.club), isPublished: true },
  { actor: act('Deputy head', cast.authority), isPublished: true },
  ...koreans.map((name) => ({ actor: act('President', cast[name]), isPublished: false })),
  { actor: act('Director', cast.foundation), isPublished: false },
  { actor: act('Director', cast.supplier), isPublished: false },
  { actor: hospital, isPublished: true },
]

/** The contract is drafted in two languages, and every party signs one of them. */
export const contract = async (story: Story, chapter: Chapter, number: string) => {
  const { stage, actors } = story
  const on = '2022-10-20'
  // The text was not published: these are the hashes of two lines of sample.
  const texts = (['kk', 'ru'] as const).map((language) => ({
    language,
    sha256: createHash('sha256').update(`Sample of contract ${number} in ${language}`).digest('hex'),
  }))
  const signing = signatories(story, chapter.hospital)
  await stage.send(chapter, {
    by: actors.president,
    on,
    isPublished: true,
    says: 'lays the contract before the parties, in Kazakh and in Russian',
    type: 'contract.drafted',
    data: { number, texts, signatories: signing.map(({ actor }) => actor.member.id) },
    expect: ['donation contracting'],
  })
  for (const [place, { actor, isPublished }] of signing.entries()) {
    const isLast = place === signing.length - 1
    await stage.send(chapter, {
      by: actor,
      on,
      isPublished,
      says: `signs (${place + 1}/${signing.length})`,
      type: 'contract.signed',
      data: { sha256: texts[1]?.sha256, position: actor.position, method: isPublished ? 'paper' : 'account' },
      expect: [isLast ? 'donation contracting → contracted' : 'donation contracting'],
    })
  }
  const { contract: made } = await stage.readDonation(chapter)
  if (!made?.signatures.every(({ signedAt }) => signedAt?.startsWith(on)))
    throw new Deviation('The contract stands without every signature of its day.')
}

/** A party that joins sees the donation from then on; a stranger does not learn that there is one. */
export const admitCarrier = async (story: Story, chapter: Chapter, stranger: Cast[keyof Cast]) => {
  const { stage, actors, cast } = story
  await stage.provokeAt(`/v1/donations/${chapter.id}`, {
    by: act('Director', stranger),
    says: "looks for the other hospital's donation",
    expect: '404 not-found',
  })
  await stage.send(chapter, {
    by: actors.president,
    on: '2022-10-24',
    says: `lets the ${cast.carrier.name.toLowerCase()} take part, which sees the donation from now on`,
    type: 'party.added',
    data: { organization: cast.carrier.id, role: 'carrier' },
    expect: ['donation contracted'],
  })
}
