import type { DeleteBillingKeyRequest, DeleteBillingKeyVerdict } from '@hangil/core';
import { failedVerdict } from '../client/failed-verdict.ts';
import type { IamportContext } from '../iamport-context.ts';
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
  if (outcome.kind === 'refused' && outcome.httpStatus === 404) return { kind: 'deleted' };
  if (outcome.kind !== 'done') return failedVerdict(outcome);
  return { kind: 'deleted' };
}
