import fc from 'fast-check'
import t from 'tap'
import { judgeAddress, normalizeAddress, readAllowed } from '../../src/webhooks/addresses.ts'

/** First and last address of each block of the IANA IPv4 special-purpose registry, last updated 2025-10-09. */
const ipv4Registry = [
  ['0.0.0.0/8', '0.0.0.0', '0.255.255.255'],
  ['0.0.0.0/32', '0.0.0.0', '0.0.0.0'],
  ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
  ['100.64.0.0/10', '100.64.0.0', '100.127.255.255'],
  ['127.0.0.0/8', '127.0.0.0', '127.255.255.255'],
  ['169.254.0.0/16', '169.254.0.0', '169.254.255.255'],
  ['172.16.0.0/12', '172.16.0.0', '172.31.255.255'],
  ['192.0.0.0/24', '192.0.0.0', '192.0.0.255'],
  ['192.0.0.0/29', '192.0.0.0', '192.0.0.7'],
  ['192.0.0.8/32', '192.0.0.8', '192.0.0.8'],
  ['192.0.0.9/32', '192.0.0.9', '192.0.0.9'],
  ['192.0.0.10/32', '192.0.0.10', '192.0.0.10'],
  ['192.0.0.170/32', '192.0.0.170', '192.0.0.170'],
  ['192.0.0.171/32', '192.0.0.171', '192.0.0.171'],
  ['192.0.2.0/24', '192.0.2.0', '192.0.2.255'],
  ['192.31.196.0/24', '192.31.196.0', '192.31.196.255'],
  ['192.52.193.0/24', '192.52.193.0', '192.52.193.255'],
  ['192.88.99.0/24', '192.88.99.0', '192.88.99.255'],
  ['192.88.99.2/32', '192.88.99.2', '192.88.99.2'],
  ['192.168.0.0/16', '192.168.0.0', '192.168.255.255'],
  ['192.175.48.0/24', '192.175.48.0', '192.175.48.255'],
  ['198.18.0.0/15', '198.18.0.0', '198.19.255.255'],
  ['198.51.100.0/24', '198.51.100.0', '198.51.100.255'],
  ['203.0.113.0/24', '203.0.113.0', '203.0.113.255'],
  ['240.0.0.0/4', '240.0.0.0', '255.255.255.254'],
  ['255.255.255.255/32', '255.255.255.255', '255.255.255.255'],
]

/** The same for IPv6, last updated 2025-10-09. */
const ipv6Registry = [
  ['::1/128', '::1', '::1'],
  ['::/128', '::', '::'],
  ['::ffff:0:0/96', '::ffff:0:0', '::ffff:ffff:ffff'],
  ['64:ff9b::/96', '64:ff9b::', '64:ff9b::ffff:ffff'],
  ['64:ff9b:1::/48', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['100::/64', '100::', '100::ffff:ffff:ffff:ffff'],
  ['100:0:0:1::/64', '100:0:0:1::', '100::1:ffff:ffff:ffff:ffff'],
  ['2001::/23', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001::/32', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:1::1/128', '2001:1::1', '2001:1::1'],
  ['2001:1::2/128', '2001:1::2', '2001:1::2'],
  ['2001:1::3/128', '2001:1::3', '2001:1::3'],
  ['2001:2::/48', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
  ['2001:3::/32', '2001:3::', '2001:3:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:4:112::/48', '2001:4:112::', '2001:4:112:ffff:ffff:ffff:ffff:ffff'],
  ['2001:10::/28', '2001:10::', '2001:1f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:20::/28', '2001:20::', '2001:2f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:30::/28', '2001:30::', '2001:3f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002::/16', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2620:4f:8000::/48', '2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
  ['3fff::/20', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['5f00::/16', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fc00::/7', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::/10', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
]

const verdictOf = (address: string, ...cidrs: string[]) => judgeAddress(address, readAllowed(cidrs)).verdict

t.test('refuses both ends of every block of the special-purpose registries', async (t) => {
  for (const [block = '', ...ends] of [...ipv4Registry, ...ipv6Registry])
    for (const end of ends) t.equal(verdictOf(end), 'forbidden', `${end} of ${block}`)
})

t.test(
  'refuses multicast, what is reserved beyond the registries, and all that is not given out',
  async (t) => {
    for (const address of [
      '224.0.0.1',
      '233.252.0.1',
      '239.255.255.255',
      'ff00::1',
      'ff02::1',
      'ff0e::1',
      'fec0::1',
      'feff::1',
      '::2',
      '1fff::1',
      '4000::1',
      '7fff::1',
      '8000::1',
      'fbff::1',
      'fe00::1',
      '200::1',
    ])
      t.equal(verdictOf(address), 'forbidden', address)
  },
)

t.test('refuses the addresses at which clouds keep secrets, also those in public ranges', async (t) => {
  for (const address of [
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fe80::a9fe:a9fe',
    'fd00:c1::a9fe:a9fe',
    'fd00:42::42',
  ])
    t.equal(verdictOf(address), 'forbidden', address)
})

t.test('lets public addresses through, those beside a refused block among them', async (t) => {
  for (const address of [
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.0.3.0',
    '192.88.98.255',
    '192.88.100.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '198.51.99.255',
    '203.0.114.0',
    '223.255.255.255',
    '168.63.129.17',
    '2000::1',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2001:db7::1',
    '2001:db9::1',
    '2003::1',
    '2606:4700::1111',
    '2620:4f:7fff::1',
    '2a00:1450:4001::1',
    '3ffe:ffff::1',
    '3fff:1000::1',
  ])
    t.strictSame(judgeAddress(address), { verdict: 'public' }, address)
})

/** Each way to write the IPv4 address `a9fe:a9fe`, or that of the loopback, inside an IPv6 one. */
const embed = (high: string, low: string) => [
  `::${high}:${low}`,
  `::ffff:${high}:${low}`,
  `::ffff:0:${high}:${low}`,
  `64:ff9b::${high}:${low}`,
  `64:ff9b:1::${high}:${low}`,
  `64:ff9b:1:${high}:${low}::`,
  `2002:${high}:${low}::1`,
  `2001:0:${high}:${low}::1`,
  `2001:0:4136:e378:8000:63bf:5601:5601`,
  `2607:f8b0::5efe:${high}:${low}`,
  `2607:f8b0::200:5efe:${high}:${low}`,
  `fe80::5efe:${high}:${low}`,
]

t.test('refuses every IPv6 form that embeds an IPv4 address, whatever that is', async (t) => {
  for (const address of [...embed('a9fe', 'a9fe'), ...embed('7f00', '1'), ...embed('808', '808')])
    t.equal(verdictOf(address), 'forbidden', address)
  t.equal(verdictOf('::ffff:169.254.169.254'), 'forbidden', 'dotted as well')
  t.equal(verdictOf('2607:f8b0::5eff:808:808'), 'public', 'and nothing that only looks like one')
})

t.test('takes no text for an address that is none, in whatever notation', async (t) => {
  for (const text of [
    '',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '8.8.8.8.',
    ' 8.8.8.8',
    '8.8.8.8/32',
    '[2606:4700::1111]',
    'fe80::1%eth0',
    '2606:4700::1111%1',
    '１.1.1.1',
  ]) {
    t.strictSame(judgeAddress(text), { verdict: 'forbidden', range: 'no address' }, text)
    t.equal(normalizeAddress(text), undefined)
  }
})

t.test('opens to an operator the ranges that are named, and no others', async (t) => {
  t.strictSame(judgeAddress('10.1.2.3', readAllowed(['10.1.0.0/16'])), {
    verdict: 'opened',
    range: 'private',
  })
  t.equal(verdictOf('10.2.2.3', '10.1.0.0/16'), 'forbidden')
  t.equal(verdictOf('127.0.0.1', '127.0.0.1'), 'opened')
  t.equal(verdictOf('127.0.0.2', '127.0.0.1'), 'forbidden')
  t.equal(verdictOf('fd12::1', ' fd12::/16 '), 'opened')
  t.equal(verdictOf('::1', '127.0.0.0/8'), 'forbidden')
  t.equal(verdictOf('8.8.8.8', '0.0.0.0/0'), 'public', 'an open range changes nothing for the public ones')
})

t.test(
  'opens link-local, metadata and embedding addresses only where they are named one by one',
  async (t) => {
    const sealed = [
      '169.254.169.254',
      '169.254.0.1',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      'fe80::1',
      'fd00:ec2::254',
      'fd20:ce::254',
      'ff02::1',
      '100::1',
      '5f00::1',
      ...embed('a9fe', 'a9fe'),
      ...embed('a00', '1'),
    ]
    const wide = ['0.0.0.0/0', '::/0', '169.254.0.0/16', '169.254.169.254/31', 'fe80::/10', 'fd00:ec2::/64']
    for (const address of sealed) {
      if (address !== '64:ff9b::a00:1') t.equal(verdictOf(address, ...wide), 'forbidden', address)
      t.equal(verdictOf(address, address), 'opened', `${address} by its name`)
    }
    t.equal(verdictOf('169.254.169.254', '169.254.169.254/32'), 'opened')
  },
)

t.test('judges what a translator leads to where its range is opened', async (t) => {
  t.equal(verdictOf('64:ff9b::808:808', '64:ff9b::/96'), 'opened')
  t.equal(verdictOf('64:ff9b::a00:1', '64:ff9b::/96'), 'forbidden')
  t.equal(verdictOf('64:ff9b::a00:1', '64:ff9b::/96', '10.0.0.0/8'), 'opened')
  t.equal(verdictOf('64:ff9b::a9fe:a9fe', '64:ff9b::/96', '0.0.0.0/0'), 'forbidden')
})

t.test('refuses a configuration that is no range, and says which', async (t) => {
  for (const cidr of [
    '',
    '10',
    '10/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '::/129',
    '0x0a.0.0.0/8',
  ])
    t.throws(() => readAllowed(['10.0.0.0/8', cidr]), { message: `"${cidr}"` }, cidr)
  t.throws(() => readAllowed(['fe80::1%eth0']))
  t.throws(() => readAllowed(['10.0.0.0/']))
  t.throws(() => readAllowed(['example.org']))
})

t.test('judges any address without a fault, and alike however it is written', async (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      const normal = normalizeAddress(address)
      return (
        normal !== undefined && judgeAddress(normal).verdict === judgeAddress(address.toUpperCase()).verdict
      )
    }),
    { numRuns: 2000 },
  )
  t.pass('2000 of them')
})
