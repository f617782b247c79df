import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import t, { type Test } from 'tap'
import { makeSecret } from '../../src/webhooks/secret.ts'
import type { Hook } from '../support/hooks.ts'
import { pledgeOne } from '../support/pending.ts'
import { addSecret, changeEndpoint, openWebhooks } from '../support/webhooks.ts'

t.setTimeout(180_000)

// JavaScript's library is a package, and is asked in every run. The others come from a checkout of the standard's own
// repository, github.com/standard-webhooks/standard-webhooks, where its folder is given and their language is here.
const checkout = process.env.STANDARD_WEBHOOKS ?? ''
const programs = join(import.meta.dirname, 'references')
const libraries = join(checkout, 'libraries')

interface Message {
  secret: string
  id: string
  timestamp: string
  signature: string
  body: Buffer
}
type Verify = (message: Message) => boolean

/** Asks a program that ends with 0 for what is genuine, with 3 for what is not, and otherwise for a fault of its own. */
const ask =
  (command: string, ...args: string[]): Verify =>
  ({ secret, id, timestamp, signature, body }) => {
    const { status, stderr } = spawnSync(command, [...args, secret, id, timestamp, signature], {
      input: body,
      cwd: libraries,
      env: { ...process.env, PYTHONPATH: join(libraries, 'python') },
      encoding: 'utf8',
    })
    if (status !== 0 && status !== 3) throw new Error(`${command} ended with ${status}: ${stderr}`)
    return status === 0
  }

const askJavaScript: Verify = ({ secret, id, timestamp, signature, body }) => {
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  try {
    new Webhook(secret).verify(body.toString(), headers)
    return true
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false
    throw error
  }
}

const references: { language: string; command?: string; verify: Verify }[] = [
  { language: 'JavaScript', verify: askJavaScript },
  { language: 'Python', command: 'python3', verify: ask('python3', join(programs, 'verify.py')) },
  {
    language: 'Ruby',
    command: 'ruby',
    verify: ask('ruby', '-I', join(libraries, 'ruby/lib'), join(programs, 'verify.rb')),
  },
  { language: 'PHP', command: 'php', verify: ask('php', join(programs, 'verify.php')) },
]

const lacks = (command?: string) => {
  if (!command) return false
  if (!checkout) return 'STANDARD_WEBHOOKS names no checkout with its library'
  return spawnSync(command, ['--version']).status !== 0 && `${command} is not on this machine`
}

const toMessage = (secret: string, { headers, body }: Hook): Message => ({
  secret,
  id: String(headers['webhook-id']),
  timestamp: String(headers['webhook-timestamp']),
  signature: String(headers['webhook-signature']),
  body,
})

const deliverTwice = async (t: Test) => {
  const { built, cast, receiver, endpoint } = await openWebhooks(t)
  const { id, path, secret } = await endpoint()
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 1)
  const second = await addSecret(built, id)
  await addSecret(built, id, 'v1a')
  await changeEndpoint(built, id, {})
  await pledgeOne(built, cast)
  await receiver.untilCount(path, 2)
  const [one, both] = receiver.at(path)
  if (!one || !both) throw new Error('two deliveries were counted, and are not there')
  return { one: toMessage(secret, one), both: toMessage(secret, both), second, other: makeSecret() }
}

t.test('the reference libraries of the standard verify what is sent', async (t) => {
  const { one, both, second, other } = await deliverTwice(t)
  for (const { language, command, verify } of references)
    t.test(language, { skip: lacks(command) }, (t) => {
      t.ok(verify(one), 'one signature')
      t.equal(both.signature.split(' ').length, 3)
      t.ok(verify(both), 'the old secret, while another replaces it')
      t.ok(verify({ ...both, secret: second }), 'the new one, at the same time')
      const refused = {
        "another endpoint's secret": { ...both, secret: other },
        'another id': { ...one, id: both.id },
        'another time': { ...one, timestamp: String(Number(one.timestamp) + 1) },
        'another body': { ...one, body: Buffer.concat([one.body, Buffer.from(' ')]) },
        'the signature of another message': { ...one, signature: both.signature },
      }
      for (const [what, message] of Object.entries(refused)) t.notOk(verify(message), what)
      t.end()
    })
})
