import { eq } from 'drizzle-orm'
import type { Test } from 'tap'
import { equipmentTypes, organizations } from '../../src/database/tables.ts'
import { patch } from '../endpoints/scene.ts'
import { type BuildOptions, build, type Organization, speakAs } from '../support/build.ts'
import { fireAll, passTime } from '../support/deadlines.ts'
import { makeCast } from '../support/walk.ts'

export const profile = {
  mains: { voltage: 220, frequency: 50, plugs: ['F'] },
  features: { earthing: true, oxygen: true },
}

interface Answer {
  status: number
  body: Record<string, unknown>
}
export const expect = ({ status, body }: Answer, wanted = 201) => {
  if (status !== wanted) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** A hospital with a department, its authority, and a donor, around needs. */
export const openScene = async (t: Test, options?: BuildOptions) => {
  const built = await build(t, options)
  const { db } = built
  const cast = await makeCast(built)
  const [donor, hospital, authority] = [cast.donor, cast.recipient, cast.authority].map((who) =>
    speakAs(built, who),
  )
  if (!donor || !hospital || !authority) throw new Error('somebody is missing')
  const place = async (who: Organization, region: string) =>
    db.update(organizations).set({ region }).where(eq(organizations.id, who.id))
  await place(cast.recipient, 'KZ-75')
  await db
    .update(equipmentTypes)
    .set({ mains: { voltage: 230, frequency: 50, phases: 1, plug: 'F' } })
    .where(eq(equipmentTypes.id, cast.equipmentType))

  const addDepartment = async (who = cast.recipient, more: Record<string, unknown> = {}) => {
    const body = { name: 'Neonatal unit', profile, ...more }
    return String(expect(await speakAs(built, who).post('/v1/departments', body)).id)
  }
  const department = await addDepartment()
  const { equipmentType } = cast
  const newNeed = (fields: Record<string, unknown> = {}) => ({
    ...{ department, equipmentType, quantity: 3, urgency: 'urgent', authority: cast.authority.id },
    ...{ justification: 'Newborns share incubators.', contactRole: 'Biomedical engineer' },
    ...fields,
  })
  /** A need as far as it is told. */
  const ask = async (
    fields: Record<string, unknown> = {},
    until: 'draft' | 'submitted' | 'endorsed' = 'endorsed',
  ) => {
    const { id } = expect(await hospital.post('/v1/needs', newNeed(fields)))
    const path = `/v1/needs/${id}`
    if (until !== 'draft') expect(await hospital.send(path, 'need.submitted'))
    if (until === 'endorsed') expect(await authority.send(path, 'need.endorsed'))
    return { id: String(id), path }
  }
  /** A pledge that covers a need. */
  const newPledge = (need: string, quantity: number, item: Record<string, unknown> = {}) => ({
    title: 'Incubators',
    items: [{ equipmentType, quantity, need, ...item }],
    parties: [
      { organization: cast.donor.id, role: 'donor' },
      { organization: cast.recipient.id, role: 'recipient' },
    ],
  })
  /** Lets everything that is due happen, and what that brings about. */
  const settle = () => fireAll(db)
  return {
    ...{ built, db, cast, donor, hospital, authority, department, equipmentType },
    ...{ place, addDepartment, newNeed, ask, newPledge, settle },
    pledge: async (need: string, quantity: number) => {
      const { id } = expect(await donor.post('/v1/donations', newPledge(need, quantity)))
      return `/v1/donations/${id}`
    },
    change: (path: string, payload: unknown, more?: Record<string, string>) =>
      patch(built, cast.recipient, path, payload, more),
    /** Lets the open deadlines of a need pass. */
    passDay: async (id: string) => {
      await passTime(db, id)
      await settle()
    },
  }
}
export type Scene = Awaited<ReturnType<typeof openScene>>

export const readNeed = async ({ hospital }: Pick<Scene, 'hospital'>, path: string) =>
  (await hospital.get(path)).body
