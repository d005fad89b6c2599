import { type Declined, declined, type NotCreated, notCreated, type Unknown, unknown } from '@hangil/core';
import { type CodeTable, refusedRequests } from './tables/error-codes.ts';
import type { NotDone } from './toss-client.ts';

/**
 * What a call without a payment in its answer came to. A refusal decides only when its code is known to.
 *
 * @param declines - codes after which this call has certainly moved nothing
 */
export function readRefusal(outcome: NotDone, declines: CodeTable): Declined | NotCreated | Unknown {
  if (outcome.kind !== 'refused') return outcome;
  const { code, message, httpStatus } = outcome;
  const declineReason = declines.get(code);
  if (declineReason !== undefined) return declined(declineReason, { code, message });
  const refusalReason = refusedRequests.get(code);
  return refusalReason === undefined
    ? unknown(`http ${httpStatus} ${code}`)
    : notCreated(refusalReason, { code, message });
}
