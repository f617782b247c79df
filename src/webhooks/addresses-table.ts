export interface Range {
  cidr: string
  name: string
  /** Opened by nothing but its own exact address: no honest receiver lives there, and a wide rule must not reach it. */
  sealed?: true
}

/**
 * The IPv4 special-purpose registry of IANA as of October 2025, multicast, and addresses at which clouds keep secrets.
 * Where ranges overlap the narrowest counts. What the registry calls globally reachable is an anycast service.
 */
export const ipv4Ranges: readonly Range[] = [
  { cidr: '0.0.0.0/8', name: 'this network', sealed: true },
  { cidr: '10.0.0.0/8', name: 'private' },
  { cidr: '100.64.0.0/10', name: 'shared' },
  { cidr: '100.100.100.200/32', name: 'metadata', sealed: true },
  { cidr: '127.0.0.0/8', name: 'loopback' },
  { cidr: '168.63.129.16/32', name: 'metadata', sealed: true },
  { cidr: '169.254.0.0/16', name: 'link-local', sealed: true },
  { cidr: '172.16.0.0/12', name: 'private' },
  { cidr: '192.0.0.0/24', name: 'protocol assignments' },
  { cidr: '192.0.0.192/32', name: 'metadata', sealed: true },
  { cidr: '192.0.2.0/24', name: 'documentation' },
  { cidr: '192.31.196.0/24', name: 'AS112' },
  { cidr: '192.52.193.0/24', name: 'AMT' },
  { cidr: '192.88.99.0/24', name: '6to4 relay', sealed: true },
  { cidr: '192.168.0.0/16', name: 'private' },
  { cidr: '192.175.48.0/24', name: 'AS112' },
  { cidr: '198.18.0.0/15', name: 'benchmarking' },
  { cidr: '198.51.100.0/24', name: 'documentation' },
  { cidr: '203.0.113.0/24', name: 'documentation' },
  { cidr: '224.0.0.0/4', name: 'multicast', sealed: true },
  { cidr: '240.0.0.0/4', name: 'reserved', sealed: true },
  { cidr: '255.255.255.255/32', name: 'broadcast', sealed: true },
]

/** A translator reaches the IPv4 address in its last 32 bits, which is judged as well where this range is opened. */
export const translated = '64:ff9b::/96'

/**
 * The same for IPv6. Only 2000::/3 is given out to the public, so that the first three lines close the rest of the
 * space, whatever it will be used for.
 */
export const ipv6Ranges: readonly Range[] = [
  { cidr: '::/3', name: 'not global unicast', sealed: true },
  { cidr: '4000::/2', name: 'not global unicast', sealed: true },
  { cidr: '8000::/1', name: 'not global unicast', sealed: true },
  { cidr: '::/128', name: 'unspecified', sealed: true },
  { cidr: '::1/128', name: 'loopback' },
  { cidr: '::/96', name: 'IPv4-compatible', sealed: true },
  { cidr: '::ffff:0:0/96', name: 'IPv4-mapped', sealed: true },
  { cidr: '::ffff:0:0:0/96', name: 'IPv4-translated', sealed: true },
  { cidr: translated, name: 'NAT64' },
  { cidr: '64:ff9b:1::/48', name: 'NAT64', sealed: true },
  { cidr: '100::/64', name: 'discard', sealed: true },
  { cidr: '100:0:0:1::/64', name: 'dummy', sealed: true },
  { cidr: '2001::/23', name: 'protocol assignments' },
  { cidr: '2001::/32', name: 'Teredo', sealed: true },
  { cidr: '2001:db8::/32', name: 'documentation' },
  { cidr: '2002::/16', name: '6to4', sealed: true },
  { cidr: '2620:4f:8000::/48', name: 'AS112' },
  { cidr: '3fff::/20', name: 'documentation' },
  { cidr: '5f00::/16', name: 'SRv6', sealed: true },
  { cidr: 'fc00::/7', name: 'unique local' },
  { cidr: 'fd00:42::42/128', name: 'metadata', sealed: true },
  { cidr: 'fd00:c1::a9fe:a9fe/128', name: 'metadata', sealed: true },
  { cidr: 'fd00:ec2::254/128', name: 'metadata', sealed: true },
  { cidr: 'fd20:ce::254/128', name: 'metadata', sealed: true },
  { cidr: 'fe80::/10', name: 'link-local', sealed: true },
  { cidr: 'fec0::/10', name: 'site-local' },
  { cidr: 'ff00::/8', name: 'multicast', sealed: true },
]
