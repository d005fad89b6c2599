import { knownCurrencies, money } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Builder, builders, openBalances, won } from '../test/samples.ts';
import { type AccountTotals, accountTotals, bookDay, createDayTotals, startOfBookDay, sumTotals } from './balance.ts';

const entry = fc
  .record({
    name: fc.constantFrom(...(Object.keys(builders) as Builder[])),
    amountMinor: fc.integer({ min: 1, max: 10 ** 12 }),
    currency: fc.constantFrom(...knownCurrencies()),
  })
  .map(({ name, amountMinor, currency }) => builders[name](money(amountMinor, currency)));

function sum(totals: readonly AccountTotals[], side: 'debitMinor' | 'creditMinor'): bigint {
  return totals.reduce((total, line) => total + BigInt(line[side]), 0n);
}

describe('account totals', () => {
  test('keep both sides, currencies and layers apart, sorted', () => {
    const entries = [
      builders.paymentSold(won(10_000)),
      builders.refundFound(won(3_000)),
      builders.depositExpected(money(500, 'USD')),
    ];
    expect(accountTotals(entries)).toEqual([
      line('asset:pg:acme:acme-card', 'KRW', 'posted', 10_000, 3_000),
      line('asset:pg:acme:acme-card', 'USD', 'pending', 500, 0),
      line('liab:merchant:demo:pending', 'KRW', 'posted', 3_000, 10_000),
      line('liab:merchant:demo:pending', 'USD', 'pending', 0, 500),
    ]);
  });

  test('are what a plain recomputation gives, for any entries in any order', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const totals = accountTotals(entries);
        const open = totals
          .map((t) => [`${t.account} ${t.currency} ${t.layer}`, BigInt(t.debitMinor) - BigInt(t.creditMinor)] as const)
          .filter(([, balance]) => balance !== 0n);
        expect(Object.fromEntries(open)).toEqual(openBalances(entries));
        expect(accountTotals([...entries].reverse())).toEqual(totals);
      }),
    );
  });

  test('of whole entries are equal on both sides', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const totals = accountTotals(entries);
        expect(sum(totals, 'debitMinor')).toBe(sum(totals, 'creditMinor'));
      }),
    );
  });

  test.each(['debit', 'credit'] as const)(
    'are refused rather than rounded when a %s leaves the safe integers',
    (side) => {
      const [line] = builders
        .paymentSold(won(Number.MAX_SAFE_INTEGER))
        .lines.filter((posting) => posting.side === side);
      const lines = line === undefined ? [] : [line, { ...line, amountMinor: 1 }];
      expect(accountTotals([{ lines: lines.slice(0, 1) }])).toHaveLength(1);
      expect(() => accountTotals([{ lines }])).toThrow(RangeError);
    },
  );

  test('of no entries are none', () => {
    expect(accountTotals([])).toEqual([]);
  });
});

function line(account: string, currency: string, layer: string, debitMinor: number, creditMinor: number) {
  return { account, currency, layer, debitMinor, creditMinor };
}

describe('totals by day', () => {
  const at = (instant: string) => ({ ...builders.paymentSold(won(10_000)), effectiveAt: new Date(instant) });

  test('belong to the day in Seoul on which the entry is effective', () => {
    const days = createDayTotals();
    for (const instant of ['2026-03-01T14:59:59.999Z', '2026-03-01T15:00:00Z', '2026-03-02T14:59:59Z'])
      days.add(at(instant));
    expect(days.totals().filter(({ account }) => account === 'asset:pg:acme:acme-card')).toEqual([
      {
        account: 'asset:pg:acme:acme-card',
        currency: 'KRW',
        layer: 'posted',
        day: '2026-03-01',
        debitMinor: 10_000,
        creditMinor: 0,
      },
      {
        account: 'asset:pg:acme:acme-card',
        currency: 'KRW',
        layer: 'posted',
        day: '2026-03-02',
        debitMinor: 20_000,
        creditMinor: 0,
      },
    ]);
    expect(startOfBookDay(bookDay(new Date('2026-03-01T15:00:00Z')))).toEqual(new Date('2026-03-01T15:00:00Z'));
  });

  test('add up to the totals of the accounts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, fc.integer({ min: 0, max: 10 })), { maxLength: 40 }), (drafts) => {
        const entries = drafts.map(([draft, days]) => ({
          ...draft,
          effectiveAt: new Date(Date.UTC(2026, 0, 1 + days)),
        }));
        const totals = createDayTotals();
        for (const booked of entries) totals.add(booked);
        expect(sumTotals(totals.totals())).toEqual(accountTotals(entries));
      }),
    );
  });
});
