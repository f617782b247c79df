import t from 'tap'
import { permit, start } from '../dossiers/papers.ts'
import { speakAs } from '../support/build.ts'
import { findBreaks, readStored } from '../support/log.ts'
import { joinNode } from '../support/node.ts'

t.test('of two shipments that claim one number in the same instant, one gets it', async (t) => {
  const { built, cast, donation, consign } = await start(t, 16)
  const nodes = [built, await joinNode(t, built)]
  for (let round = 0; round < 8; round++) {
    const shipments = [await consign(), await consign()]
    const claim = (party: { key: string }, type: string, toData: (unit: string | undefined) => object) =>
      Promise.all(
        shipments.map(({ path, units: [unit] }, place) =>
          speakAs(nodes[(round * place) % 2] ?? built, party).send(path, type, toData(unit)),
        ),
      )
    const permitted = await claim(cast.recipient, 'document.recorded', () =>
      permit({ number: `KZ ${round}` }),
    )
    const packed = await claim(cast.donor, 'shipment.packed', (unit) => ({
      packages: [{ number: '1', units: [{ unit, serialNumber: `SN ${round}` }] }],
    }))
    for (const [answers, code] of [
      [permitted, 'document-used-elsewhere'],
      [packed, 'serial-number-taken'],
    ] as const) {
      t.same(answers.map(({ status }) => status).sort(), [201, 409], code)
      t.match(
        answers.find(({ status }) => status === 409),
        { body: { code } },
      )
    }
  }
  const { log, rows } = await readStored(built.db, donation.split('/').at(-1) ?? '')
  t.same(findBreaks({ log, rows }), [])
})
