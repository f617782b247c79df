import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { renderConfiguration } from '../scripts/configuration-table.ts'
import { Environment, readConfig } from '../src/config.ts'

t.test('the configuration is documented as it is', async (t) => {
  const page = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8')
  t.ok(page === renderConfiguration(), 'run `npm run generate`')
  for (const [name, { description }] of Object.entries(Environment.shape)) {
    t.match(page, `\`${name}\``)
    t.match(description, /^[A-Z].*\.$/, `${name} has a meaning`)
  }
})

t.test('without a variable set, everything has its default', async (t) => {
  t.match(readConfig({}), {
    host: '127.0.0.1',
    port: 3000,
    isProduction: false,
    groupWriter: true,
    trustProxy: false,
  })
  t.strictSame(readConfig({ PORT: '', BESIK_MODE: '' }), readConfig({}), 'an empty one counts as not set')
})

t.test('names the variables at fault, and never their values', async (t) => {
  const wrong = {
    DATABASE_URL: 'mysql://somebody:secret-1@host/db',
    BESIK_OPERATOR_KEY: 'secret-2',
    PORT: 'secret-3',
    BESIK_GROUP_WRITER: 'secret-4',
  }
  const read = () => readConfig(wrong)
  for (const name of Object.keys(wrong)) t.throws(read, { message: new RegExp(`^${name}: `, 'm') })
  t.throws(read, { message: /^(?![\s\S]*secret)/ })
})

t.test('takes an object storage whole or not at all', async (t) => {
  const whole = {
    BESIK_S3_ENDPOINT: 'https://s3.example.org',
    BESIK_S3_BUCKET: 'besik',
    BESIK_S3_ACCESS_KEY_ID: 'id',
    BESIK_S3_SECRET_ACCESS_KEY: 'secret',
  }
  t.equal(readConfig({}).s3, undefined)
  t.match(readConfig(whole).s3, { bucket: 'besik', region: 'us-east-1' })
  for (const name of Object.keys(whole))
    t.throws(
      () => readConfig({ ...whole, [name]: '' }),
      { message: /^BESIK_S3_ENDPOINT: / },
      `not without ${name}`,
    )
})
