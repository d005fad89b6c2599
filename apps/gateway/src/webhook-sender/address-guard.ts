import { BlockList, isIP } from 'node:net';

/** Ranges that belong to nobody on the open internet (IANA special-purpose registries). */
const closedIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** With every form that carries an IPv4 address inside: mapped, compatible, NAT64, 6to4, Teredo. */
const closedIpv6 = [
  '::/96',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

// Two lists, because one list takes an IPv4 address for its mapped form and would find all of them in ::ffff:0:0/96.
const ipv4 = blockListOf(closedIpv4, 'ipv4');
const ipv6 = blockListOf(closedIpv6, 'ipv6');
const loopbackIpv4 = blockListOf(['127.0.0.0/8'], 'ipv4');
const loopbackIpv6 = blockListOf(['::1/128'], 'ipv6');

function blockListOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

/**
 * Whether webhooks may be sent to an address: to the open internet, and in test mode also to this machine itself, so that a
 * laptop can receive. What is no address is refused.
 */
export function mayBeDialled(address: string, livemode: boolean): boolean {
  const [bare = ''] = address.split('%', 1);
  switch (isIP(bare)) {
    case 4:
      return !ipv4.check(bare, 'ipv4') || (!livemode && loopbackIpv4.check(bare, 'ipv4'));
    case 6:
      return !ipv6.check(bare, 'ipv6') || (!livemode && loopbackIpv6.check(bare, 'ipv6'));
    default:
      return false;
  }
}
