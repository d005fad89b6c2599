import { describe, expect, test } from 'vitest';
import { type Builder, builders, won } from '../test/samples.ts';
import type { JournalEntry } from './journal-entry.ts';
import { createLedgerVerifier } from './verification.ts';

const names = Object.keys(builders) as Builder[];
const goodBook = names.map((name, at) => numbered(builders[name](won(10_000)), at));

/** The same entry as if it were about another payment, refund or payout. */
function numbered(entry: JournalEntry, at: number): JournalEntry {
  return { ...entry, id: `je_${at}` as JournalEntry['id'], sourceKey: `${entry.sourceKey}-${at}` };
}

/** An entry as no builder makes it: its first line carries another amount. */
function damaged(amountMinor: number): JournalEntry {
  const entry = builders.paymentSold(won(10_000));
  const lines = entry.lines.map((line, at) => (at === 0 ? { ...line, amountMinor } : line));
  return { ...entry, id: 'je_bad' as JournalEntry['id'], sourceKey: 'sale:pay_bad', lines };
}

function verify(entries: readonly JournalEntry[]) {
  const verifier = createLedgerVerifier();
  for (const entry of entries) verifier.add(entry);
  return verifier.finish();
}

describe('the verifier', () => {
  test('counts the entries of good books and finds nothing', () => {
    expect(verify(goodBook)).toEqual({ journalEntries: names.length, problems: [] });
    expect(verify([])).toEqual({ journalEntries: 0, problems: [] });
  });

  test('finds an entry that does not balance, and the book that is off by it', () => {
    expect(verify([...goodBook, damaged(9_000)])).toEqual({
      journalEntries: names.length + 1,
      problems: [
        { code: 'unbalanced_entry', detail: 'KRW posted is off by -1000', entryId: 'je_bad' },
        { code: 'book_not_zero', detail: 'KRW posted is off by -1000', entryId: null },
      ],
    });
  });

  test('finds two entries that hide each other from the sum of the book', () => {
    const { problems } = verify([damaged(9_000), { ...damaged(11_000), sourceKey: 'sale:pay_worse' }]);
    expect(problems.map(({ code }) => code)).toEqual(['unbalanced_entry', 'unbalanced_entry']);
  });

  test('finds the same business event booked twice', () => {
    const sale = builders.paymentSold(won(10_000));
    const again = { ...sale, id: 'je_again' as JournalEntry['id'] };
    expect(verify([sale, again]).problems).toEqual([
      { code: 'duplicate_source', detail: 'sale:pay_1', entryId: 'je_again' },
    ]);
  });

  test('finds a line taken out of a book', () => {
    const sale = builders.paymentSold(won(10_000));
    const { problems } = verify([{ ...sale, lines: sale.lines.slice(1) }]);
    expect(problems.map(({ code }) => code)).toEqual(['unbalanced_entry', 'book_not_zero']);
  });

  test('finds money moved from one layer to the other', () => {
    const issue = builders.depositExpected(won(10_000));
    const lines = issue.lines.map((line, at) => (at === 0 ? { ...line, layer: 'posted' as const } : line));
    expect(verify([{ ...issue, lines }]).problems.map(({ detail }) => detail)).toEqual([
      'KRW posted is off by 10000',
      'KRW posted is off by 10000',
      'KRW pending is off by -10000',
    ]);
  });

  test.each([0, -10_000, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])(
    'reports a line of %d instead of stumbling over it',
    (amountMinor) => {
      const [first] = verify([damaged(amountMinor)]).problems;
      expect(first).toMatchObject({ code: 'unbalanced_entry', entryId: 'je_bad' });
    },
  );
});
