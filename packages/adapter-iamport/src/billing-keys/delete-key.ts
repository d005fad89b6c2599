import { type DeleteBillingKeyRequest, type DeleteBillingKeyVerdict, declined, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { toNotCreated } from '../payments/charge-verdict.ts';
import { leavesOutcomeOpen, toDeclineReason } from '../tables/error-reasons.ts';
import { billingKeySchema } from '../wire/billing-key.schema.ts';

/** nice_v2 wants a reason, naverpay the one who asked. */
const reasonDefault = '고객 요청';

export async function deleteKey(
  { key, reason, requester }: DeleteBillingKeyRequest,
  { client }: IamportContext,
  signal: AbortSignal,
): Promise<DeleteBillingKeyVerdict> {
  const query = new URLSearchParams({ reason: reason ?? reasonDefault, 'extra[requester]': requester });
  const path = `/subscribe/customers/${encodeURIComponent(key.reference)}?${query}`;
  const outcome = await client.call({ method: 'DELETE', path }, billingKeySchema, signal);
  switch (outcome.kind) {
    case 'done':
      return { kind: 'deleted' };
    case 'refused':
      if (outcome.httpStatus === 404) return { kind: 'deleted' };
      if (leavesOutcomeOpen(outcome.provider))
        return unknown(`refused with code ${outcome.provider.code}, outcome open`);
      return declined(toDeclineReason(outcome.provider), outcome.provider);
    case 'not_done':
      return toNotCreated(outcome);
    case 'uncertain':
      return unknown(outcome.cause);
    default:
      return outcome satisfies never;
  }
}
