import type { Actor } from './cast.ts'
import type { Sending } from './stage.ts'
import { act, type Chapter, type Story } from './story.ts'

type Inspection = Pick<Sending, 'on' | 'says' | 'expect' | 'isRepeated'> & { unit: string }

const inspector = ({ hospital }: Chapter): Actor => act('Biomedical engineer', hospital.member)
const nurse = ({ hospital }: Chapter): Actor => act('Head of the neonatal unit', hospital.member)

/** The hospital decides upon a unit, by measured evidence or by a look at it. */
export const decide = async (
  { stage }: Story,
  chapter: Chapter,
  { unit, ...step }: Inspection & { type: string; reason?: string; note?: string },
) => {
  const { reason, note, ...telling } = step
  const by = inspector(chapter)
  const data = { position: by.position, reason, note }
  await stage.send(chapter, { ...telling, by, to: { kind: 'unit', id: unit }, data })
}

/** The supplier can't take its own unit over. */
export const overreach = async ({ stage, actors }: Story, chapter: Chapter, unit: string) => {
  const { position } = actors.engineer
  await stage.provoke(chapter, {
    by: actors.engineer,
    on: '2022-12-27',
    says: "tries to accept an incubator in the hospital's place",
    to: { kind: 'unit', id: unit },
    type: 'unit.accepted',
    data: { position },
    expect: '403 role-not-allowed',
  })
}

/** A refused unit is repaired and stands before the hospital again. */
export const repair = async ({ stage, actors }: Story, chapter: Chapter, unit: string) => {
  const to = { kind: 'unit', id: unit } as const
  await stage.send(chapter, {
    by: actors.engineer,
    on: '2023-01-04',
    to,
    says: 'starts the repair of the refused incubator on site',
    type: 'unit.repairStarted',
    data: { note: 'The temperature sensor is replaced.' },
    expect: ['unit rejected → repairing'],
  })
  await stage.send(chapter, {
    by: actors.engineer,
    on: '2023-01-09',
    to,
    says: 'reports it repaired; the hospital decides anew',
    type: 'unit.repaired',
    expect: ['unit repairing → arrived', 'donation remedying → accepting'],
  })
}

/** The units of a ward go into service. */
export const commission = async (
  { stage }: Story,
  chapter: Chapter,
  { on, units, expectLast }: { on: string; units: { id: string; from: string }[]; expectLast?: string },
) => {
  for (const [place, { id, from }] of units.entries()) {
    const change = `unit ${from} → inService`
    await stage.send(chapter, {
      by: nurse(chapter),
      on,
      to: { kind: 'unit', id },
      says: 'puts an incubator into service on the ward',
      type: 'unit.commissioned',
      data: { location: 'Neonatal intensive care' },
      expect: expectLast && place === units.length - 1 ? [change, expectLast] : [change],
    })
  }
}

/** A donor can't stop following a donation that is not in service. */
export const closeEarly = async ({ stage, actors }: Story, chapter: Chapter) => {
  await stage.provoke(chapter, {
    by: actors.president,
    on: '2023-01-12',
    says: 'would close the donation here; a consignment is still to come',
    type: 'donation.closed',
    expect: '409 transition-not-allowed',
  })
}
