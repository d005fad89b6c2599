import { type CancelVerdict, notCreated, type PaymentAtProvider, unknown } from '@hangil/core';
import { failedVerdict } from '../client/failed-verdict.ts';
import type { IamportOutcome } from '../client/outcome.ts';
import type { IamportContext } from '../iamport-context.ts';
import { gatewayRowOf } from '../tables/gateways/index.ts';
import { paymentSchema, type WirePayment } from '../wire/payment.schema.ts';
import { issuesOnlyInWindow } from './account-window.ts';
import { findPayment } from './inquire-payment.ts';
import { heldMoney } from './read-payment.ts';
import { revokeStoreNumber } from './store-number.ts';

/**
 * Ends a payment before money moved. Only an issued virtual account can be revoked at the provider; a window that is merely open
 * needs nothing, and the shopper may even still pay in it: such money is reported by the next inquiry.
 */
export async function cancelPayment(
  payment: PaymentAtProvider,
  context: IamportContext,
  signal: AbortSignal,
): Promise<CancelVerdict> {
  switch (payment.methodType) {
    case 'virtual_account':
      return revokeAccount(payment, context, signal);
    case 'convenience_store':
      return revokeStoreNumber(payment, context, signal);
    case 'key_in':
    case 'billing_key':
      return notCreated('invalid_request', { code: null, message: 'a charge under way cannot be called back' });
    default:
      return { kind: 'canceled' };
  }
}

async function revokeAccount(
  payment: PaymentAtProvider,
  context: IamportContext,
  signal: AbortSignal,
): Promise<CancelVerdict> {
  if (issuesOnlyInWindow(gatewayRowOf(context.settings.channels.get(payment.channelId)?.pg ?? null))) {
    const found = await findPayment(payment, context, signal);
    if (isOpenWindow(found)) return { kind: 'canceled' };
  }
  const impUid = payment.providerPaymentId ?? (await accountIssuedFor(payment, context, signal));
  if (impUid === null) return unknown('the account to revoke was not found');
  const path = `/vbanks/${encodeURIComponent(impUid)}`;
  return toCancelVerdict(await context.client.call({ method: 'DELETE', path }, paymentSchema, signal));
}

/** A window in which no account was issued so far is a window like any other. */
function isOpenWindow(found: Awaited<ReturnType<typeof findPayment>>): boolean {
  if (found.kind !== 'found') return found.kind === 'absent';
  return found.payment.vbankNumber === null && !heldMoney(found.payment);
}

async function accountIssuedFor(
  payment: PaymentAtProvider,
  context: IamportContext,
  signal: AbortSignal,
): Promise<string | null> {
  const found = await findPayment(payment, context, signal);
  return found.kind === 'found' ? found.payment.impUid : null;
}

/** A revoked account is shown as failed. */
export function toCancelVerdict(outcome: IamportOutcome<WirePayment>): CancelVerdict {
  if (outcome.kind !== 'done') return failedVerdict(outcome);
  const { status } = outcome.value;
  return status === 'failed' || status === 'cancelled' ? { kind: 'canceled' } : unknown('revoked, but shown otherwise');
}
