import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { openScene } from '../confirmations/scene.ts'
import { makePdf, makePhoto } from '../support/files.ts'

/** The bytes of a file as a bad line brings them: without a stop, and for longer than any other body may take. */
const drip = async function* (bytes: Buffer) {
  const pieces = 26
  const size = Math.ceil(bytes.length / pieces)
  for (let begin = 0; begin < bytes.length; begin += size) {
    yield bytes.subarray(begin, begin + size)
    await sleep(500)
  }
}

t.test('takes a file however slowly it comes, from a key and from a page', async (t) => {
  const { built, cast, donation, makeLink } = await openScene(t, { quantity: 1 })
  const link = await makeLink()
  const address = await built.app.listen({ port: 0, host: '127.0.0.1' })
  const send = async (path: string, bytes: Buffer, headers: Record<string, string>) => {
    const body = ReadableStream.from(drip(bytes))
    const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body, duplex: 'half' })
    return { status: answer.status, body: await answer.json() }
  }
  const answers = await Promise.all([
    send(`${donation}/attachments`, makePdf(), {
      authorization: `Bearer ${cast.donor.key}`,
      'idempotency-key': randomUUID(),
      'content-type': 'application/pdf',
    }),
    send(`${link.path}/photos`, await makePhoto(), { 'content-type': 'image/jpeg' }),
  ])
  t.match(answers, [
    { status: 201, body: { mediaType: 'application/pdf' } },
    { status: 201, body: { sha256: /^[0-9a-f]{64}$/ } },
  ])
})
