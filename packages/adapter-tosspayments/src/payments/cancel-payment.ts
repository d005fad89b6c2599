import { type CallContext, type CancelVerdict, notCreated, type PaymentAtProvider, unknown } from '@hangil/core';
import { refundDeclines } from '../tables/error-codes.ts';
import { notDone, post, type Toss } from '../toss-client.ts';
import { paymentSchema } from '../wire/payment.schema.ts';

/**
 * Ends a payment before money moved. Only an issued account exists at the provider as something to end; a window moves no money
 * without our confirm. No refund account is sent, so a deposit that came first makes the provider refuse.
 */
export async function cancelPayment(
  { methodType, providerPaymentId }: PaymentAtProvider,
  { call }: Toss,
  context: CallContext,
): Promise<CancelVerdict> {
  if (methodType === 'key_in' || methodType === 'billing_key') return notCreated('invalid_request');
  if (methodType !== 'virtual_account') return { kind: 'canceled' };
  if (providerPaymentId === null) return unknown('the account to revoke is not known');
  const request = post(`/v1/payments/${providerPaymentId}/cancel`, { cancelReason: '입금 전 취소' });
  const outcome = await call(request, paymentSchema, context);
  if (outcome.kind !== 'read') return notDone(outcome, refundDeclines);
  return outcome.value.status === 'CANCELED' ? { kind: 'canceled' } : unknown('canceled, but shown otherwise');
}
