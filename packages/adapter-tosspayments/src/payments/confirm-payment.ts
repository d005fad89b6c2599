import { toMajorNumber } from '@hangil/adapter-kit';
import { type CallContext, type ConfirmPaymentRequest, notCreated, type PaymentVerdict, unknown } from '@hangil/core';
import { paymentDeclines } from '../tables/error-codes.ts';
import { post, type Toss } from '../toss-client.ts';
import { isPossibleKey } from './inquire-payment.ts';
import { takePayment } from './take-payment.ts';

/**
 * Moves the money of an approved payment. Amount and order are ours, never what the browser brought; the provider refuses when
 * they are not the ones of the window. The key names the payment as well as the order: the provider does not compare bodies, and
 * one order may be tried in several windows.
 */
export async function confirmPayment(
  { payment, providerPaymentId: paymentKey }: ConfirmPaymentRequest,
  toss: Toss,
  context: CallContext,
): Promise<PaymentVerdict> {
  const { reference: orderId, amount } = payment;
  if (!isPossibleKey(paymentKey)) return notCreated('invalid_request');
  const body = { paymentKey, orderId, amount: toMajorNumber(amount) };
  const request = post('/v1/payments/confirm', body, `${orderId}-${paymentKey}`);
  const verdict = await takePayment(request, paymentDeclines, toss, context);
  const isOpen = verdict.kind === 'pending' && verdict.waitsFor === 'shopper';
  return isOpen ? unknown('confirmed, but shown as not confirmed') : verdict;
}
