import { describe, expect, test } from 'vitest';
import { type Builder, builders, chained, won } from '../test/samples.ts';
import { createDayTotals } from './balance.ts';
import { genesis, type RecordedEntry } from './chain/chain.ts';
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

function verifyRecorded(entries: readonly RecordedEntry[]) {
  const verifier = createLedgerVerifier();
  for (const entry of entries) verifier.add(entry);
  return verifier.finish();
}

function verify(entries: readonly JournalEntry[]) {
  const { journalEntries, problems } = verifyRecorded(chained(entries));
  return { journalEntries, problems };
}

const goodChain = chained(goodBook);

/** The good book with one of its entries changed after the fact. */
function tampered(at: number, change: Partial<RecordedEntry>): RecordedEntry[] {
  return goodChain.map((entry, index) => (index === at ? { ...entry, ...change } : entry));
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

  test('tells the hash of the last entry', () => {
    expect(verifyRecorded(goodChain).headHash).toBe(goodChain.at(-1)?.link.hash);
    expect(verifyRecorded([]).headHash).toBe(genesis.hash);
  });

  test.each<[string, RecordedEntry[]]>([
    ['another time', tampered(3, { effectiveAt: new Date(0) })],
    ['another subject', tampered(3, { paymentId: 'pay_2' as never })],
    [
      'another account',
      tampered(3, { lines: goodChain[3]?.lines.map((line) => ({ ...line, account: 'asset:x' as never })) ?? [] }),
    ],
    ['another approval', tampered(3, { approval: { requestedBy: 'x', approvedBy: 'y', reason: 'z' } })],
  ])('finds an entry that was given %s afterwards', (_, entries) => {
    const broken = verifyRecorded(entries).problems.filter(({ code }) => code === 'broken_chain');
    expect(broken).toEqual([
      { code: 'broken_chain', detail: 'entry 4 is not what was written', entryId: goodChain[3]?.id },
    ]);
  });

  test('finds a whole entry that was taken out, and one that was slipped in', () => {
    const without = verifyRecorded(goodChain.toSpliced(4, 1));
    expect(without.problems).toEqual([
      { code: 'broken_chain', detail: 'entry 6 follows entry 4', entryId: goodChain[5]?.id },
    ]);
    const slipped = { ...(goodChain[4] as RecordedEntry), sourceKey: 'slipped', id: 'je_slipped' as never };
    expect(verifyRecorded(goodChain.toSpliced(5, 0, slipped)).problems[0]).toMatchObject({ code: 'broken_chain' });
  });

  test('finds two entries that changed places, and a clock that went back', () => {
    const [first, second] = goodChain as [RecordedEntry, RecordedEntry];
    expect(verifyRecorded([second, first]).problems.map(({ code }) => code)).toContain('broken_chain');
    const link = { ...second.link, recordedAtMicroseconds: first.link.recordedAtMicroseconds };
    expect(verifyRecorded([first, { ...second, link }]).problems[0]?.detail).toMatch(/recorded before/);
  });

  test('finds every kept balance that is not what the entries say, also one that is missing or too many', () => {
    const days = createDayTotals();
    for (const entry of goodChain) days.add(entry);
    const kept = days.totals();
    const findings = (cached: typeof kept) => {
      const verifier = createLedgerVerifier();
      for (const entry of goodChain) verifier.add(entry);
      return verifier.finish(cached).problems.map(({ code }) => code);
    };
    expect(findings(kept)).toEqual([]);
    expect(findings(kept.map((day, at) => (at === 1 ? { ...day, debitMinor: day.debitMinor + 1 } : day)))).toEqual([
      'balance_differs',
    ]);
    expect(findings(kept.slice(1))).toEqual(['balance_differs']);
    expect(findings([...kept, { ...(kept[0] as (typeof kept)[0]), day: '2026-01-01' as never }])).toEqual([
      'balance_differs',
    ]);
  });
});
