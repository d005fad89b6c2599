import { dayMs, type Payment } from '@hangil/core';
import { type BookRow, expectedFee, expectedFeeOfRefund } from '@hangil/ledger';
import type { EngineDependencies } from '../engine-dependencies.ts';
import { settleableItem } from '../settlement/expect-settlements.ts';
import type { Scope } from '../store/records.ts';
import type { RunReconciliationInput } from './reconciliations.ts';

/**
 * Sales and refunds that our books have at a provider account, from a day before the period to a day after it.
 *
 * @param keyOf - what the provider's rows call a payment
 */
export async function readBookRows(
  { store, directory }: EngineDependencies,
  scope: Scope,
  { providerAccountId, from, to }: RunReconciliationInput,
  keyOf: (payment: Payment) => string | null,
): Promise<BookRow[]> {
  const channels = directory.merchant(scope.merchantId)?.channels ?? [];
  const range = { effectiveFrom: new Date(from.getTime() - dayMs), effectiveTo: new Date(to.getTime() + dayMs) };
  const rows: BookRow[] = [];
  for await (const entry of store.everyJournalEntry(scope, range)) {
    const item = settleableItem(entry);
    const payment = item === null ? null : await store.payment(item.paymentId);
    if (item === null || payment === null || payment.providerAccountId !== providerAccountId) continue;
    const { direction, amountMinor, currency, occurredAt } = item;
    const terms = channels.find(({ id }) => id === payment.channelId)?.settlement;
    const fee = direction === 'payment' ? expectedFee : expectedFeeOfRefund;
    rows.push({
      id: entry.refundId ?? payment.id,
      direction,
      key: keyOf(payment) ?? payment.id,
      amountMinor,
      taxFreeMinor: direction === 'payment' ? payment.taxFreeAmountMinor : null,
      vatMinor: null,
      feeMinor: terms === undefined ? null : fee(terms, payment.method.type, amountMinor).feeMinor,
      currency,
      occurredAt,
    });
  }
  return rows;
}
