import type { Test } from 'tap'
import type { Database } from '../../src/database/client.ts'
import { build, type Organization, speakAs } from '../support/build.ts'
import { inDays } from '../support/day.ts'
import { fireAll, passTime } from '../support/deadlines.ts'
import { sha256 } from '../support/walk.ts'

/** Turns the clock to behind a deadline, and fires whatever is due. */
export const pass = async (db: Database, id: string, ...names: string[]) => {
  await passTime(db, id, ...names)
  await fireAll(db)
}

export const signing = { sha256, position: 'Director', method: 'paper' }

/** A club, a department and a hospital that make memoranda with each other. */
export const openScene = async (t: Test) => {
  const built = await build(t)
  const club = await built.makeOrganization({ kind: 'club', name: 'Rotary Club Almaty' })
  const department = await built.makeOrganization({ kind: 'authority', name: 'City health department' })
  const clinic = await built.makeOrganization({ kind: 'hospital', name: 'City Perinatal Center' })
  const [owner, authority, hospital] = [club, department, clinic].map((one) => speakAs(built, one))
  if (!owner || !authority || !hospital) throw new Error('there are three of them')
  const body = {
    title: 'Care for newborns',
    number: 'M-3',
    startsOn: inDays(0),
    endsOn: inDays(365),
    texts: [{ language: 'ru', sha256 }],
    parties: [department.id, clinic.id],
    commitments: [
      { id: 'training', kind: 'trainingPlaces', by: club.id, quantity: 12, dueOn: inDays(100) },
      { id: 'consultations', kind: 'freeConsultations', by: clinic.id, quantity: 300, dueOn: inDays(365) },
    ],
  }
  const draft = async (fields: Record<string, unknown> = {}) => {
    const made = await owner.post('/v1/memoranda', { ...body, ...fields })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return { id: String(made.body.id), path: `/v1/memoranda/${made.body.id}`, made }
  }
  const activate = async (fields: Record<string, unknown> = {}) => {
    const { id, path } = await draft(fields)
    for (const party of [owner, authority, hospital]) await party.send(path, 'memorandum.signed', signing)
    return { id, path }
  }
  const stranger: Organization = await built.makeOrganization({ kind: 'club', name: 'Another club' })
  return { built, club, department, clinic, owner, authority, hospital, stranger, body, draft, activate }
}
