import { statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { keepSecretKeys } from '../src/secret-keys.ts'
import { openSecret, readKeyring, sealSecret } from '../src/webhooks/secret-vault.ts'

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
