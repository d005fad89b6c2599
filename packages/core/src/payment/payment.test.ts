import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Attempt, currentAttempt, type Payment, refundableMinor } from './payment.ts';

test('what may still be given back is paid minus refunded minus promised', () => {
  expect(refundableMinor({ amountPaidMinor: 10_000, amountRefundedMinor: 3_000, amountRefundingMinor: 2_000 })).toBe(
    5_000,
  );
});

test('as long as refunds stay within what was paid, what may be given back is an amount', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), (amountRefundedMinor, amountRefundingMinor, rest) => {
      const amountPaidMinor = amountRefundedMinor + amountRefundingMinor + rest;
      expect(refundableMinor({ amountPaidMinor, amountRefundedMinor, amountRefundingMinor })).toBe(rest);
    }),
  );
});

test('the try that counts is the last one', () => {
  const attempts = [{ id: 'att_1' }, { id: 'att_2' }] as Attempt[];
  expect(currentAttempt({ attempts } as unknown as Payment).id).toBe('att_2');
});

test('a payment without a try is a defect', () => {
  expect(() => currentAttempt({ id: 'pay_1', attempts: [] } as unknown as Payment)).toThrow('pay_1');
});
