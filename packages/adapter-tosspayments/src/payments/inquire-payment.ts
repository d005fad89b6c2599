import { readingOf } from '@hangil/adapter-kit';
import { absent, type CallContext, type PaymentAtProvider } from '@hangil/core';
import type { Toss } from '../toss-client.ts';
import { paymentSchema, type TossPayment } from '../wire/payment.schema.ts';

/** Looks up one payment by its key, or the one under our order id. Only the provider's own word for it is an absence. */
export async function inquirePayment<Reading>(
  { providerPaymentId, reference }: PaymentAtProvider,
  { call }: Toss,
  context: CallContext,
  read: (payment: TossPayment) => Reading,
) {
  if (providerPaymentId !== null && !isPossibleKey(providerPaymentId)) return absent;
  const path = `/v1/payments/${providerPaymentId ?? `orders/${reference}`}`;
  const outcome = await call({ method: 'GET', path }, paymentSchema, context);
  return readingOf(outcome, ({ code }) => code === 'NOT_FOUND_PAYMENT', read);
}

/** Keys come from browsers and webhooks; what cannot be one is not sent. */
export function isPossibleKey(paymentKey: string): boolean {
  return /^[\w-]{1,200}$/.test(paymentKey);
}
