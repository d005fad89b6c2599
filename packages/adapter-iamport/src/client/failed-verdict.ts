import { type Declined, declined, type NotCreated, notCreated, type Unknown, unknown } from '@hangil/core';
import { leavesOutcomeOpen, toDeclineReason } from '../tables/error-reasons.ts';
import type { Failed, NotDone } from './outcome.ts';

/**
 * What a call means that changes something and was not done as asked. A refusal whose words speak of a broken line or of
 * something already done decides nothing.
 */
export function failedVerdict(failed: Failed): Declined | NotCreated | Unknown {
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

export function toNotCreated({ reason, provider, cause }: NotDone): NotCreated {
  return notCreated(reason, { code: provider.code, message: provider.message ?? cause });
}
