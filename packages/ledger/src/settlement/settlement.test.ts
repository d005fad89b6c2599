import { businessCalendar, currencyCode, koreanHolidays } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createExpectedSettlements } from './expected-settlements.ts';
import { expectedFee, expectedFeeOfRefund } from './fee.ts';
import { settlementDay } from './settlement-day.ts';
import type { SettlementCycle, SettlementTerms } from './terms.ts';

const korea = businessCalendar(koreanHolidays);
const plan = {
  method: null,
  rateMillionths: 25_000,
  fixedMinor: 0,
  vatMillionths: 100_000,
  rounding: 'down',
  returnedOnRefund: true,
} as const;
const daily = (afterBusinessDays: number): SettlementCycle => ({ type: 'daily', afterBusinessDays });

function terms(cycle: SettlementCycle, cutOffMinute = 1_440): SettlementTerms {
  return { zone: 'Asia/Seoul', cutOffMinute, cycle, feePlans: [plan] };
}

describe('the day of a settlement', () => {
  test.each<[string, SettlementTerms, string, string]>([
    ['D+2 in an ordinary week', terms(daily(2)), '2026-11-24T10:00+09:00', '2026-11-26'],
    ['D+2 over a weekend', terms(daily(2)), '2026-11-27T10:00+09:00', '2026-12-01'],
    ['D+0 on a Sunday', terms(daily(0)), '2026-11-29T10:00+09:00', '2026-11-30'],
    ['D+2 over Seollal 2026', terms(daily(2)), '2026-02-13T10:00+09:00', '2026-02-20'],
    ['D+3 over Seollal 2027 and its substitute', terms(daily(3)), '2027-02-04T10:00+09:00', '2027-02-11'],
    ['D+1 over Chuseok 2025 and its substitute', terms(daily(1)), '2025-10-02T10:00+09:00', '2025-10-10'],
    ['D+1 over Chuseok 2026', terms(daily(1)), '2026-09-23T10:00+09:00', '2026-09-28'],
    ['D+1 over a substitute for Liberation Day', terms(daily(1)), '2026-08-14T10:00+09:00', '2026-08-18'],
    ['D+1 over a temporary holiday', terms(daily(1)), '2024-09-30T10:00+09:00', '2024-10-02'],
    ['a minute before the cut-off', terms(daily(1), 1_410), '2026-11-24T23:29:59+09:00', '2026-11-25'],
    ['at the cut-off', terms(daily(1), 1_410), '2026-11-24T23:30+09:00', '2026-11-26'],
    ['by the day in Seoul, not in UTC', terms(daily(1)), '2026-11-24T15:00Z', '2026-11-26'],
    [
      'weekly, on the day the week ends',
      terms({ type: 'weekly', weekEndsOn: 'sun', afterBusinessDays: 3 }),
      '2026-11-29T10:00+09:00',
      '2026-12-02',
    ],
    [
      'weekly, on the day after',
      terms({ type: 'weekly', weekEndsOn: 'sun', afterBusinessDays: 3 }),
      '2026-11-30T10:00+09:00',
      '2026-12-09',
    ],
    [
      'monthly, in the first half',
      terms({ type: 'monthly', periodsEndOn: [15, 31], afterBusinessDays: 5 }),
      '2026-11-15T10:00+09:00',
      '2026-11-20',
    ],
    [
      'monthly, up to the end of a short month',
      terms({ type: 'monthly', periodsEndOn: [15, 31], afterBusinessDays: 5 }),
      '2026-02-28T10:00+09:00',
      '2026-03-09',
    ],
    [
      'monthly, when the year ends',
      terms({ type: 'monthly', periodsEndOn: [31], afterBusinessDays: 1 }),
      '2026-12-16T10:00+09:00',
      '2027-01-04',
    ],
    [
      'monthly, after the only closing day',
      terms({ type: 'monthly', periodsEndOn: [10], afterBusinessDays: 1 }),
      '2026-12-11T10:00+09:00',
      '2027-01-11',
    ],
  ])('%s', (_, agreed, occurredAt, payoutDate) => {
    expect(settlementDay(agreed, korea, new Date(occurredAt)).payoutDate).toBe(payoutDate);
  });

  test('is explained in both languages, with every day that is skipped by name', () => {
    const { why } = settlementDay(terms(daily(2), 1_410), korea, new Date('2026-02-12T23:40+09:00'));
    expect(why.map(({ en }) => en)).toEqual([
      'Sold on 2026-02-12 after the cut-off at 23:30, so it counts as 2026-02-13.',
      '2 business days after 2026-02-13 is 2026-02-20.',
      'No business day: 2026-02-14 (weekend), 2026-02-15 (weekend), 2026-02-16 (Seollal), 2026-02-17 (Seollal), 2026-02-18 (Seollal).',
    ]);
    expect(why[2]?.ko).toContain('2026-02-16(설날)');
  });

  test('is a business day that later sales never overtake', () => {
    const cycles: SettlementCycle[] = [
      daily(0),
      daily(3),
      { type: 'weekly', weekEndsOn: 'fri', afterBusinessDays: 2 },
      { type: 'monthly', periodsEndOn: [10, 20, 31], afterBusinessDays: 4 },
    ];
    const instants = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) }).map((ms) => new Date(ms));
    fc.assert(
      fc.property(instants, fc.nat(40 * 86_400_000), fc.constantFrom(...cycles), (sold, laterMs, cycle) => {
        const first = settlementDay(terms(cycle, 1_380), korea, sold);
        const second = settlementDay(terms(cycle, 1_380), korea, new Date(sold.getTime() + laterMs));
        expect(korea.isBusinessDay(first.payoutDate)).toBe(true);
        expect(first.businessDate <= first.periodEnd && first.periodEnd <= first.payoutDate).toBe(true);
        expect(first.payoutDate <= second.payoutDate).toBe(true);
      }),
    );
  });
});

describe('a fee', () => {
  test.each([
    [10_000, 'down', 250, 25],
    [3_010, 'down', 75, 7],
    [3_010, 'half_up', 75, 8],
    [3_010, 'up', 76, 8],
    [Number.MAX_SAFE_INTEGER, 'down', 225_179_981_368_524, 22_517_998_136_852],
  ] as const)('of 2.5 %% of %d, rounded %s, is %d with VAT of %d', (amountMinor, rounding, feeMinor, vatMinor) => {
    expect(expectedFee({ feePlans: [{ ...plan, rounding }] }, 'card', amountMinor)).toEqual({ feeMinor, vatMinor });
  });

  test('is the one of the first plan that fits the method, with its fixed part; a refund brings the share back', () => {
    const feePlans = [{ ...plan, method: 'virtual_account', rateMillionths: 0, fixedMinor: 300 }, plan];
    expect(expectedFee({ feePlans }, 'virtual_account', 10_000)).toEqual({ feeMinor: 300, vatMinor: 30 });
    expect(expectedFee({ feePlans }, 'card', 10_000)).toEqual({ feeMinor: 250, vatMinor: 25 });
    expect(expectedFeeOfRefund({ feePlans }, 'virtual_account', 10_000)).toEqual({ feeMinor: 0, vatMinor: 0 });
    expect(expectedFeeOfRefund({ feePlans }, 'card', 3_000)).toEqual({ feeMinor: 75, vatMinor: 7 });
    expect(expectedFeeOfRefund({ feePlans: [{ ...plan, returnedOnRefund: false }] }, 'card', 3_000).feeMinor).toBe(0);
    expect(expectedFee({ feePlans: [] }, 'card', 10_000)).toEqual({ feeMinor: 0, vatMinor: 0 });
  });
});

test('what is expected on a day is the sum of what falls on it, fees and refunds included', () => {
  const expected = createExpectedSettlements(korea);
  const item = { currency: currencyCode('KRW'), method: 'card' };
  const add = (direction: 'payment' | 'refund', amountMinor: number, occurredAt: string) =>
    expected.add('kcp-card', terms(daily(2)), { ...item, direction, amountMinor, occurredAt: new Date(occurredAt) });
  add('payment', 10_000, '2026-02-13T10:00+09:00');
  add('payment', 20_000, '2026-02-15T10:00+09:00');
  add('refund', 3_000, '2026-02-14T10:00+09:00');
  add('payment', 500, '2026-02-19T10:00+09:00');
  expect(expected.settlements()).toMatchObject([
    {
      payoutDate: '2026-02-20',
      paymentCount: 2,
      refundCount: 1,
      paymentsMinor: 30_000,
      refundsMinor: 3_000,
      feeMinor: 675,
      vatMinor: 68,
      netMinor: 26_257,
      businessDates: ['2026-02-13', '2026-02-15'],
    },
    { payoutDate: '2026-02-23', netMinor: 500 - 12 - 1 },
  ]);
});
