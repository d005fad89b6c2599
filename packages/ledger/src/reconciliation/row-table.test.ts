import { currencyCode } from '@hangil/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byFirstRow, matchRows } from './match.ts';
import { createBookRows, createProviderRows, partitionCount, type RowTable } from './row-table.ts';
import type { BookRow, Mismatch, ProviderRow, ReconcilableRow } from './rows.ts';

const from = new Date('2026-11-01T00:00:00+09:00');
const to = new Date('2026-12-01T00:00:00+09:00');
const rules = { from, to, collectedUntil: new Date('2026-11-29T00:00:00+09:00'), toleranceMs: 600_000 };

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('imp_1', 'imp_2', '\uFEFF거래', 'x'.repeat(40_000)),
);
const minor = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const fact = (key: fc.Arbitrary<string>, amount: fc.Arbitrary<number>): fc.Arbitrary<ReconcilableRow> =>
  fc.record({
    direction: fc.constantFrom('payment' as const, 'refund' as const),
    key,
    amountMinor: amount,
    taxFreeMinor: fc.option(amount),
    vatMinor: fc.option(amount),
    feeMinor: fc.option(amount),
    currency: fc.constantFrom(...['KRW', 'USD', 'JPY'].map(currencyCode)),
    occurredAt: fc.date({ min: new Date(from.getTime() - 86_400_000), max: to, noInvalidDate: true }),
  });

/** Months of which a good part agrees, with rows that are missing, doubled and split. */
const month = fc
  .array(
    fc.tuple(
      fact(
        fc.nat(200).map((number) => `imp_${number}`),
        fc.integer({ min: 1, max: 4 }),
      ),
      fc.constantFrom<readonly [theirs: number, ours: number]>([1, 1], [1, 1], [2, 1], [1, 2], [0, 1], [1, 0]),
    ),
    { maxLength: 60 },
  )
  .map((facts) => ({
    provider: facts
      .flatMap(([row, [theirs]]) => Array.from({ length: theirs }, () => row))
      .map((row, index): ProviderRow => ({ ...row, row: index + 1 })),
    book: facts
      .flatMap(([row, [, ours]]) => Array.from({ length: ours }, () => row))
      .map((row, index): BookRow => ({ ...row, id: `pay_${index}` })),
  }));

function everyRow<Row extends ReconcilableRow>(table: RowTable<Row>): Row[] {
  return Array.from({ length: partitionCount }, (_, at) => table.partition(at)).flat();
}

describe('a table of rows', () => {
  test('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.array(fact(text, minor)), (facts) => {
        const theirs = facts.map((row, index) => ({ ...row, row: index + 1 }));
        const ours = facts.map((row, index) => ({ ...row, id: `pay_${index}` }));
        const [provider, book] = [createProviderRows(theirs), createBookRows(ours)];
        expect([provider.size, book.size]).toEqual([facts.length, facts.length]);
        expect(everyRow(provider).sort((left, right) => left.row - right.row)).toEqual(theirs);
        expect(new Set(everyRow(book))).toEqual(new Set(ours));
      }),
    );
  });

  test('is matched as if every key were matched alone', () => {
    fc.assert(
      fc.property(month, ({ provider, book }) => {
        const all = matchRows(createProviderRows(provider), createBookRows(book), rules);
        const mismatches: Mismatch[] = [];
        let matchedRows = 0;
        for (const key of new Set([...provider, ...book].map((row) => row.key))) {
          const ofKey = (row: ReconcilableRow) => row.key === key;
          const tables = [createProviderRows(provider.filter(ofKey)), createBookRows(book.filter(ofKey))] as const;
          const alone = matchRows(...tables, rules);
          mismatches.push(...alone.mismatches);
          matchedRows += alone.matchedProviderRows + alone.matchedBookRows;
        }
        expect(all.mismatches).toEqual(mismatches.sort(byFirstRow));
        expect(all.matchedProviderRows + all.matchedBookRows).toBe(matchedRows);
      }),
    );
  });
});
