import { currencyCode, type RefundRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { paymentSchema } from '../wire/payment.schema.ts';
import { entryAfter, readReturned, refundOf } from './returned.ts';

function payment(history: unknown[], cancel_amount: number, cancelled_at = 1_772_590_000) {
  return paymentSchema.parse({
    imp_uid: 'imp_1',
    merchant_uid: 'op1',
    status: 'cancelled',
    amount: 10_000,
    cancel_amount,
    currency: 'KRW',
    paid_at: 1_772_589_000,
    cancelled_at,
    cancel_history: history,
  });
}

function asked(amountMinor: number, returnedBeforeMinor: number): RefundRequest {
  return { amount: { amountMinor, currency: currencyCode('KRW') }, returnedBeforeMinor } as RefundRequest;
}

const first = { amount: 3_000, cancelled_at: 10, pg_tid: 't1', cancellation_id: 'c1' };
const second = { amount: 2_000, cancelled_at: 20, pg_tid: 't2', cancellation_id: 'c2' };

describe('readReturned', () => {
  it('is what came on top of before', () => {
    expect(readReturned(payment([], 5_000), asked(2_000, 3_000))).toBe(2_000);
  });

  it('is not told when less was given back than before, or in another currency', () => {
    expect(readReturned(payment([], 2_000), asked(2_000, 3_000))).toBeNull();
    const usd = { ...asked(2_000, 0), amount: { amountMinor: 2_000, currency: currencyCode('USD') } };
    expect(readReturned(payment([], 2_000), usd)).toBeNull();
  });
});

describe('entryAfter', () => {
  it('is the cancel that began where the refund began, whatever order the history has', () => {
    expect(entryAfter(payment([second, first], 5_000), asked(3_000, 0))?.cancellationId).toBe('c1');
    expect(entryAfter(payment([first, second], 5_000), asked(2_000, 3_000))?.cancellationId).toBe('c2');
  });

  it('is none when that cancel has another amount, or none began there', () => {
    expect(entryAfter(payment([first, second], 5_000), asked(2_000, 0))).toBeNull();
    expect(entryAfter(payment([first, second], 5_000), asked(2_000, 1_000))).toBeNull();
    expect(entryAfter(payment([], 5_000), asked(5_000, 0))).toBeNull();
  });
});

describe('refundOf', () => {
  const clock = { now: () => new Date(0) };

  it('names the cancel by the best id there is', () => {
    const idOf = (entry: object) => {
      const cancelled = payment([entry], 3_000);
      return refundOf(cancelled, { addedMinor: 3_000, entry: cancelled.cancelHistory[0] ?? null, clock })
        .providerTransactionId;
    };
    expect(idOf(first)).toBe('c1');
    expect(idOf({ ...first, cancellation_id: null })).toBe('t1');
    expect(idOf({ amount: 3_000, cancelled_at: 10 })).toBe('imp_1:10');
    const bare = payment([], 3_000);
    expect(refundOf(bare, { addedMinor: 3_000, entry: null, clock }).providerTransactionId).toBe('imp_1:1772590000');
  });
});
