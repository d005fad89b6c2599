import {
  type Absent,
  absent,
  type CallContext,
  type PaymentAtProvider,
  type PaymentReading,
  type Unknown,
  unknown,
} from '@hangil/core';
import type { TossClient } from '../toss-client.ts';
import type { TossPayment } from '../wire/payment.schema.ts';
import { readPayment } from './read-payment.ts';

export async function inquirePayment(
  payment: PaymentAtProvider,
  client: TossClient,
  context: CallContext,
): Promise<PaymentReading> {
  const found = await findPayment(payment, client, context);
  return found.kind === 'found' ? readPayment(found.payment) : found;
}

/** Looks up one payment by its key, or the one under our order id. Only the provider's own word for it is an absence. */
export async function findPayment(
  { providerPaymentId, reference }: PaymentAtProvider,
  client: TossClient,
  context: CallContext,
): Promise<{ readonly kind: 'found'; readonly payment: TossPayment } | Absent | Unknown> {
  if (providerPaymentId !== null && !isPossibleKey(providerPaymentId)) return absent;
  const outcome = await client.get(`/v1/payments/${providerPaymentId ?? `orders/${reference}`}`, context);
  if (outcome.kind === 'done') return { kind: 'found', payment: outcome.payment };
  if (outcome.kind === 'not_created') return unknown('not sent');
  if (outcome.kind === 'unknown') return outcome;
  return outcome.code === 'NOT_FOUND_PAYMENT' ? absent : unknown(`http ${outcome.httpStatus} ${outcome.code}`);
}

/** Keys come from browsers and webhooks; what cannot be one is not sent. */
export function isPossibleKey(paymentKey: string): boolean {
  return /^[\w-]{1,200}$/.test(paymentKey);
}
