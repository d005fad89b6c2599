import { type CallContext, type ConfirmPaymentRequest, notCreated, type PaymentVerdict, unknown } from '@hangil/core';
import { readRefusal } from '../refusal.ts';
import { paymentDeclines } from '../tables/error-codes.ts';
import type { TossClient } from '../toss-client.ts';
import { isPossibleKey } from './inquire-payment.ts';
import { toMajorNumber } from './order-fields.ts';
import { readPayment } from './read-payment.ts';

/**
 * Moves the money of an approved payment. Amount and order are ours, never what the browser brought; the provider refuses when
 * they are not the ones of the window. The key names the payment as well as the order: the provider does not compare bodies, and
 * one order may be tried in several windows.
 */
export async function confirmPayment(
  { payment, providerPaymentId: paymentKey }: ConfirmPaymentRequest,
  client: TossClient,
  context: CallContext,
): Promise<PaymentVerdict> {
  const { reference: orderId, amount } = payment;
  if (!isPossibleKey(paymentKey)) return notCreated('invalid_request');
  const body = { paymentKey, orderId, amount: toMajorNumber(amount) };
  const outcome = await client.post('/v1/payments/confirm', body, `${orderId}-${paymentKey}`, context);
  if (outcome.kind !== 'done') return readRefusal(outcome, paymentDeclines);
  const verdict = readPayment(outcome.payment);
  const isOpen = verdict.kind === 'pending' && verdict.waitsFor === 'shopper';
  return isOpen ? unknown('confirmed, but shown as not confirmed') : verdict;
}
