import { type MerchantId, type ProviderAccountId, paymentStatuses, releasesOrderId } from '@hangil/core';
import { describe, expect, test } from 'vitest';
import { testScope } from '../sequence.ts';
import { collect, commitAll, expectConflict, type SuiteContext, withoutLinks } from './suite.ts';

const otherMerchant = 'other' as MerchantId;

export function describeUniqueness(context: SuiteContext): void {
  describe('order ids', () => {
    test.each(paymentStatuses.filter((status) => !releasesOrderId(status)))(
      'a payment that is %s holds its order id',
      async (status) => {
        const { store, build } = context;
        const holder = build.buildPayment({ status });
        await commitAll(store, { payments: [holder] });
        await expectConflict(store, { payments: [build.buildPayment({ orderId: holder.orderId })] }, 'order_id');
      },
    );

    test.each(paymentStatuses.filter(releasesOrderId))(
      'a payment that is %s has freed its order id for one other payment',
      async (status) => {
        const { store, build } = context;
        const first = build.buildPayment();
        const { orderId } = first;
        await commitAll(
          store,
          { payments: [first] },
          { payments: [{ ...first, version: 2, status }] },
          { payments: [build.buildPayment({ orderId })] },
        );
        await expectConflict(store, { payments: [build.buildPayment({ orderId })] }, 'order_id');
      },
    );

    test('are separate for each merchant and mode', async () => {
      const { store, build } = context;
      const { orderId, ...payment } = build.buildPayment();
      await commitAll(store, {
        payments: [
          { ...payment, orderId },
          build.buildPayment({ orderId, livemode: true }),
          build.buildPayment({ orderId, merchantId: otherMerchant }),
        ],
      });
    });

    test('of many payments with one order id made at once, one is made', async () => {
      const { store, build } = context;
      const payments = Array.from({ length: 20 }, () => build.buildPayment({ orderId: 'same' }));
      const results = await Promise.all(payments.map((payment) => store.commit({ payments: [payment] })));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    });

    test('money that arrives late is written although another payment has the order id by now', async () => {
      const { store, build } = context;
      const late = build.buildPayment();
      const { orderId } = late;
      const paid = { ...late, version: 3, status: 'paid', amountPaidMinor: late.amountMinor } as const;
      await commitAll(
        store,
        { payments: [late] },
        { payments: [{ ...late, version: 2, status: 'expired' }] },
        { payments: [build.buildPayment({ orderId })] },
        { payments: [paid] },
      );
      expect(await store.payment(late.id)).toEqual(paid);
    });

    test('a payment that was paid late holds its order id again, also after the payment between has ended', async () => {
      const { store, build } = context;
      const late = build.buildPayment();
      const { orderId } = late;
      const between = build.buildPayment({ orderId });
      await commitAll(
        store,
        { payments: [late] },
        { payments: [{ ...late, version: 2, status: 'failed' }] },
        { payments: [between] },
        { payments: [{ ...late, version: 3, status: 'paid', amountPaidMinor: late.amountMinor }] },
        { payments: [{ ...between, version: 2, status: 'canceled' }] },
      );
      await expectConflict(store, { payments: [build.buildPayment({ orderId })] }, 'order_id');
    });
  });

  describe('payout references', () => {
    test('are taken for ever, whatever became of the payout', async () => {
      const { store, build } = context;
      const payout = build.buildPayout();
      const { merchantReference } = payout;
      await commitAll(store, { payouts: [payout] }, { payouts: [{ ...payout, version: 2, status: 'canceled' }] });
      await expectConflict(store, { payouts: [build.buildPayout({ merchantReference })] }, 'payout_reference');
    });

    test('are separate for each merchant and mode', async () => {
      const { store, build } = context;
      const merchantReference = 'salary-7';
      await commitAll(store, {
        payouts: [
          build.buildPayout({ merchantReference }),
          build.buildPayout({ merchantReference, livemode: true }),
          build.buildPayout({ merchantReference, merchantId: otherMerchant }),
        ],
      });
    });
  });

  describe('provider references', () => {
    test('belong to one operation of a provider account', async () => {
      const { store, build } = context;
      const operation = build.buildOperation();
      const { reference } = operation;
      await commitAll(store, { operations: [operation] });
      await expectConflict(
        store,
        { operations: [build.buildOperation({ reference, kind: 'refund' })] },
        'provider_reference',
      );
      const elsewhere = 'testbank-second' as ProviderAccountId;
      await commitAll(store, { operations: [build.buildOperation({ reference, providerAccountId: elsewhere })] });
    });
  });

  describe('journal source keys', () => {
    test('are in a book once', async () => {
      const { store, build } = context;
      const entry = build.buildJournalEntry();
      const { sourceKey } = entry;
      await commitAll(store, { journalEntries: [entry] });
      await expectConflict(store, { journalEntries: [build.buildJournalEntry({ sourceKey })] }, 'journal_source');
      await commitAll(store, {
        journalEntries: [
          build.buildJournalEntry({ sourceKey, livemode: true }),
          build.buildJournalEntry({ sourceKey, merchantId: otherMerchant }),
        ],
      });
      expect(withoutLinks(await collect(store.everyJournalEntry(testScope)))).toEqual([entry]);
    });

    test('an entry cannot be written twice', async () => {
      const { store, build } = context;
      const entry = build.buildJournalEntry();
      await commitAll(store, { journalEntries: [entry] });
      await expectConflict(store, { journalEntries: [entry] }, 'journal_source');
      const renamed = { ...entry, sourceKey: 'another' };
      await expect(store.commit({ journalEntries: [renamed] })).rejects.toThrow();
      expect(withoutLinks(await collect(store.everyJournalEntry(testScope)))).toEqual([entry]);
    });
  });

  describe('the money guard', () => {
    const broken = [
      { amountPaidMinor: 100, amountRefundingMinor: -1, amountRefundedMinor: 0 },
      { amountPaidMinor: 100, amountRefundingMinor: 0, amountRefundedMinor: -1 },
      { amountPaidMinor: 100, amountRefundingMinor: 61, amountRefundedMinor: 40 },
      { amountPaidMinor: 0, amountRefundingMinor: 1, amountRefundedMinor: 0 },
      { amountPaidMinor: -1, amountRefundingMinor: 0, amountRefundedMinor: 0 },
    ];

    test.each(broken)('refuses %o in a new payment and in a changed one', async (amounts) => {
      const { store, build } = context;
      await expectConflict(store, { payments: [build.buildPayment(amounts)] }, 'money_guard');
      const payment = build.buildPayment({ status: 'paid', amountPaidMinor: 100 });
      await commitAll(store, { payments: [payment] });
      await expectConflict(store, { payments: [{ ...payment, version: 2, ...amounts }] }, 'money_guard');
      expect(await store.payment(payment.id)).toEqual(payment);
    });

    test('lets everything that was paid be given back', async () => {
      const { store, build } = context;
      const amounts = { amountPaidMinor: 100, amountRefundingMinor: 60, amountRefundedMinor: 40 };
      await commitAll(store, { payments: [build.buildPayment(amounts)] });
    });
  });
}
