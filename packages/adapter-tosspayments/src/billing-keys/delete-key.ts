import { type CallContext, type DeleteBillingKeyRequest, type DeleteBillingKeyVerdict, declined } from '@hangil/core';
import { z } from 'zod';
import { keyDeclines } from '../tables/error-codes.ts';
import { notDone, type Toss } from '../toss-client.ts';
import { readProviderKey } from './customer-key.ts';

const goneCodes = ['ALREADY_REMOVED_BILLING_KEY', 'NOT_FOUND_BILLING'];

/**
 * A key whose name was never told, because its answer was lost or its window never finished, cannot be named here. An empty body
 * is the only proof of a deletion.
 */
export async function deleteKey(
  { key: { providerKey } }: DeleteBillingKeyRequest,
  { call }: Toss,
  context: CallContext,
): Promise<DeleteBillingKeyVerdict> {
  const key = readProviderKey(providerKey);
  if (key === null) return declined('other', { code: null, message: 'the provider never told its name of this key' });
  const path = `/v1/billing/${encodeURIComponent(key.billingKey)}`;
  const outcome = await call({ method: 'DELETE', path }, z.undefined(), context);
  const isGone = outcome.kind === 'refused' && goneCodes.includes(outcome.refusal.code);
  return isGone || outcome.kind === 'read' ? { kind: 'deleted' } : notDone(outcome, keyDeclines);
}
