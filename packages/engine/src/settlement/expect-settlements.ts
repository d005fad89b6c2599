import { addDays, businessCalendar, koreanHolidays, type PaymentId } from '@hangil/core';
import {
  createExpectedSettlements,
  type JournalEntry,
  type SettleableItem,
  type SettlementTerms,
  startOfBookDay,
} from '@hangil/ledger';
import type { EngineDependencies } from '../engine-dependencies.ts';
import type { Settlements } from './settlements.ts';

/** No cycle and no run of holidays puts more days between a sale and its payout. */
const longestCycleDays = 62;

/** Adds up the sales and refunds of the days that can fall due in a range, by the terms of their channels. */
export function makeExpectSettlements({ store, directory }: EngineDependencies): Settlements['expected'] {
  const calendar = businessCalendar(koreanHolidays);
  return async (scope, { from, to, channelId }) => {
    const channels = directory.merchant(scope.merchantId)?.channels ?? [];
    const termsByAccount = new Map<string, { readonly id: string; readonly settlement: SettlementTerms }>(
      channels
        .filter(({ id }) => channelId === undefined || id === channelId)
        .flatMap(({ id, provider, settlement }) =>
          settlement === undefined ? [] : [[`asset:pg:${provider.id}:${id}`, { id, settlement }] as const],
        ),
    );
    const expected = createExpectedSettlements(calendar);
    const range = {
      effectiveFrom: startOfBookDay(addDays(from, -longestCycleDays)),
      effectiveTo: startOfBookDay(addDays(to, 1)),
    };
    for await (const entry of store.everyJournalEntry(scope, range)) {
      const item = settleableItem(entry);
      const terms = item === null ? undefined : termsByAccount.get(item.account);
      if (item === null || terms === undefined) continue;
      const payment = await store.payment(item.paymentId);
      expected.add(terms.id, terms.settlement, { ...item, method: payment?.method.type ?? '' });
    }
    return expected.settlements().filter(({ payoutDate }) => payoutDate >= from && payoutDate <= to);
  };
}

const directions: Partial<Record<JournalEntry['kind'], SettleableItem['direction']>> = {
  sale: 'payment',
  va_deposit: 'payment',
  capture: 'payment',
  refund_success: 'refund',
  provider_initiated_refund: 'refund',
};

/** What an entry says the provider will settle, or null. */
export function settleableItem({ kind, paymentId, effectiveAt, lines }: JournalEntry) {
  const direction = directions[kind];
  const owed = lines.find(({ account, layer }) => layer === 'posted' && account.startsWith('asset:pg:'));
  if (direction === undefined || paymentId === null || owed === undefined) return null;
  const { account, amountMinor, currency } = owed;
  return {
    direction,
    account: account as string,
    paymentId: paymentId as PaymentId,
    amountMinor,
    currency,
    occurredAt: effectiveAt,
  };
}
