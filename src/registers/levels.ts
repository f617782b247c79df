import type { EquippingLevel } from '../../schemas/register.ts'
import type { Database } from '../database/client.ts'
import type { PageQuery } from '../database/variants.ts'
import { type LevelGroup, prepareStatements } from './level-statements.ts'

export interface LevelFilter {
  region?: string
  hospital?: string
  equipmentType?: string
}

/** A level with its place in the order of its list. */
export interface PlacedLevel {
  place: string
  level: EquippingLevel
}

const divide = (covered: number, norm: number) =>
  norm === 0 ? undefined : Math.round((covered / norm) * 10_000) / 10_000

interface Shown {
  region: string | null
  hospital?: EquippingLevel['hospital']
  department?: EquippingLevel['department']
}

interface Read {
  shows: string
  hospitals: number
  counted: string
  open: string
  building: string
}

const toLevel = ({ hospitals, ...row }: Read): EquippingLevel => {
  const { region, ...rest }: Shown = JSON.parse(row.shows)
  const { from, to }: { from: string | null; to: string | null } = JSON.parse(row.counted)
  const open: EquippingLevel['underConstruction'] = JSON.parse(row.open)
  return {
    ...(region && { region }),
    ...rest,
    level: divide(open.covered, open.norm),
    workingLevel: divide(open.working, open.norm),
    hospitals,
    ...open,
    ...(from && to && { countedOn: { from, to } }),
    underConstruction: JSON.parse(row.building),
  }
}

const afterNames = {
  region: 'afterRegion',
  hospital: 'afterHospital',
  department: 'afterDepartment',
} as const

/** Lists equipping levels; by department those of one's own hospital alone. */
export const createListLevels = (db: Database) => {
  const statements = prepareStatements(db)
  return async (
    organization: string | undefined,
    by: LevelGroup,
    filter: LevelFilter,
    { after, limit }: PageQuery,
  ): Promise<PlacedLevel[]> => {
    if (by === 'department' && !organization) return []
    const values = {
      ...filter,
      ...(by === 'department' && { own: organization }),
      ...(after !== undefined && { [afterNames[by]]: after }),
    }
    const rows = await statements[by](values).execute({ ...values, limit })
    return rows.map(({ place, ...row }) => ({ place, level: toLevel(row) }))
  }
}
