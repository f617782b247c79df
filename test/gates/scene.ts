import type { Test } from 'tap'
import type * as z from 'zod'
import type { NewDepartment } from '../../schemas/department.ts'
import type { NewEquipmentType } from '../../schemas/equipment-type.ts'
import { type Built, build, speakAs } from '../support/build.ts'
import { bring, plan } from '../support/consign.ts'
import { makeDepartment } from '../support/departments.ts'
import { makeCast, sha256 } from '../support/walk.ts'

interface Wanted {
  /** What the equipment asks for. */
  type?: Partial<z.input<typeof NewEquipmentType>>
  /** The department that it is for; null for none. */
  department?: Partial<z.input<typeof NewDepartment>> | null
  origin?: string
  until?: 'planned' | 'packed'
  /** Whether its contract rests on a memorandum of donor and hospital. */
  memorandum?: boolean
}

type Answer = Awaited<ReturnType<ReturnType<typeof speakAs>['post']>>

const expect = ({ status, body }: Answer) => {
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** A shipment of one incubator that is ready to leave, but for its gates. */
export const openGates = async (
  t: Test,
  { type, department, origin, until = 'packed', memorandum = false }: Wanted = {},
  built?: Built,
) => {
  const own = built ?? (await build(t))
  const cast = await makeCast(own)
  const [donor, hospital] = [speakAs(own, cast.donor), speakAs(own, cast.recipient)]
  const authority = speakAs(own, cast.authority)
  const operator = speakAs(own, { key: own.operator })
  const names = { kk: 'Инкубатор', ru: 'Инкубатор', en: 'Incubator' }
  const slug = `incubator-${cast.donor.id}`
  const made = expect(await operator.post('/v1/equipment-types', { slug, names, ...type }))
  const ward = department === null ? undefined : await makeDepartment(own, cast.recipient, department)
  const donation = expect(
    await donor.post('/v1/donations', {
      title: 'An incubator',
      items: [{ equipmentType: made.id, quantity: 1, department: ward?.id }],
      parties: [
        { organization: cast.donor.id, role: 'donor' },
        { organization: cast.recipient.id, role: 'recipient' },
        { organization: cast.authority.id, role: 'authority' },
      ],
    }),
  )
  const path = `/v1/donations/${donation.id}`
  const item: string = donation.items[0].id
  expect(await hospital.send(path, 'donation.agreed'))
  const texts = [{ language: 'ru', sha256 }]
  const day = (years: number) => new Date(Date.now() + years * 31_557_600_000).toISOString().slice(0, 10)
  const draft = {
    title: 'A memorandum',
    startsOn: day(-1),
    endsOn: day(1),
    texts,
    parties: [cast.recipient.id],
  }
  const framework = memorandum && expect(await donor.post('/v1/memoranda', draft))
  const agreement = framework ? `/v1/memoranda/${framework.id}` : ''
  if (framework)
    for (const party of [donor, hospital])
      expect(await party.send(agreement, 'memorandum.signed', { sha256, position: 'Head' }))
  const signatories = [cast.donor.id, cast.recipient.id]
  const contract = { number: '1', texts, signatories, memorandum: framework?.id }
  expect(await donor.send(path, 'contract.drafted', contract))
  for (const signatory of [donor, hospital])
    expect(await signatory.send(path, 'contract.signed', { sha256, position: 'Head' }))
  const consignment = origin ? await planFrom(donor, path, item, origin) : await plan(donor, path, [{ item }])
  if (until === 'packed') await bring({ donor, hospital }, consignment, 'packed')
  const shipment = consignment.path
  const gateOf = async (code: string, speaker = donor) => {
    const { body } = await speaker.get(`${shipment}/gates`)
    return body.gates.find((gate: { code: string }) => gate.code === code)
  }
  const answer = (speaker: ReturnType<typeof speakAs>, ...answers: object[]) =>
    speaker.send(shipment, 'checklist.answered', { checklist: 'dispatch-readiness', version: 1, answers })
  return {
    ...{ built: own, cast, donor, hospital, authority, donation: path, shipment, item, ward, agreement },
    gateOf,
    answer,
    dispatch: (speaker = donor) => speaker.send(shipment, 'shipment.dispatched', { mode: 'air' }),
    waive: (speaker: ReturnType<typeof speakAs>, gate: string, more: object = {}) =>
      speaker.send(shipment, 'gate.waived', { gate, reason: 'solvedOnSite', position: 'Engineer', ...more }),
  }
}

const planFrom = async (
  donor: ReturnType<typeof speakAs>,
  donation: string,
  item: string,
  origin: string,
) => {
  const wanted = { incotermPlace: 'Almaty', origin, units: [{ item }] }
  const body = expect(await donor.post(`${donation}/shipments`, wanted))
  const units: { id: string }[] = body.units
  return { path: `/v1/shipments/${body.id}`, units: units.map(({ id }) => id) }
}

/** An incubator for the mains of another continent. */
export const brazilian = { mains: { voltage: 110, frequency: 60 as const } }
