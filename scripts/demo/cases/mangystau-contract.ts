import { createHash } from 'node:crypto'
import { Deviation } from '../deviation.ts'
import { printSection } from '../page.ts'
import { type Actor, act, type Member, type Registry } from '../registry.ts'
import type { CaseStage, Scene } from './case-stage.ts'

interface Given {
  stage: CaseStage
  registry: Registry
  president: Actor
  hospital: Member | undefined
  /** Id of an equipment type. */
  type: string
  memorandum: Scene
}

const sha256 = createHash('sha256').update('Договор пожертвования (образец)').digest('hex')

/** A contract rests on the memorandum where its hospital lies in the region, and on nothing elsewhere. */
export const rest = async ({ stage, registry, president, hospital, type, memorandum }: Given) => {
  if (!hospital) throw new Deviation('No hospital was registered.')
  printSection('A contract that rests on it')
  const elsewhere = await registry.enlist({
    ...{ kind: 'hospital', name: 'City hospital of another region (sample)', country: 'KZ', region: 'KZ-75' },
  })
  const offer = async (recipient: Member) => {
    const director = act('Director', recipient)
    const scene = await stage.make({
      by: president,
      to: '/v1/donations',
      body: {
        title: 'Equipment under the memorandum',
        items: [{ equipmentType: type, quantity: 2 }],
        parties: [
          { organization: president.member.id, role: 'donor' },
          { organization: recipient.id, role: 'recipient' },
        ],
      },
      says: `pledges two devices to the ${recipient.name}`,
      expect: ['donation new → pledged'],
    })
    await stage.send(scene, {
      ...{ by: director, says: 'agrees', type: 'donation.agreed', data: { position: director.position } },
      expect: ['donation pledged → contracting'],
    })
    const data = {
      number: '1/2026',
      memorandum: memorandum.path.split('/').at(-1),
      texts: [{ language: 'ru', sha256 }],
      signatories: [president.member.id, recipient.id],
    }
    return { scene, director, draft: { by: president, type: 'contract.drafted', data } }
  }
  const other = await offer(elsewhere)
  await stage.refuseSending(other.scene, {
    ...other.draft,
    says: 'lays a contract under the memorandum before a hospital of another region',
    expect: '409 memorandum-not-covering',
  })
  const { scene, director, draft } = await offer(hospital)
  await stage.send(scene, {
    ...draft,
    says: 'lays a contract under the memorandum before a hospital of the region',
    expect: ['contract drafted'],
  })
  const signing = { sha256, method: 'paper' }
  await stage.send(scene, {
    ...{
      by: president,
      says: 'signs',
      type: 'contract.signed',
      data: { ...signing, position: president.position },
    },
    expect: ['contract signed'],
  })
  await stage.send(scene, {
    ...{
      by: director,
      says: 'signs',
      type: 'contract.signed',
      data: { ...signing, position: director.position },
    },
    expect: ['contract contracting → contracted', 'donation contracting → contracted'],
  })
}
