import { isIP } from 'node:net';
import { mayBeDialled } from './address-guard.ts';
import type { LookupAll } from './guarded-connector.ts';

/**
 * What is wrong with an address for webhooks, in words, or null. A name that cannot be resolved now passes: it is looked at again at
 * every dial.
 */
export async function webhookUrlProblem(url: string, livemode: boolean, lookup: LookupAll): Promise<string | null> {
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return 'must not carry a user or password';
  if (livemode && protocol !== 'https:') return 'must be https in live mode';
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host, lookup) : [host];
  if (addresses.every((address) => mayBeDialled(address, livemode))) return null;
  return livemode
    ? 'leads to a private, loopback or link-local address'
    : 'leads to a private or link-local address; in test mode only loopback is allowed beside public ones';
}

function resolve(host: string, lookup: LookupAll): Promise<readonly string[]> {
  return new Promise((done) => {
    lookup(host, (error, addresses) => done(error === null ? addresses.map(({ address }) => address) : []));
  });
}
