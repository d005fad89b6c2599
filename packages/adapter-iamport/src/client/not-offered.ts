import type { Failed } from './outcome.ts';

/** HTTP 501 is this provider's word for a PG that does not know the service: certain, unlike other errors of a server. */
export function isNotOffered(failed: Failed): boolean {
  return failed.kind === 'uncertain' && failed.cause === 'http 501';
}
