import fc from 'fast-check'
import t from 'tap'
import { type EgressOptions, readRules } from '../../src/webhooks/egress-rules.ts'
import { checkUrl } from '../../src/webhooks/egress-url.ts'

const refusalOf = (text: string, options: EgressOptions = {}) =>
  checkUrl(text, readRules(options)).refusal?.problem ?? 'none'

const trialOf = (t: { equal: (found: string, wanted: string, message: string) => unknown }) => ({
  refuses: (problem: string, ...texts: string[]) => {
    for (const text of texts) t.equal(refusalOf(text), problem, JSON.stringify(text).slice(0, 80))
  },
})

t.test('takes plain URLs of public receivers', async (t) => {
  trialOf(t).refuses(
    'none',
    'https://example.org/',
    'https://example.org',
    'https://hooks.example.org/a/b?c=d%20e&f=%2e%2e',
    'https://example.org:443/x',
    'https://example.org:8443/x',
    'HTTPS://Example.ORG/x',
    'https://xn--80ak6aa92e.com/x',
    'https://почта.қаз/қабылдау',
    'https://ПОЧТА.рф/x',
    'https://8.8.8.8/x',
    'https://[2606:4700::1111]/x',
    'https://[2606:4700:0:0:0:0:0:1111]:8443/x',
    'https://under_score.example.org/',
    'https://a@example.org/'.replace('a@', ''),
  )
})

t.test('takes nothing but https', async (t) => {
  trialOf(t).refuses(
    'endpoint-url-not-https',
    'http://example.org/',
    'ftp://example.org/',
    'ws://example.org/',
    'http://8.8.8.8/',
    'http://127.0.0.1/',
    'gopher://example.org/',
  )
})

t.test('takes no text that is no URL, or holds what parsers quietly drop or swap', async (t) => {
  trialOf(t).refuses(
    'endpoint-url-invalid',
    '',
    ' ',
    'example.org',
    '//example.org/',
    'https:',
    'https://',
    'https:///',
    'https:///example.org/',
    'https:example.org',
    'https:/example.org',
    'https:\\\\example.org\\',
    'https://example.org\\@evil.example/',
    'https://exam\nple.org/',
    'https://exam\tple.org/',
    'https://example.org/\r\nhost: a',
    ' https://example.org/',
    'https://example.org/ ',
    'https://example.org/a b',
    'https://example.org/\0',
    'https://exam\u200bple.org/',
    'https://exam\u00adple.org/',
    'https://example.org/\u202egpj',
    'https://example.org/\ud800',
    'https://example.org:99999/',
    'https://example.org:port/',
    'https://[::1/',
    'https://[fe80::1%25eth0]/',
    'https://[fe80::1%eth0]/',
    'https://1.2.3.256/',
    'https://1.2.3.4.5/',
    'https://exa<mple.org/',
    'https://a..b^c/',
    'javascript:alert(1)',
    'data:text/plain,a',
    'file:///etc/passwd',
  )
})

t.test('takes no credentials, fragments, other ports or endless text', async (t) => {
  const { refuses } = trialOf(t)
  refuses(
    'endpoint-url-credentials',
    'https://user:secret@example.org/',
    'https://user@example.org/',
    'https://@example.org/',
    'https://:@example.org/',
    'https://example.org@127.0.0.1/',
    'https://a%40b@example.org/',
  )
  refuses(
    'endpoint-url-fragment',
    'https://example.org/#a',
    'https://example.org/#',
    'https://example.org?a#b',
  )
  refuses('endpoint-url-port', 'https://example.org:22/', 'https://example.org:80/', 'https://example.org:0/')
  refuses('endpoint-url-too-long', `https://example.org/${'a'.repeat(2_048)}`)
  t.equal(refusalOf('https://example.org:9443/', { ports: [9443] }), 'none', 'a configured port is taken')
})

t.test('takes a host only as it is called, and an address only in four decimal numbers', async (t) => {
  trialOf(t).refuses(
    'endpoint-url-notation',
    'https://2130706433/',
    'https://134744072/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://8.8/',
    'https://0177.0.0.1/',
    'https://010.8.8.8/',
    'https://8.8.8.8./',
    'https://１２７.0.0.1/',
    'https://127。0。0。1/',
    'https://①②⑦.0.0.1/',
    'https://%31%32%37.0.0.1/',
    'https://ex%61mple.org/',
    'https://example.org./',
    'https://localhost./',
    'https://ｅxample.org/',
    'https://example。org/',
  )
})

t.test('takes no address that is not public, in any form', async (t) => {
  trialOf(t).refuses(
    'endpoint-url-not-public',
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://192.168.1.1:8443/',
    'https://169.254.169.254/latest/meta-data',
    'https://168.63.129.16/',
    'https://0.0.0.0/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::169.254.169.254]/',
    'https://[2002:7f00:1::]/',
    'https://[fd00:ec2::254]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://localhost/',
    'https://LOCALHOST/',
    'https://a.localhost/',
    'https://intranet/',
    'https://hooks.internal/',
    'https://printer.local/',
    'https://router.lan/',
    'https://nas.home.arpa/',
    'https://abc.onion/',
    'https://a.test/',
  )
})

t.test('takes internal names and plain http only where the operator opened what they lead to', async (t) => {
  const open = { allowCidrs: ['10.0.0.0/8', '127.0.0.0/8'] }
  t.equal(refusalOf('https://10.1.2.3/', open), 'none')
  t.equal(refusalOf('https://hooks.internal/', open), 'none', 'its addresses are vetted when it is looked up')
  t.equal(refusalOf('https://localhost/', open), 'none')
  t.equal(refusalOf('https://192.168.1.1/', open), 'endpoint-url-not-public')
  t.equal(refusalOf('https://169.254.169.254/', open), 'endpoint-url-not-public')
  const plain = { ...open, allowHttp: true, ports: [80] }
  t.equal(refusalOf('http://10.1.2.3/', plain), 'none')
  t.equal(refusalOf('http://localhost/', plain), 'none')
  t.equal(refusalOf('http://10.1.2.3/', open), 'endpoint-url-not-https', 'allowing the range is not enough')
  t.equal(refusalOf('http://8.8.8.8/', plain), 'endpoint-url-not-https', 'never to a public address')
  t.equal(refusalOf('http://example.org/', plain), 'endpoint-url-not-https', 'never to a name')
  t.equal(refusalOf('http://192.168.1.1/', plain), 'endpoint-url-not-public')
  t.equal(refusalOf('https://localhost/', { allowCidrs: ['10.0.0.0/8'] }), 'endpoint-url-not-public')
})

t.test('takes no URL that leads back to this service', async (t) => {
  const own = [
    { host: '127.0.0.1', port: 3000 },
    { host: 'besik.example.org', port: 443 },
    { host: '2606:4700::1111', port: 8443 },
  ]
  const options = { ownAddresses: own, ports: [3000, 3001], allowCidrs: ['127.0.0.0/8'] }
  t.equal(refusalOf('https://127.0.0.1:3000/', options), 'endpoint-url-own')
  t.equal(refusalOf('https://BESIK.example.org/v1', options), 'endpoint-url-own')
  t.equal(refusalOf('https://[2606:4700:0::1111]:8443/', options), 'endpoint-url-own')
  t.equal(refusalOf('https://127.0.0.1:3001/', options), 'none')
  t.equal(refusalOf('https://127.0.0.2:3000/', options), 'none')
  const everywhere = { ...options, ownAddresses: [{ host: '0.0.0.0', port: 3000 }] }
  t.equal(refusalOf('https://127.0.0.2:3000/', everywhere), 'endpoint-url-own')
  t.equal(refusalOf('https://8.8.8.8:3000/', everywhere), 'none', 'the address of another machine')
})

t.test('names the field, and the ports it would take', async (t) => {
  t.match(checkUrl('https://example.org:22/', readRules({ ports: [9443] })).refusal, {
    problem: 'endpoint-url-port',
    pointer: '/url',
    values: { ports: '443, 8443, 9443' },
  })
  t.match(checkUrl('x'.repeat(3_000), readRules()).refusal, { values: { limit: 2_048 } })
})

t.test('has an answer to any text, and takes none that a second reading sees differently', async (t) => {
  const rules = readRules()
  const piece = fc.constantFrom(
    'https://',
    'a.org',
    '127.0.0.1',
    '@',
    ':',
    '/',
    '\\',
    '#',
    '?',
    '%',
    '[',
    ']',
    '.',
    '１',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }).map((all) => all.join('')),
    fc.webUrl({ validSchemes: ['https', 'http'], withFragments: true, withQueryParameters: true }),
  )
  fc.assert(
    fc.property(text, (one) => {
      const { url } = checkUrl(one, rules)
      if (!url) return true
      return url.protocol === 'https:' && !url.username && !url.hash && !checkUrl(url.href, rules).refusal
    }),
    { numRuns: 5_000 },
  )
  t.pass('5000 of them')
})
