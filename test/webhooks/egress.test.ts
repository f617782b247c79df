import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { type AgentOptions, createAgent } from '../../src/webhooks/egress.ts'
import { EgressError } from '../../src/webhooks/egress-error.ts'
import { type EgressOptions, readRules } from '../../src/webhooks/egress-rules.ts'
import { makeCertificate } from './certificate.ts'
import { holdPort, say, startReceiver, startTlsReceiver } from './receiver.ts'

const identity = makeCertificate(['hooks.example.org', 'localhost', '127.0.0.1'])
const loopback = { allowCidrs: ['127.0.0.0/8'], allowHttp: true }
/** Where others reach this machine, and no loopback. */
const ofThisMachine = Object.values(networkInterfaces()).flatMap((all = []) =>
  all.flatMap(({ address, internal }) => (internal ? [] : [address])),
)
type Rest = Omit<AgentOptions, 'rules'>

const openAgent = (t: Pick<Test, 'teardown'>, options: EgressOptions, rest: Rest = {}) => {
  const agent = createAgent({ rules: readRules(options), ...rest })
  t.teardown(() => agent.destroy())
  return agent
}

/** Status of the answer, or the code of the refusal. */
const reach = async (agent: ReturnType<typeof createAgent>, url: string) => {
  try {
    const { statusCode, body } = await agent.request({ origin: url, path: '/', method: 'POST', body: '{}' })
    await body.dump()
    return statusCode
  } catch (error) {
    return error instanceof EgressError ? error.code : `${error}`
  }
}

t.test('connects to a vetted address of the name, and checks the certificate against the name', async (t) => {
  const { port, requests } = await startTlsReceiver(t, identity, (socket) =>
    socket.write(say('204 No Content')),
  )
  const asked: string[] = []
  const agent = openAgent(
    t,
    { ...loopback, ports: [port] },
    {
      ca: identity.cert,
      resolve: async (name) => {
        asked.push(name)
        return ['127.0.0.1']
      },
    },
  )
  t.equal(await reach(agent, `https://hooks.example.org:${port}`), 204)
  t.match(requests[0], `host: hooks.example.org:${port}`)
  t.equal(await reach(agent, `https://other.example.org:${port}`), 'certificate-invalid')
  t.strictSame(asked, ['hooks.example.org', 'other.example.org'])
  t.equal(requests.length, 1, 'nothing is sent to who cannot prove the name')
})

t.test('refuses a name of which any one answer is forbidden', async (t) => {
  const { port, countConnections } = await startReceiver(t, (socket) => socket.write(say('200 OK')))
  for (const answers of [
    ['127.0.0.1', '169.254.169.254'],
    ['10.0.0.1', '127.0.0.1'],
    ['127.0.0.1', '::ffff:7f00:1'],
    ['127.0.0.1', 'fd00:ec2::254'],
    ['8.8.8.8', '192.168.0.1'],
    ['127.0.0.1', 'not an address'],
  ]) {
    const options = { ...loopback, ports: [port] }
    const agent = openAgent(t, options, { resolve: async () => answers })
    t.equal(await reach(agent, `https://hooks.example.org:${port}`), 'address-forbidden', answers.join(' '))
  }
  t.equal(countConnections(), 0)
})

t.test('is not led astray by a name that changes its mind', async (t) => {
  const { port, countConnections } = await startTlsReceiver(t, identity, (socket) =>
    socket.end(say('204 No Content', '', 'connection: close\r\n')),
  )
  let times = 0
  const agent = openAgent(
    t,
    { ...loopback, ports: [port] },
    {
      ca: identity.cert,
      resolve: async () => {
        times += 1
        return [times === 1 ? '127.0.0.1' : '10.0.0.1']
      },
    },
  )
  t.equal(await reach(agent, `https://hooks.example.org:${port}`), 204)
  t.equal(times, 1, 'what was vetted is what is connected to: nothing is looked up twice')
  t.equal(await reach(agent, `https://hooks.example.org:${port}`), 'address-forbidden')
  t.equal(countConnections(), 1)
})

t.test('vets addresses that stand in the URL without asking any resolver', async (t) => {
  const { port, countConnections } = await startReceiver(t, (socket) => socket.write(say('200 OK')))
  const resolve = async () => {
    t.fail('the resolver was asked')
    return []
  }
  const closed = openAgent(t, { ports: [port] }, { resolve })
  for (const host of ['127.0.0.1', '[::1]', '169.254.169.254', '[::ffff:127.0.0.1]', '10.0.0.1', '0.0.0.0'])
    t.equal(await reach(closed, `https://${host}:${port}`), 'address-forbidden', host)
  t.equal(countConnections(), 0)
  const open = openAgent(t, { ...loopback, ports: [port] }, { resolve })
  t.equal(await reach(open, `http://127.0.0.1:${port}`), 200)
  t.equal(await reach(open, `http://localhost:${port}`), 200)
})

t.test('refuses ports, schemes and its own address where the connection is made', async (t) => {
  const { port, countConnections } = await startReceiver(t, (socket) => socket.write(say('200 OK')))
  const resolve = async () => ['127.0.0.1']
  const ask = (options: EgressOptions, url: string) => reach(openAgent(t, options, { resolve }), url)
  t.equal(await ask(loopback, `https://127.0.0.1:${port}`), 'port-forbidden')
  t.equal(await ask(loopback, `http://127.0.0.1`), 'port-forbidden')
  const open = { ...loopback, ports: [port] }
  t.equal(await ask({ ...open, allowHttp: false }, `http://127.0.0.1:${port}`), 'scheme-forbidden')
  t.equal(await ask(open, `http://hooks.example.org:${port}`), 'scheme-forbidden')
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    const ownAddresses = [{ host, port }]
    t.equal(await ask({ ...open, ownAddresses }, `http://127.0.0.1:${port}`), 'own-address', host)
    t.equal(await ask({ ...open, ownAddresses }, `http://localhost:${port}`), 'own-address', host)
    t.equal(await ask({ ...open, ownAddresses }, `https://hooks.example.org:${port}`), 'own-address', host)
  }
  const ownAddresses = [{ host: 'hooks.example.org', port }]
  t.equal(await ask({ ...open, ownAddresses }, `https://hooks.example.org:${port}`), 'own-address')
  t.equal(countConnections(), 0)
})

t.test(
  'reaches this service, where it listens on every address, at none of this machine',
  { skip: ofThisMachine.length === 0 && 'this machine has only its loopback' },
  async (t) => {
    const ownAddresses = ['0.0.0.0', '::'].map((host) => ({ host, port: 8443 }))
    for (const address of ofThisMachine) {
      // Opened, so that nothing but whose address it is speaks against it.
      const options = { allowCidrs: [address], ownAddresses }
      const agent = openAgent(t, options, { resolve: async () => [address] })
      const literal = address.includes(':') ? `[${address}]` : address
      t.equal(await reach(agent, `https://${literal}:8443`), 'own-address', address)
      t.equal(await reach(agent, 'https://hooks.example.org:8443'), 'own-address', `a name of ${address}`)
    }
  },
)

t.test('says what is wrong with a name', async (t) => {
  const fail = (code: string) => async () => {
    throw Object.assign(new Error(code), { code })
  }
  for (const [resolve, code] of [
    [fail('ENOTFOUND'), 'dns-not-found'],
    [fail('ENODATA'), 'dns-not-found'],
    [async () => [], 'dns-not-found'],
    [fail('ESERVFAIL'), 'dns-failed'],
    [fail('ETIMEOUT'), 'dns-timeout'],
    [async () => Array.from({ length: 1_000 }, () => '127.0.0.1'), 'dns-failed'],
  ] as const) {
    const agent = openAgent(
      t,
      { allowCidrs: ['127.0.0.0/8'] },
      { resolve: async () => [...(await resolve())] },
    )
    t.equal(await reach(agent, 'https://hooks.example.org'), code)
  }
})

t.test('gives a resolver that never answers its time and no more, and calls it off', async (t) => {
  let isCalledOff = false
  const agent = openAgent(
    t,
    {},
    {
      resolveTimeout: 50,
      resolve: (_, signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            isCalledOff = true
          })
        }),
    },
  )
  t.equal(await reach(agent, 'https://hooks.example.org'), 'dns-timeout')
  t.ok(isCalledOff)
})

t.test('says what is wrong with a connection', async (t) => {
  const silent = await startReceiver(t, () => {})
  const plain = await startReceiver(t, () => {})
  const expired = makeCertificate(['127.0.0.1'], { expired: true })
  const late = await startTlsReceiver(t, expired, (socket) => socket.write(say('200 OK')))
  const unknown = await startTlsReceiver(t, makeCertificate(['127.0.0.1']), () => {})
  const reset = createServer((socket) => socket.resetAndDestroy()).listen(0, '127.0.0.1')
  const speaking = createServer((socket) => socket.on('error', () => {}).end('220 mail.example.org\r\n'))
  speaking.listen(0, '127.0.0.1')
  t.teardown(() => {
    reset.close()
    speaking.close()
  })
  const portOf = (server: typeof reset) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const unused = await holdPort(t)
  const ports = [silent.port, plain.port, late.port, unknown.port, portOf(reset), portOf(speaking), unused]
  const agent = openAgent(t, { ...loopback, ports }, { ca: [expired.cert] })
  const hasty = openAgent(t, { ...loopback, ports }, { connectTimeout: 150 })
  const ask = (port: number, by = agent) => reach(by, `https://127.0.0.1:${port}`)
  t.equal(await ask(unused), 'connect-refused')
  t.equal(await ask(silent.port, hasty), 'connect-timeout', 'TLS that is never answered')
  t.equal(await ask(late.port), 'certificate-invalid', 'expired')
  t.equal(await ask(unknown.port), 'certificate-invalid', 'signed by nobody known')
  t.equal(await ask(portOf(reset)), 'tls-failed', 'reset in the handshake')
  t.equal(await ask(portOf(speaking)), 'tls-failed', 'another protocol')
})

t.test('uses a connection again for its own origin, and for no other', async (t) => {
  const { port, countConnections, requests } = await startTlsReceiver(t, identity, (socket) =>
    socket.write(say('200 OK')),
  )
  const agent = openAgent(
    t,
    { ...loopback, ports: [port] },
    { ca: identity.cert, resolve: async () => ['127.0.0.1'] },
  )
  for (let n = 0; n < 3; n++) {
    t.equal(await reach(agent, `https://hooks.example.org:${port}`), 200)
    // A connection is free again one turn of the loop after its answer.
    await setImmediate()
  }
  t.equal(countConnections(), 1)
  t.equal(await reach(agent, `https://127.0.0.1:${port}`), 200)
  t.equal(countConnections(), 2)
  t.equal(requests.length, 4)
})

t.test('asks DNS when it is given no other resolver', async (t) => {
  // `.invalid` never exists, and without a network no server answers: either way it ends in the time of a resolver.
  const agent = openAgent(t, {}, { resolveTimeout: 400 })
  t.match(await reach(agent, 'https://hooks.invalid'), /^dns-/)
})
