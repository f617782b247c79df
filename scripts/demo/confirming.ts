import type * as z from 'zod'
import { Attachment } from '../../schemas/attachment.ts'
import { Confirmation, type NewConfirmation } from '../../schemas/confirmation.ts'
import { Unit } from '../../schemas/unit.ts'
import type { Consignment } from './consignment.ts'
import { Deviation } from './deviation.ts'
import { type Readings, soundReadings, toInspection } from './evidence.ts'
import { takePhoto } from './photo.ts'
import { type Actor, act } from './registry.ts'
import type { Chapter, Story } from './story.ts'

type Submission = z.input<typeof NewConfirmation>
type Decision = Submission['decisions'][number]

/** What the hospital finds on a unit, by the serial number that it reads on it. */
type Finding =
  | { outcome: 'accepted'; readings?: Readings }
  | { outcome: 'acceptedWithRemarks'; readings: Readings; note: string }
  | { outcome: 'rejected'; reason: 'damagedInTransit'; note: string }

export const inspector = ({ hospital }: Chapter): Actor => act('Biomedical engineer', hospital.member)

/** The demo names no person: whoever signs is called after the office. */
const signer = { name: 'Үлгідегі қол қоюшы', position: 'Бас дәрігердің орынбасары' }

/** Photographs the rating plate of a unit, and reads by which protocol it is inspected. */
const inspect = async ({ client }: Story, { id, hospital }: Chapter, unit: Unit, readings: Readings) => {
  const { key } = hospital.member
  const photo = await takePhoto(unit.serialNumber ?? '')
  const path = `/v1/donations/${id}/attachments?${new URLSearchParams({ name: photo.name })}`
  const { body } = await client.obtain(path, Attachment, { key, body: photo.bytes })
  return toInspection(unit, readings, body.sha256)
}

const decide = async (
  story: Story,
  chapter: Chapter,
  { id, serialNumber }: Consignment['units'][number],
  finding: Finding,
): Promise<Decision> => {
  if (finding.outcome === 'rejected') return { ...finding, serialNumber }
  const { key } = chapter.hospital.member
  const { body: unit } = await story.client.obtain(`/v1/units/${id}`, Unit, { key })
  const { readings = soundReadings, ...decision } = finding
  return { ...decision, serialNumber, inspection: await inspect(story, chapter, unit, readings) }
}

interface Confirming {
  says: string
  expect: string[]
  /** For each unit of the consignment, in its order. */
  findings: Finding[]
  isRepeated?: boolean
}

/** The hospital counts the packages and settles every unit of a consignment, in one submission. */
export const confirmByApi = async (
  story: Story,
  chapter: Chapter,
  { shipment, units }: Consignment,
  { findings, isRepeated, ...step }: Confirming,
) => {
  const { client, stage } = story
  const by = inspector(chapter)
  const { key } = by.member
  const decisions: Decision[] = []
  for (const [place, unit] of units.entries()) {
    const finding = findings[place]
    if (finding) decisions.push(await decide(story, chapter, unit, finding))
  }
  const receipt = { packages: units.length, sealsIntact: true }
  const body: Submission = { language: 'kk', signer, receipt, decisions }
  const path = `/v1/shipments/${shipment}/confirmations`
  await stage.perform(chapter, { by, ...step }, async () => {
    const first = await client.obtain(path, Confirmation, { key, body })
    if (!isRepeated) return
    const second = await client.obtain(path, Confirmation, { key, body })
    if (second.body.id !== first.body.id)
      throw new Deviation('The same confirmation sent again became another.')
  })
}

/** Neither can the supplier take its own units over, nor the hospital say the contrary of what it said. */
export const contradict = async (story: Story, chapter: Chapter, { shipment, units }: Consignment) => {
  const { stage, actors } = story
  const [unit] = units
  const path = `/v1/shipments/${shipment}/confirmations`
  const decision = { serialNumber: unit?.serialNumber, outcome: 'rejected', reason: 'notRequested' }
  const body = { language: 'kk', signer, decisions: [decision] }
  await stage.provokeAt(path, {
    by: actors.engineer,
    says: "tries to decide in the hospital's place",
    body,
    expect: '403 role-not-allowed',
  })
  await stage.provokeAt(path, {
    by: inspector(chapter),
    says: 'would refuse what it has accepted',
    body,
    expect: '409 confirmation-refused',
  })
}
