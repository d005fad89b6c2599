import { givenBackAfter } from '@hangil/adapter-kit';
import { type Clock, money, type ProviderReference, type RefundRequest, type Succeeded } from '@hangil/core';
import { readAmounts, toMoney } from '../payments/read-payment.ts';
import type { WireCancellation, WirePayment } from '../wire/payment.schema.ts';

/** What the provider has given back beyond what it had before this refund, minor units; null when it cannot be told. */
export function readReturned(payment: WirePayment, { amount, returnedBeforeMinor }: RefundRequest): number | null {
  const amounts = readAmounts(payment);
  if (amounts === null || amounts.paid.currency !== amount.currency) return null;
  const addedMinor = amounts.returnedMinor - returnedBeforeMinor;
  return addedMinor < 0 ? null : addedMinor;
}

/** The cancel that began when exactly `returnedBeforeMinor` had been given back and gave back what was asked, or null. */
export function entryAfter(
  payment: WirePayment,
  { amount, returnedBeforeMinor }: RefundRequest,
): WireCancellation | null {
  const amountsMinor = payment.cancelHistory.map((entry) => toMoney(entry.amount, payment.currency)?.amountMinor);
  if (!amountsMinor.every((amountMinor) => amountMinor !== undefined)) return null;
  const entries = payment.cancelHistory.map((entry, index) => ({
    entry,
    amountMinor: amountsMinor[index] ?? 0,
    at: entry.cancelledAt,
  }));
  const found = givenBackAfter(entries, returnedBeforeMinor);
  return found?.amountMinor === amount.amountMinor ? found.entry : null;
}

interface ReadRefund {
  readonly addedMinor: number;
  readonly entry: WireCancellation | null;
  readonly clock: Clock;
}

/** Every fact is the provider's. Where it names no id for the cancel, payment and time stand for it. */
export function refundOf(payment: WirePayment, { addedMinor, entry, clock }: ReadRefund): Succeeded {
  const occurredAt = entry?.cancelledAt ?? payment.cancelledAt ?? clock.now();
  const unnamed = `${payment.impUid}:${Math.floor(occurredAt.getTime() / 1000)}`;
  return {
    kind: 'succeeded',
    amount: money(addedMinor, payment.currency),
    reference: payment.merchantUid as ProviderReference,
    providerTransactionId: entry?.cancellationId ?? entry?.pgTid ?? unnamed,
    occurredAt,
  };
}
