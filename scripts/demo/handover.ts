import { hash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Act } from '../../schemas/act.ts'
import type { Event } from '../../schemas/event.ts'
import { inspector } from './confirming.ts'
import type { Consignment } from './consignment.ts'
import { Deviation } from './deviation.ts'
import { printDetails } from './page.ts'
import type { Chapter, Story } from './story.ts'

/** Keeps an act, and compares its bytes with the hash that stands in the log. */
export const keepAct = async ({ folder }: Story, name: string, bytes: Uint8Array, events: Event[]) => {
  const sha256 = hash('sha256', bytes)
  const told = events.find(({ type }) => type === 'act.issued')?.data.sha256
  if (!Buffer.from(bytes).subarray(0, 5).equals(Buffer.from('%PDF-')))
    throw new Deviation('An act is no PDF.')
  if (told !== sha256) throw new Deviation(`An act has the SHA-256 ${sha256}, and the log names ${told}.`)
  const path = join(folder, name)
  await writeFile(path, bytes)
  printDetails([
    ['PDF', path],
    ['size', `${bytes.length.toLocaleString('en')} bytes`],
    ['SHA-256', `${sha256}, the same as in the log`],
  ])
  return sha256
}

/** Whoever scans the QR code of the paper sees whether it is the one that was made. */
const verify = async ({ url }: Story, { verificationUrl }: Act, sha256: string) => {
  const { pathname } = new URL(verificationUrl)
  const page = await fetch(new URL(pathname, url), { headers: { accept: 'text/html' } })
  if (!(await page.text()).includes(sha256)) throw new Deviation(`${pathname} does not name the act's hash.`)
  printDetails([['its QR code', `${verificationUrl} names the same hash`]])
}

/** The hospital makes the handover act of what it confirmed; a donor reads it, compares and keeps it. */
export const handOver = async (story: Story, chapter: Chapter, { shipment, code }: Consignment) => {
  const { client, stage, cast } = story
  const by = inspector(chapter)
  const { made, events } = await stage.perform(
    chapter,
    { by, says: 'makes the handover act, in Kazakh and in Russian', expect: ['act issued'] },
    async () => {
      const body = { languages: ['kk', 'ru'] }
      const answer = await client.obtain(`/v1/shipments/${shipment}/acts`, Act, { key: by.member.key, body })
      return answer.body
    },
  )
  const bytes = await client.download(`/v1/acts/${made.id}/document`, { key: cast.club.key })
  await verify(story, made, await keepAct(story, `act-${code}.pdf`, bytes, events))
}
