import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import { type BuildOptions, type Built, build, type Organization, speakAs } from '../support/build.ts'
import { publishAll } from '../support/publish.ts'
import { makeCast, walk } from '../support/walk.ts'

/** A URL that leads to the internet without a name server. */
export const url = 'https://93.184.216.34/besik'

/** Changes settings as somebody with the organization's key. */
export const patch = async (
  { app }: Pick<Built, 'app'>,
  { key }: Organization,
  path: string,
  payload: unknown,
  more: Record<string, string> = {},
) => {
  const seen = await app.inject({ url: path, headers: { authorization: `Bearer ${key}` } })
  const response = await app.inject({
    method: 'PATCH',
    url: path,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': String(seen.headers.etag),
      ...more,
    },
    payload: JSON.stringify(payload),
  })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}

/** A donor with a donation and an endpoint that wants all of it. */
export const openScene = async (t: Test, options?: BuildOptions) => {
  const built = await build(t, options)
  const cast = await makeCast(built)
  const donor = speakAs(built, cast.donor)
  const make = async (settings: Record<string, unknown> = {}) => {
    const made = await donor.post('/v1/endpoints', { url, types: ['*'], ...settings })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    return { id: String(made.body.id), path: `/v1/endpoints/${made.body.id}`, made }
  }
  /** A donation whose first events are published. */
  const pledge = async () => {
    const { path } = await walk(built, cast, { until: 'contracting' })
    await publishAll(built.db)
    return path
  }
  return { built, cast, donor, make, pledge }
}
