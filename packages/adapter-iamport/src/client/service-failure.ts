import { type Declined, declined, type NotCreated, notCreated, type Unknown, unknown } from '@hangil/core';
import { toNotCreated } from '../payments/charge-verdict.ts';
import { leavesOutcomeOpen, toDeclineReason } from '../tables/error-reasons.ts';
import { isNotOffered } from './not-offered.ts';
import type { Failed } from './outcome.ts';

/** What a call to one of the services means that was not done as asked. */
export function serviceFailure(failed: Failed): Declined | NotCreated | Unknown {
  if (isNotOffered(failed)) return notCreated('not_contracted', { code: '501', message: 'the PG does not offer this' });
  switch (failed.kind) {
    case 'refused':
      if (leavesOutcomeOpen(failed.provider)) return unknown(`refused with code ${failed.provider.code}, outcome open`);
      return declined(toDeclineReason(failed.provider), failed.provider);
    case 'not_done':
      return toNotCreated(failed);
    case 'uncertain':
      return unknown(failed.cause);
    default:
      return failed satisfies never;
  }
}
