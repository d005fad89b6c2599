import { type CallContext, type DeleteBillingKeyRequest, type DeleteBillingKeyVerdict, declined } from '@hangil/core';
import { readRefusal } from '../refusal.ts';
import { keyDeclines } from '../tables/error-codes.ts';
import type { TossClient } from '../toss-client.ts';

const goneCodes = ['ALREADY_REMOVED_BILLING_KEY', 'NOT_FOUND_BILLING'];

/** A key whose name was never told, because its answer was lost or its window never finished, cannot be named here. */
export async function deleteKey(
  { key: { providerKey } }: DeleteBillingKeyRequest,
  client: TossClient,
  context: CallContext,
): Promise<DeleteBillingKeyVerdict> {
  if (providerKey === null)
    return declined('other', { code: null, message: 'the provider never told its name of this key' });
  const path = `/v1/billing/${encodeURIComponent(providerKey)}`;
  const outcome = await client.call({ method: 'DELETE', path }, readNothing, context);
  const isGone = outcome.kind === 'done' || (outcome.kind === 'refused' && goneCodes.includes(outcome.code));
  return isGone ? { kind: 'deleted' } : readRefusal(outcome, keyDeclines);
}

/** An empty body is the only proof there is. */
function readNothing({ body }: { readonly body: Uint8Array }) {
  return body.length === 0
    ? ({ ok: true, value: null } as const)
    : ({ ok: false, problem: 'not an empty answer' } as const);
}
