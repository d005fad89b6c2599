import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { mayBeDialled } from './address-guard.ts';

/** Asks for every address of a name. */
export type LookupAll = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: readonly { address: string; family: number }[]) => void,
) => void;

export const lookupAll: LookupAll = (hostname, callback) =>
  systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) => callback(error, addresses ?? []));

/** Code of a connection that was not opened because of where it leads. */
export const addressRefused = 'address_refused';

function refusal(): NodeJS.ErrnoException {
  return Object.assign(new Error('the address is not open to webhooks'), { code: addressRefused });
}

/**
 * Opens connections to allowed addresses only. The check stands in the lookup of the socket itself, so what was checked is what is
 * dialled, at every dial. A name with one closed address is refused whole. An address in place of a name is looked up by
 * nobody and checked before.
 */
export function guardedConnector(livemode: boolean, lookup: LookupAll, timeoutMs: number): buildConnector.connector {
  const checkedLookup: LookupFunction = (hostname, options, callback) =>
    lookup(hostname, (error, addresses) => {
      const [first] = addresses;
      if (error !== null) callback(error, '');
      else if (first === undefined || !addresses.every(({ address }) => mayBeDialled(address, livemode))) {
        callback(refusal(), '');
      } else if (options.all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  const connect = buildConnector({ timeout: timeoutMs, lookup: checkedLookup });
  return (options, callback) => {
    const isClosed = isIP(options.hostname) !== 0 && !mayBeDialled(options.hostname, livemode);
    if (isClosed) callback(refusal(), null);
    else connect(options, callback);
  };
}
