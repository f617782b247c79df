import { type Actor, act } from './registry.ts'
import type { Chapter, Story } from './story.ts'

const nurse = ({ hospital }: Chapter): Actor => act('Head of the neonatal unit', hospital.member)

/** A refused unit is repaired and stands before the hospital again. */
export const repair = async ({ stage, actors }: Story, chapter: Chapter, unit: string) => {
  const to = { kind: 'unit', id: unit } as const
  await stage.send(chapter, {
    by: actors.engineer,
    on: '2023-01-04',
    to,
    says: 'starts the repair of the refused incubator on site',
    type: 'unit.repairStarted',
    data: { note: 'The sensor of the air temperature is replaced.' },
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
