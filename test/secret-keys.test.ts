import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { keepSecretKeys } from '../src/secret-keys.ts'
import { openSecret, readKeyring, sealSecret } from '../src/webhooks/secret-vault.ts'
import { registerCast } from './kill/load.ts'
import { runService } from './support/service.ts'

t.setTimeout(180_000)

t.test(
  'an embedded installation keeps its keys from one start to the next, for its owner alone',
  async (t) => {
    const folder = t.testdir()
    const keys = keepSecretKeys(folder)
    const sealed = sealSecret('whsec_x', 'endpoint', readKeyring(keys))
    t.equal(openSecret(sealed, 'endpoint', readKeyring(keepSecretKeys(folder))), 'whsec_x')
    t.equal(statSync(join(folder, 'secret.keys')).mode & 0o777, 0o600)
  },
)

t.test(
  'an embedded service needs no key: it makes one, and opens with it what it stored before',
  async (t) => {
    const service = await runService(t)
    await service.waitUntilReady()
    const { donor } = await registerCast(service)
    const settings = { url: 'https://93.184.216.34/', types: ['*'], headers: { 'X-Token': 'hush-hush' } }
    const headers = { 'idempotency-key': randomUUID() }
    const made = await service.call({ key: donor.key, path: '/v1/endpoints', body: settings, headers })
    t.match(made, { status: 201, body: { version: 1, secret: /^whsec_/ } })
    t.equal(await service.end(), 0)
    await service.start()
    await service.waitUntilReady()
    const change = async (token: string) => {
      const response = await fetch(`${service.url()}/v1/endpoints/${made.body.id}`, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${donor.key}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          'if-match': '"1"',
        },
        body: JSON.stringify({ headers: { 'X-Token': token } }),
      })
      return { status: response.status, etag: response.headers.get('etag') }
    }
    t.same(await change('hush-hush'), { status: 200, etag: '"1"' }, 'it can tell that nothing changes')
    t.same(await change('other'), { status: 200, etag: '"2"' })
  },
)
