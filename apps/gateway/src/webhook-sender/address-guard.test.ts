import { describe, expect, it } from 'vitest';
import { mayBeDialled } from './address-guard.ts';

const open = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.1.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450::1',
];

const closed = [
  ['this network', '0.0.0.0'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT', '100.127.255.255'],
  ['link-local and metadata', '169.254.169.254'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.7'],
  ['benchmarks', '198.19.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['unique local', 'fc00::1'],
  ['unique local', 'fd12:3456::1'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['mapped private', '::ffff:10.0.0.1'],
  ['mapped private, in hexadecimal', '::ffff:a00:1'],
  ['mapped public', '::ffff:8.8.8.8'],
  ['compatible', '::10.0.0.1'],
  ['NAT64 of a private address', '64:ff9b::a00:1'],
  ['local NAT64', '64:ff9b:1::1'],
  ['6to4 of a private address', '2002:a00:1::1'],
  ['Teredo', '2001::1'],
  ['documentation', '2001:db8::1'],
  ['no address', 'localhost'],
  ['nothing', ''],
  ['a short form', '127.1'],
] as const;

describe('an address', () => {
  it.each(open)('of the open internet may be dialled: %s', (address) => {
    expect(mayBeDialled(address, true)).toBe(true);
    expect(mayBeDialled(address, false)).toBe(true);
  });

  it.each(closed)('is refused in both modes: %s %s', (_kind, address) => {
    expect(mayBeDialled(address, true)).toBe(false);
    expect(mayBeDialled(address, false)).toBe(false);
  });

  it.each(['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'])(
    'of this machine is open in test mode only: %s',
    (address) => {
      expect(mayBeDialled(address, true)).toBe(false);
      expect(mayBeDialled(address, false)).toBe(true);
    },
  );
});
