import { declined, notCreated, type PaymentReading, type ProviderReference, unknown } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settlePayment } from '../src/payment/settle-payment.ts';
import { createTestHouse, referenceOf } from './test-house.ts';
import { won } from './test-provider.ts';

describe('folding the readings of a provider', () => {
  it('ends alike for every order and number of copies (property)', async () => {
    const house = createTestHouse();
    const payment = { ...(await house.open(100)), nextAction: null, status: 'pending' as const };
    const at = new Date('2026-11-24T03:05:00Z');
    const paid: PaymentReading = {
      kind: 'succeeded',
      amount: won(100),
      reference: referenceOf(payment) as ProviderReference,
      providerTransactionId: 'tb_9',
      occurredAt: at,
      returnedMinor: 0,
    };
    const redirect = { type: 'redirect', url: 'https://bank.example/', method: 'POST', fields: { tid: '1' } } as const;
    const readings: Exclude<PaymentReading, { kind: 'absent' }>[] = [
      { kind: 'pending', waitsFor: 'provider', nextAction: null },
      { kind: 'pending', waitsFor: 'shopper', nextAction: redirect },
      declined('other'),
      unknown('headers timeout'),
      paid,
    ];
    const context = { now: at, ids: house.dependencies.ids };
    const fold = (order: readonly number[]) => {
      const entries: unknown[] = [];
      let current: typeof payment | ReturnType<typeof settlePayment>['payment'] = payment;
      for (const index of order) {
        const reading = readings[index];
        if (reading === undefined) throw new Error('no such reading');
        const settled = settlePayment(current, reading, context);
        entries.push(
          ...(settled.changes.journalEntries ?? []).map(({ kind, lines, effectiveAt }) => ({
            kind,
            lines,
            effectiveAt,
          })),
        );
        current = settled.payment;
      }
      const { status, amountPaidMinor, providerPaymentId, paidAt } = current;
      return JSON.stringify({ status, amountPaidMinor, providerPaymentId, paidAt, entries });
    };
    const expected = fold([4]);
    const withAll = fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 10 });
    fc.assert(
      fc.property(withAll, (order) => {
        expect(fold(order)).toBe(expected);
      }),
    );
  });

  it('lets neither doubt nor refusal undo money that was seen', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    const context = { now: house.clock.now(), ids: house.dependencies.ids };
    for (const news of [
      declined('other'),
      notCreated('provider_unavailable'),
      unknown('x'),
      { kind: 'pending', waitsFor: 'shopper', nextAction: null } as const,
    ]) {
      expect(settlePayment(payment, news, context).payment).toBe(payment);
    }
  });

  it('shows a second charge under one order to a person', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    const again = {
      kind: 'succeeded',
      amount: won(100),
      reference: referenceOf(payment) as ProviderReference,
      providerTransactionId: 'tb_2nd',
      occurredAt: house.clock.now(),
      returnedMinor: 0,
    } as const;
    const context = { now: house.clock.now(), ids: house.dependencies.ids };
    const settled = settlePayment(payment, again, context);
    expect(settled.payment).toBe(payment);
    const other = settlePayment(payment, { ...again, returnedMinor: 200, providerTransactionId: 'tb_3rd' }, context);
    expect(new Set([settled, other].flatMap(({ changes }) => changes.cases ?? []).map(({ key }) => key)).size).toBe(2);
    expect(settled.changes.cases).toMatchObject([
      { kind: 'contradiction', evidence: { contradiction: 'second_charge', provider_payment_id: 'tb_2nd' } },
    ]);
  });

  it('ends an account whose answer was lost at the due date that was asked for', async () => {
    const house = createTestHouse();
    const dueAt = new Date('2026-11-25T03:00:00Z');
    const open = await house.open(100);
    const method = { ...open.method, type: 'virtual_account', dueAt } as const;
    const reported = { kind: 'pending', waitsFor: 'deposit', nextAction: null } as const;
    const context = { now: house.clock.now(), ids: house.dependencies.ids };
    const { payment } = settlePayment({ ...open, method, status: 'unknown' }, reported, context);
    expect(payment).toMatchObject({ status: 'awaiting_deposit', expiresAt: dueAt });
  });
});
