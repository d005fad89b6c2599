import { type Declined, type NotCreated, notCreated, type Unknown } from '@hangil/core';
import { failedVerdict } from './failed-verdict.ts';
import { isNotOffered } from './not-offered.ts';
import type { Failed } from './outcome.ts';

/** What a call to one of the services means that was not done as asked. */
export function serviceFailure(failed: Failed): Declined | NotCreated | Unknown {
  if (isNotOffered(failed)) return notCreated('not_contracted', { code: '501', message: 'the PG does not offer this' });
  return failedVerdict(failed);
}
