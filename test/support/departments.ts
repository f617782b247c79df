import type * as z from 'zod'
import type { Department, NewDepartment } from '../../schemas/department.ts'
import { type Built, speakAs } from './build.ts'

let made = 0

/** Adds a department to a hospital, by the API; the mains are those of a ward in Kazakhstan. */
export const makeDepartment = async (
  built: Pick<Built, 'app'>,
  hospital: { key: string },
  overrides: Partial<z.input<typeof NewDepartment>> = {},
): Promise<Department> => {
  made += 1
  const mains = { voltage: 220, frequency: 50 as const, plugs: ['C', 'F'] }
  const profile = { mains, features: { earthing: true, oxygen: true }, languages: ['ru' as const] }
  const department = { name: `Ward ${made}`, profile, ...overrides }
  const { status, body } = await speakAs(built, hospital).post('/v1/departments', department)
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}
