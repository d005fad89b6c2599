import { describe, expect, it } from 'vitest';
import { toPaymentReading } from './payment-reading.ts';
import { toPayoutReading } from './payout-reading.ts';
import { reportSchema } from './wire/report.schema.ts';

const readAt = new Date('2026-03-04T02:00:00Z');
const won = (amount: number) => ({ amount, currency: 'KRW' });
const saleDone = {
  id: 1,
  type: 'sale',
  status: 'success',
  date: '2026-03-04T01:00:00+0000',
  sum_initial: won(10_000),
  code: '0',
};
const refund = (amount: number, status = 'success') => ({ id: 2, type: 'refund', status, sum_initial: won(amount) });

/** A status answer, read for a Gate payment. */
function reading(
  status: string | undefined,
  operations: readonly object[],
  sum: unknown = won(10_000),
  onPaymentPage = false,
) {
  return toPaymentReading(reportSchema.parse({ payment: { id: 'op1', status, sum }, operations }), {
    readAt,
    onPaymentPage,
  });
}

describe('the state of a payment with its operations', () => {
  it('a sale is paid, with the time the platform names', () => {
    expect(reading('success', [saleDone])).toEqual({
      kind: 'succeeded',
      amount: { amountMinor: 10_000, currency: 'KRW' },
      reference: 'op1',
      providerTransactionId: '1',
      occurredAt: new Date('2026-03-04T01:00:00Z'),
      returnedMinor: 0,
    });
  });
  it('a date that cannot be read is replaced by the time of reading', () => {
    expect(reading('success', [{ ...saleDone, date: 'yesterday' }])).toMatchObject({ occurredAt: readAt });
  });
  it('a paid try wins over a newer failed one', () => {
    const failed = { ...saleDone, id: 2, status: 'decline', code: '20000' };
    expect(reading(undefined, [saleDone, failed])).toMatchObject({ kind: 'succeeded', providerTransactionId: '1' });
  });
  it.each([
    ['partially refunded', [saleDone, refund(3_000), refund(2_000)], 5_000],
    ['partially refunded', [saleDone, refund(3_000), refund(7_000, 'decline')], 3_000],
    ['refunded', [saleDone, refund(10_000)], 10_000],
    ['reversed', [saleDone], 10_000],
    ['success', [saleDone, refund(10_000, 'decline')], 0],
  ])('%s: what went back is added up', (status, operations, returnedMinor) => {
    expect(reading(status, operations)).toMatchObject({ kind: 'succeeded', returnedMinor });
  });
  it('after refunds the amount is that of the sale, whatever the sum has become', () => {
    expect(reading('partially refunded', [saleDone, refund(3_000)], won(7_000))).toMatchObject({
      amount: { amountMinor: 10_000 },
    });
  });
  it('a partial refund of an amount that nobody tells proves nothing', () => {
    expect(reading('partially refunded', [saleDone])).toBeNull();
  });
  it('a sum that cannot be read is not replaced by another', () => {
    expect(reading('success', [saleDone], { amount: 10_000, currency: 'WON' })).toBeNull();
    expect(reading('success', [saleDone], null)).toBeNull();
  });
  it('an error ends a Gate request and leaves a Payment Page open', () => {
    const refused = { id: 1, type: 'sale', status: 'error', code: '2004' };
    expect(reading('error', [refused])).toMatchObject({ kind: 'declined', reason: 'invalid_request' });
    expect(reading('error', [refused], won(10_000), true)).toMatchObject({ kind: 'pending', waitsFor: 'shopper' });
  });
});

describe('the state of a payout', () => {
  it('is never told from the status of another kind of operation', () => {
    const report = reportSchema.parse({ payment: { id: 'op1', sum: won(10_000) }, operations: [saleDone] });
    expect(toPayoutReading(report, readAt)).toEqual({ kind: 'pending' });
  });
  it('that came back is told as returned', () => {
    const payout = { ...saleDone, type: 'payout' };
    const report = reportSchema.parse({
      payment: { id: 'op1', status: 'reversed', sum: won(10_000) },
      operations: [payout],
    });
    expect(toPayoutReading(report, readAt)).toMatchObject({ kind: 'returned', providerTransactionId: '1' });
  });
});
