import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import t from 'tap'
import { renderConfiguration } from '../scripts/configuration-table.ts'
import { Environment, readConfig } from '../src/config.ts'
import { readSending } from '../src/notifying.ts'
import { startService } from '../src/service.ts'
import { explainStart } from '../src/start-failure.ts'

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

t.test('tries a delivery again for a bit more than three days unless told otherwise', async (t) => {
  const { webhooks } = readConfig({})
  const total = webhooks.retries.reduce((sum, wait) => sum + wait, 0)
  t.equal(total, ((75 * 60 + 35) * 60 + 5) * 1000, '75 h 35 m 5 s')
  t.match(webhooks, { allowCidrs: [], ports: [], allowHttp: false, disableDays: 5, retentionDays: 30 })
  t.match(
    readConfig({
      BESIK_WEBHOOK_RETRIES: '10ms,2s,3m,4h',
      BESIK_WEBHOOK_PORTS: '8080,9000',
      BESIK_WEBHOOK_ALLOW_CIDRS: '10.1.0.0/16, fd00::/8',
      BESIK_WEBHOOK_ALLOW_HTTP: 'on',
    }).webhooks,
    {
      retries: [10, 2000, 180_000, 14_400_000],
      ports: [8080, 9000],
      allowCidrs: ['10.1.0.0/16', 'fd00::/8'],
      allowHttp: true,
    },
  )
})

t.test('refuses what webhooks cannot go by, in one sentence with the name of the variable', async (t) => {
  const refuse = (name: string, value: string) => {
    const sentence = new RegExp(`^${name}(, or secret\\.keys in the data folder)?: [^\\n]+$`)
    try {
      readSending(readConfig({ [name]: value }))
      t.fail(`${name} takes ${value}`)
    } catch (error) {
      const said = explainStart(error)
      t.match(said, sentence, `${name} and ${value}`)
      // What is shorter is a word of any sentence.
      if (value.length > 4) t.notOk(said.includes(value), 'never its value')
    }
  }
  const wrong = {
    BESIK_WEBHOOK_RETRIES: [
      '5',
      '5 s',
      '5s,',
      ',5s',
      '-5s',
      '5d',
      '1.5h',
      '721h',
      '999999999h',
      '5s;5m',
      'x',
    ],
    BESIK_WEBHOOK_PORTS: ['0', '65536', '99999', '80,', '80;81', '80-90', 'http', '-1', '123456'],
    BESIK_WEBHOOK_ALLOW_CIDRS: [
      '10.1.0.0/33',
      '10.1/16',
      '10.7.0.0/16,',
      '10.7.0.0/16;10.2.0.0/16',
      'fd00::/129',
      '10.0.0.256/8',
      'hooks.internal',
      '0x0a000000/8',
    ],
    BESIK_WEBHOOK_ALLOW_HTTP: ['yes', 'true', '1'],
    BESIK_WEBHOOK_DISABLE_DAYS: ['0', '366', '1.5', 'never'],
    BESIK_WEBHOOK_RETENTION_DAYS: ['0', '3651', 'ever'],
    BESIK_SECRET_KEYS: [
      'secret-phrase',
      `first:${Buffer.alloc(31, 7).toString('base64')}`,
      `first:${Buffer.alloc(33, 7).toString('base64')}`,
      Buffer.alloc(32, 7).toString('base64'),
      `first:${Buffer.alloc(32, 7).toString('base64')},`,
      `one:${Buffer.alloc(32, 7).toString('base64')},one:${Buffer.alloc(32, 8).toString('base64')}`,
    ],
  }
  for (const [name, values] of Object.entries(wrong)) for (const value of values) refuse(name, value)
  for (const value of ['10.1.0.0/16,fd00::/8', '192.168.1.7', ' 10.1.0.0/16 , 10.2.0.0/16 '])
    t.match(readSending(readConfig({ BESIK_WEBHOOK_ALLOW_CIDRS: value })), { rules: { allowHttp: false } })
})

t.test('stops before a database is started for it', async (t) => {
  const logger = pino({ level: 'silent' })
  const folder = join(t.testdir(), 'data')
  const config = readConfig({ BESIK_DATA_DIR: folder, BESIK_WEBHOOK_ALLOW_CIDRS: '10.1/16' })
  await t.rejects(startService(config, logger), { message: /^BESIK_WEBHOOK_ALLOW_CIDRS: must be ranges/ })
  t.notOk(existsSync(folder))
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
