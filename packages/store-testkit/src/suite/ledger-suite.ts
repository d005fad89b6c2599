import {
  type CaseId,
  type CurrencyCode,
  calendarDate,
  currencyCode,
  type JournalEntryId,
  type MerchantId,
  type SettlementId,
} from '@hangil/core';
import type { PeriodClosing, Scope } from '@hangil/engine';
import {
  type AccountCode,
  accountTotals,
  createDayTotals,
  createLedgerVerifier,
  genesis,
  type JournalEntry,
  type Layer,
  merchantPending,
  nextLink,
  type RecordedEntry,
  receivable,
} from '@hangil/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testChannel, testScope } from '../sequence.ts';
import { collect, commitAll, everything, expectConflict, type SuiteContext, withoutLinks } from './suite.ts';

const accounts = [
  'asset:pg:testbank:kcp-card',
  'asset:prefund:otherbank',
  'liab:merchant:demo:pending',
  'suspense:a:b',
];
const days = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2), Date.UTC(2026, 0, 3)];

interface Transfer {
  readonly debit: string;
  readonly credit: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly layer: Layer;
}

const transfers = fc.array(
  fc.record<Transfer>({
    debit: fc.constantFrom(...accounts),
    credit: fc.constantFrom(...accounts),
    amountMinor: fc.integer({ min: 1, max: 2 ** 40 }),
    currency: fc.constantFrom('KRW', 'USD'),
    layer: fc.constantFrom('posted', 'pending'),
  }),
  { minLength: 1, maxLength: 3 },
);
const drafts = fc.array(fc.record({ transfers, day: fc.constantFrom(...days) }), { maxLength: 12 });

function toLines({ debit, credit, amountMinor, currency, layer }: Transfer): JournalEntry['lines'] {
  const line = { amountMinor, currency: currencyCode(currency), layer };
  return [
    { account: debit as AccountCode, side: 'debit', ...line },
    { account: credit as AccountCode, side: 'credit', ...line },
  ];
}

export function describeLedger(context: SuiteContext): void {
  describe('the journal', () => {
    test('is read in the order of writing, each book for itself', async () => {
      const { store, build } = context;
      const ids = [build.ids.next('je'), build.ids.next('je')] as const;
      const second = build.buildJournalEntry({ id: ids[1] });
      const first = build.buildJournalEntry({ id: ids[0] });
      const live = build.buildJournalEntry({ livemode: true });
      await commitAll(store, { journalEntries: [second] }, { journalEntries: [live] }, { journalEntries: [first] });
      expect(withoutLinks(await collect(store.everyJournalEntry(testScope)))).toEqual([second, first]);
      expect(withoutLinks(await collect(store.everyJournalEntry({ ...testScope, livemode: true })))).toEqual([live]);
    });

    test('of many entries is read whole while entries are added', async () => {
      const { store, build } = context;
      const entries = Array.from({ length: 1_203 }, () => build.buildJournalEntry());
      await commitAll(store, { journalEntries: entries });
      const read: RecordedEntry[] = [];
      for await (const entry of store.everyJournalEntry(testScope)) {
        if (read.length === 0) await commitAll(store, { journalEntries: [build.buildJournalEntry()] });
        read.push(entry);
      }
      expect(withoutLinks(read.slice(0, entries.length))).toEqual(entries);
    });

    test('is read by the time entries are effective, in the order of writing', async () => {
      const { store, build } = context;
      const entries = [3, 1, 2, 4].map((day) =>
        build.buildJournalEntry({ effectiveAt: new Date(Date.UTC(2026, 0, day)) }),
      );
      await commitAll(store, ...entries.map((entry) => ({ journalEntries: [entry] })));
      const range = { effectiveFrom: new Date(Date.UTC(2026, 0, 2)), effectiveTo: new Date(Date.UTC(2026, 0, 4)) };
      expect(withoutLinks(await collect(store.everyJournalEntry(testScope, range)))).toEqual([entries[0], entries[2]]);
      const later = await collect(store.everyJournalEntry(testScope, { ...range, afterNumber: 1 }));
      expect(withoutLinks(later)).toEqual([entries[2]]);
    });

    test('lines keep their order', async () => {
      const { store, build } = context;
      const lines = [3, 1, 2].flatMap((amountMinor) =>
        toLines({ debit: 'asset:a', credit: 'liab:b', amountMinor, currency: 'KRW', layer: 'posted' }),
      );
      const entry = build.buildJournalEntry({ lines });
      await commitAll(store, { journalEntries: [entry] });
      expect(withoutLinks(await collect(store.everyJournalEntry(testScope)))).toEqual([entry]);
    });
  });

  describe('the chain', () => {
    test('links the entries of each book in the order of writing, in one commit or many', async () => {
      const { store, build } = context;
      const entries = Array.from({ length: 5 }, () => build.buildJournalEntry());
      const live = build.buildJournalEntry({ livemode: true });
      await commitAll(store, { journalEntries: [...entries.slice(0, 3), live] });
      await Promise.all(entries.slice(3).map((entry) => commitAll(store, { journalEntries: [entry] })));
      let link = genesis;
      for (const recorded of await collect(store.everyJournalEntry(testScope))) {
        const { link: stored, ...entry } = recorded;
        link = nextLink(link, entry);
        expect(stored).toEqual(link);
        expect(await store.journalEntry(entry.id)).toEqual(recorded);
      }
      expect(link.number).toBe(5);
      const [first] = await collect(store.everyJournalEntry({ ...testScope, livemode: true }));
      expect(first?.link).toEqual(nextLink(genesis, live));
    });

    test('has recorded times that rise although the clock stands still or goes back', async () => {
      const { store, build } = context;
      const at = (milliseconds: number) => build.buildJournalEntry({ recordedAt: new Date(milliseconds) });
      await commitAll(store, { journalEntries: [at(5_000), at(5_000), at(4_000)] }, { journalEntries: [at(6_000)] });
      const times = (await collect(store.everyJournalEntry(testScope))).map(({ link }) => link.recordedAtMicroseconds);
      expect(times).toEqual([5_000_000, 5_000_001, 5_000_002, 6_000_000]);
    });

    test('has no gap where a change set was refused', async () => {
      const { store, build } = context;
      const entry = build.buildJournalEntry();
      await commitAll(store, { journalEntries: [entry] });
      const results = await Promise.all([
        store.commit({
          journalEntries: [build.buildJournalEntry(), build.buildJournalEntry({ sourceKey: entry.sourceKey })],
        }),
        store.commit({ journalEntries: [build.buildJournalEntry()] }),
      ]);
      expect(results.map(({ kind }) => kind)).toEqual(['conflict', 'committed']);
      const recorded = await collect(store.everyJournalEntry(testScope));
      expect(recorded.map(({ link }) => link.number)).toEqual([1, 2]);
      expect(await store.accountDays(testScope, {})).toMatchObject({ head: 2 });
      expect(await collect(store.everyJournalEntry(testScope, { afterNumber: 1 }))).toEqual(recorded.slice(1));
    });

    test('keeps everything an entry may say, and finds the entries of a settlement and of a case', async () => {
      const { store, build } = context;
      const entry = build.buildJournalEntry({
        caseId: 'case_1' as CaseId,
        settlementId: 'stl_1' as SettlementId,
        reversalOf: 'je_0' as JournalEntryId,
        approval: { requestedBy: 'kim', approvedBy: '이', reason: 'agreed' },
      });
      await commitAll(store, { journalEntries: [entry, build.buildJournalEntry()] });
      const { items } = await store.journalEntries(testScope, { settlementId: 'stl_1' }, everything);
      expect(withoutLinks(items)).toEqual([entry]);
      const ofCase = await store.journalEntries(testScope, { caseId: 'case_1' }, everything);
      expect(withoutLinks(ofCase.items)).toEqual([entry]);
      expect(await store.journalEntry('je_unknown' as JournalEntryId)).toBeNull();
    });
  });

  describe('a closed period', () => {
    const march = new Date('2026-03-01T00:00:00Z');
    const close = (closedBefore: Date): PeriodClosing => ({
      ...testScope,
      closedBefore,
      closedAt: march,
      closedBy: 'kim',
    });

    test('takes no entries any more, and the open one does', async () => {
      const { store, build } = context;
      await commitAll(store, { periodClosings: [close(march)] });
      const late = build.buildJournalEntry({ effectiveAt: new Date(march.getTime() - 1) });
      await expectConflict(store, { journalEntries: [late] }, 'period_closed');
      await commitAll(store, { journalEntries: [build.buildJournalEntry({ effectiveAt: march })] });
      await commitAll(store, { journalEntries: [{ ...late, livemode: true }] });
      expect((await store.accountDays(testScope, {})).head).toBe(1);
    });

    test('is not opened again, and closings are told newest first', async () => {
      const { store } = context;
      const april = new Date('2026-04-01T00:00:00Z');
      expect(await store.periodClosings(testScope)).toEqual([]);
      await commitAll(store, { periodClosings: [close(march)] }, { periodClosings: [close(april)] });
      await expectConflict(store, { periodClosings: [close(march)] }, 'period_closed');
      await expectConflict(store, { periodClosings: [close(april)] }, 'period_closed');
      expect(await store.periodClosings(testScope)).toEqual([close(april), close(march)]);
    });
  });

  describe('account totals', () => {
    test('of each day are kept in the commit, and are what the entries add up to', async () => {
      const { store, build } = context;
      let books = 0;
      await fc.assert(
        fc.asyncProperty(drafts, async (randomDrafts) => {
          books += 1;
          const scope: Scope = { merchantId: `days-${books}` as MerchantId, livemode: false };
          const expected = createDayTotals();
          for (const draft of randomDrafts) {
            const lines = draft.transfers.flatMap(toLines);
            const entry = build.buildJournalEntry({ ...scope, effectiveAt: new Date(draft.day + 54_000_000), lines });
            expected.add(entry);
            await commitAll(store, { journalEntries: [entry] });
          }
          const { head, days: kept } = await store.accountDays(scope, {});
          expect(head).toBe(randomDrafts.length);
          expect(kept).toEqual(expected.totals());
          const some = {
            account: accounts[0] as AccountCode,
            from: calendarDate('2026-01-03'),
            to: calendarDate('2026-01-03'),
          };
          expect((await store.accountDays(scope, some)).days).toEqual(
            kept.filter(({ account, day }) => account === some.account && day === some.from),
          );
        }),
        { numRuns: 15, seed: 20260103 },
      );
    });

    test('and the chain are right when entries that are written at the same time are refused in part', async () => {
      const { store, build } = context;
      const scope: Scope = { merchantId: 'crowd' as MerchantId, livemode: false };
      const entryOf = (sourceKey: string) => build.buildJournalEntry({ ...scope, sourceKey });
      const changeSets = Array.from({ length: 30 }, (_, at) =>
        at % 3 === 2
          ? { journalEntries: [entryOf(`undone:${at}`), entryOf('sale:0')] }
          : { journalEntries: [entryOf(`sale:${at}`)] },
      );
      const results = await Promise.all(changeSets.map((changes) => store.commit(changes)));
      expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(10);
      const verifier = createLedgerVerifier();
      for await (const entry of store.everyJournalEntry(scope)) verifier.add(entry);
      const { head, days } = await store.accountDays(scope, {});
      expect(head).toBe(20);
      expect(verifier.finish(days)).toMatchObject({ journalEntries: 20, problems: [] });
    });

    test('are told as the book stood when an entry was recorded', async () => {
      const { store, build } = context;
      const entries = Array.from({ length: 4 }, () => build.buildJournalEntry());
      await commitAll(store, ...entries.map((entry) => ({ journalEntries: [entry] })));
      for (const [index, { recordedAt }] of entries.entries()) {
        expect(await store.accountTotals(testScope, { recordedAt })).toEqual(
          accountTotals(entries.slice(0, index + 1)),
        );
      }
      const [first] = entries;
      const both = { recordedAt: entries[2]?.recordedAt, at: first?.effectiveAt };
      expect(await store.accountTotals(testScope, both)).toEqual(accountTotals(entries.slice(0, 1)));
    });

    test('equal what the entries add up to, whole, by account, by layer and up to an instant', async () => {
      const { store, build } = context;
      let books = 0;
      await fc.assert(
        fc.asyncProperty(drafts, async (randomDrafts) => {
          books += 1;
          const scope: Scope = { merchantId: `merchant-${books}` as MerchantId, livemode: books % 2 === 0 };
          const entries = randomDrafts.map((draft) =>
            build.buildJournalEntry({
              ...scope,
              effectiveAt: new Date(draft.day),
              lines: draft.transfers.flatMap(toLines),
            }),
          );
          await Promise.all(entries.map((entry) => commitAll(store, { journalEntries: [entry] })));

          expect(await store.accountTotals(scope, {})).toEqual(accountTotals(entries));
          for (const day of days) {
            const until = entries.filter(({ effectiveAt }) => effectiveAt.getTime() <= day);
            expect(await store.accountTotals(scope, { at: new Date(day) })).toEqual(accountTotals(until));
          }
          for (const layer of ['posted', 'pending'] as const) {
            const expected = accountTotals(entries).filter((total) => total.layer === layer);
            expect(await store.accountTotals(scope, { layer })).toEqual(expected);
          }
          for (const account of accounts as AccountCode[]) {
            const expected = accountTotals(entries).filter((total) => total.account === account);
            expect(await store.accountTotals(scope, { account })).toEqual(expected);
          }
        }),
        { numRuns: 25, seed: 20260102 },
      );
    });

    test('reach beyond 32 bits and keep every won', async () => {
      const { store, build } = context;
      const currency: CurrencyCode = currencyCode('KRW');
      const amountMinor = 2 ** 52 - 1;
      const lines = toLines({ debit: 'asset:a', credit: 'liab:b', amountMinor, currency, layer: 'posted' });
      await commitAll(store, {
        journalEntries: [build.buildJournalEntry({ lines }), build.buildJournalEntry({ lines })],
      });
      expect(await store.accountTotals(testScope, { account: 'asset:a' as AccountCode })).toEqual([
        { account: 'asset:a', currency, layer: 'posted', debitMinor: 2 ** 53 - 2, creditMinor: 0 },
      ]);
    });

    test('of an empty book are none', async () => {
      expect(await context.store.accountTotals(testScope, {})).toEqual([]);
    });
  });

  describe('postings of an account', () => {
    test('carry the entry they belong to, newest entry first', async () => {
      const { store, build } = context;
      const [older, newer] = [build.buildJournalEntry(), build.buildJournalEntry()];
      await commitAll(store, { journalEntries: [older] }, { journalEntries: [newer] });
      const { items } = await store.postings(testScope, receivable(testChannel), everything);
      expect(items).toEqual(
        [newer, older].map(({ id, kind, effectiveAt, recordedAt, lines }) => ({
          ...lines[0],
          entryId: id,
          kind,
          effectiveAt,
          recordedAt,
          recordedAtMicroseconds: recordedAt.getTime() * 1_000,
        })),
      );
      expect(
        (await store.postings({ ...testScope, livemode: true }, receivable(testChannel), everything)).items,
      ).toEqual([]);
    });

    test('a page does not cut an entry in two', async () => {
      const { store, build } = context;
      const account = merchantPending(testScope.merchantId);
      const both = (['posted', 'pending'] as const).flatMap((layer) =>
        toLines({ debit: 'asset:a', credit: account, amountMinor: 5, currency: 'KRW', layer }),
      );
      const entries = Array.from({ length: 3 }, () => build.buildJournalEntry({ lines: both }));
      await commitAll(store, ...entries.map((entry) => ({ journalEntries: [entry] })));
      expect(await store.postings(testScope, account, { limit: 2, cursor: null })).toMatchObject({
        items: [{ entryId: entries[2]?.id }, { entryId: entries[2]?.id }],
        hasMore: true,
      });
      expect((await store.postings(testScope, account, { limit: 3, cursor: null })).items).toHaveLength(4);
      expect((await store.postings(testScope, account, { limit: 6, cursor: null })).hasMore).toBe(false);

      const seen: string[] = [];
      let cursor: string | null = null;
      for (;;) {
        const page = await store.postings(testScope, account, { limit: 3, cursor });
        seen.push(...page.items.map(({ entryId, layer }) => `${entryId} ${layer}`));
        cursor = page.items.at(-1)?.entryId ?? null;
        if (!page.hasMore) break;
      }
      expect(seen).toEqual(entries.toReversed().flatMap(({ id }) => [`${id} posted`, `${id} pending`]));
    });
  });
}
