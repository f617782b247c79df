import type { Test } from 'tap'
import { type Fields, openPage } from '../confirmations/form.ts'
import { type BuildOptions, type Built, build, speakAs } from '../support/build.ts'
import { inDays } from '../support/day.ts'
import { fireAll, passTime } from '../support/deadlines.ts'
import { makeCast, walk } from '../support/walk.ts'

interface SceneOptions extends BuildOptions {
  quantity?: number
  /** Days since the units went into service. */
  daysAgo?: number
}

type Logged = {
  type: string
  from: string
  to: string
  data: Record<string, unknown>
  subject: { id: string }
  actor: Record<string, string>
}

/** The calendar day so many days ago, where the hospital is. */
export const dayAgo = (days: number) => inDays(-days)

/** Fires every deadline that has fallen due; of a name that is given, every one. */
export const passDeadlines = async ({ db }: Pick<Built, 'db'>, name?: string) => {
  if (name !== undefined) await passTime(db, undefined, name)
  await fireAll(db)
}

/** Units in service at a hospital, and what its parties do with them. */
export const openScene = async (t: Test, { quantity = 2, daysAgo = 0, ...options }: SceneOptions = {}) => {
  const built = await build(t, options)
  const cast = await makeCast(built)
  const walked = await walk(built, cast, { quantity, until: 'accepted' })
  const { hospital, donor, units, path: donation } = walked
  const since = new Date(Date.now() - daysAgo * 86_400_000).toISOString()
  for (const unit of units) {
    const { headers } = await hospital.get(`/v1/units/${unit}`)
    const event = { type: 'unit.commissioned', data: { location: 'Ward 3' }, occurredAt: since }
    const done = await hospital.post(`/v1/units/${unit}/events`, event, { 'if-match': String(headers.etag) })
    if (done.status !== 201) throw new Error(JSON.stringify(done.body))
  }
  const look = async (unit = units[0]) => (await donor.get(`/v1/units/${unit}`)).body
  return {
    ...{ built, cast, hospital, donor, units, donation, donationId: walked.id, since, look },
    supplier: speakAs(built, cast.supplier),
    authority: speakAs(built, cast.authority),
    one: `/v1/units/${units[0]}`,
    pass: (name?: string) => passDeadlines(built, name),
    listEvents: async (type?: string): Promise<Logged[]> => {
      const { body } = await donor.get(`${donation}/events?limit=100`)
      return body.items.filter((event: Logged) => type === undefined || event.type === type)
    },
    /** Makes a link; answers its id and the path of its page. */
    makeLink: async (body: object = {}, by = donor) => {
      const made = await by.post(`${donation}/follow-up-links`, body)
      if (made.status !== 201) throw new Error(JSON.stringify(made.body))
      return { ...made, id: String(made.body.id), path: new URL(String(made.body.url)).pathname }
    },
  }
}

/** The page of a link about units that are asked about. */
export const openForm = async (t: Test, options: SceneOptions = {}) => {
  const scene = await openScene(t, { quantity: 2, daysAgo: 31, ...options })
  await scene.pass()
  const link = await scene.makeLink({ language: 'kk' })
  const page = openPage(scene.built, link.path)
  /** The form as a browser sends it, with what is filled in about each unit. */
  const fill = (...filled: Fields[]): Fields =>
    Object.assign(
      { position: 'Head nurse' },
      ...scene.units.map((unit, place) => {
        const presets = { works: '', kind: 'examined', from: dayAgo(31), to: dayAgo(0), leftUnit: 'months' }
        const fields: Fields = { days: '30', ...presets, ...filled[place] }
        return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${unit}.${name}`, value]))
      }),
    )
  const at = (place: number, name: string) => `${scene.units[place]}.${name}`
  return { ...scene, link, page, fill, at }
}
