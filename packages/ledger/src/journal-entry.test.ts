import { currencyCode } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builders, context, won } from '../test/samples.ts';
import { noSubject } from './entries/entry-context.ts';
import {
  assertBalanced,
  balanceProblem,
  type JournalEntry,
  journalEntry,
  journalKinds,
  type Posting,
  UnbalancedEntryError,
} from './journal-entry.ts';

const KRW = currencyCode('KRW');
const debit: Posting = {
  account: 'asset:prefund:acme' as never,
  side: 'debit',
  amountMinor: 100,
  currency: KRW,
  layer: 'posted',
};
const credit: Posting = { ...debit, account: 'liab:payout-pending:demo' as never, side: 'credit' };

function entryOf(lines: readonly Posting[]): JournalEntry {
  return { ...noSubject, ...context, kind: 'sale', sourceKey: 'sale:pay_1', lines };
}

describe('a journal entry', () => {
  test('is given back as it is when it balances', () => {
    const entry = entryOf([debit, credit]);
    expect(journalEntry(entry)).toEqual(entry);
    expect(balanceProblem(entry.lines)).toBeNull();
  });

  test('may have several lines on a side', () => {
    const halves = [
      { ...credit, amountMinor: 60 },
      { ...credit, amountMinor: 40 },
    ];
    expect(() => journalEntry(entryOf([debit, ...halves]))).not.toThrow();
  });

  test.each<[string, Posting[]]>([
    ['no lines', []],
    ['one line', [debit]],
    ['unequal sides', [debit, { ...credit, amountMinor: 99 }]],
    ['two debits', [debit, debit]],
    ['two currencies', [debit, { ...credit, currency: currencyCode('USD') }]],
    ['two layers', [debit, { ...credit, layer: 'pending' }]],
    ['a balanced layer beside an unbalanced one', [debit, credit, { ...debit, layer: 'pending' }]],
    ['amounts of zero', zeroed(0)],
    ['negative amounts', zeroed(-100)],
    ['fractions', zeroed(0.5)],
    ['unsafe amounts', zeroed(Number.MAX_SAFE_INTEGER + 1)],
    ['no numbers', zeroed(Number.NaN)],
    ['minus zero', zeroed(-0)],
  ])('is refused with %s', (_, lines) => {
    expect(() => journalEntry(entryOf(lines))).toThrow(UnbalancedEntryError);
    expect(() => assertBalanced(entryOf(lines))).toThrow(/entry je_1 \(sale\): /);
  });

  test('balances exactly, also where sums leave the safe integers', () => {
    const largest = { ...debit, amountMinor: Number.MAX_SAFE_INTEGER };
    const lines = [largest, largest, { ...largest, side: 'credit' as const }, { ...largest, side: 'credit' as const }];
    expect(balanceProblem(lines)).toBeNull();
    expect(balanceProblem([...lines, { ...debit, amountMinor: 1 }])).toBe('KRW posted is off by 1');
  });

  test('that is off by any amount is refused', () => {
    fc.assert(
      fc.property(amount, amount, (left, right) => {
        const lines = [
          { ...debit, amountMinor: left },
          { ...credit, amountMinor: right },
        ];
        expect(balanceProblem(lines) === null).toBe(left === right);
      }),
    );
  });
});

const amount = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

function zeroed(amountMinor: number): Posting[] {
  return [
    { ...debit, amountMinor },
    { ...credit, amountMinor },
  ];
}

test('every kind has its own number, and is made by a builder', () => {
  const numbers = Object.values(journalKinds);
  expect(new Set(numbers).size).toBe(numbers.length);
  const built = new Set(Object.values(builders).map((build) => build(won(1)).kind));
  expect([...built].sort()).toEqual(Object.keys(journalKinds).sort());
});
