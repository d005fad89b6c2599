import { absent, type BillingKeyAtProvider, type BillingKeyReading, unknown } from '@hangil/core';
import type { IamportContext } from '../iamport-context.ts';
import { billingKeySchema } from '../wire/billing-key.schema.ts';
import { readKey } from './read-key.ts';

/** Looks a key up by our name of it. A window that nobody has finished shows nothing. */
export async function inquireKey(
  { reference, channelId }: BillingKeyAtProvider,
  { client, settings }: IamportContext,
  signal: AbortSignal,
): Promise<BillingKeyReading> {
  const path = `/subscribe/customers/${encodeURIComponent(reference)}`;
  const outcome = await client.call({ method: 'GET', path }, billingKeySchema, signal);
  switch (outcome.kind) {
    case 'done':
      return readKey(outcome.value, channelId, settings);
    case 'refused':
      return outcome.httpStatus === 404 ? absent : unknown(`inquiry refused, http ${outcome.httpStatus}`);
    case 'not_done':
    case 'uncertain':
      return unknown(`inquiry failed, ${outcome.cause}`);
    default:
      return outcome satisfies never;
  }
}
