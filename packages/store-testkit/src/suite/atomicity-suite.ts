import type { ChangeSet, Store } from '@hangil/engine';
import { UnbalancedEntryError } from '@hangil/ledger';
import { describe, expect, test } from 'vitest';
import type { Builders } from '../builders.ts';
import { testAccount, testScope } from '../sequence.ts';
import { collect, commitAll, everything, expectConflict, type SuiteContext, withoutLinks } from './suite.ts';

/** A change set with every part. */
function buildFullChangeSet(build: Builders) {
  const payment = build.buildPayment();
  return {
    payments: [payment],
    refunds: [build.buildRefund({ paymentId: payment.id })],
    payouts: [build.buildPayout()],
    operations: [build.buildOperationOf(payment)],
    journalEntries: [build.buildJournalEntry({ paymentId: payment.id })],
    events: [build.buildOutgoingEvent(payment)],
    jobs: [{ kind: 'schedule', jobKind: 'watch_payment', subjectId: payment.id, dueAt: payment.createdAt }],
    cases: [build.buildCase({ subjectId: payment.id })],
    idempotency: { kind: 'claim', record: build.buildIdempotencyRecord() },
    providerEvents: [build.buildProviderEvent({ subjectId: payment.id, status: 'folded' })],
  } as const satisfies ChangeSet;
}

/** How many things of the change set can be read. */
async function countOf(store: Store, changes: ReturnType<typeof buildFullChangeSet>): Promise<number> {
  const [payment] = changes.payments;
  const [refund] = changes.refunds;
  const [payout] = changes.payouts;
  const [operation] = changes.operations;
  const [providerEvent] = changes.providerEvents;
  const { record } = changes.idempotency;
  const found = [
    await store.payment(payment.id),
    await store.refund(refund.id),
    await store.payout(payout.id),
    await store.operation(operation.id),
    await store.paymentByReference(testAccount, operation.reference),
    await store.providerEvent(providerEvent.id),
    await store.idempotencyRecord(testScope, record.key),
    await store.nextJobDueAt(),
  ].filter((value) => value !== null);
  const listed = [
    await store.refundsOf(payment.id),
    await store.operationsOf(payment.id),
    await store.eventsOf(payment.id),
    await store.providerEventsOf(payment.id),
    await store.accountTotals(testScope, {}),
    (await store.payments(testScope, {}, everything)).items,
    (await store.cases(testScope, {}, everything)).items,
    (await store.journalEntries(testScope, { paymentId: payment.id }, everything)).items,
    await collect(store.everyJournalEntry(testScope)),
  ].filter((list) => list.length > 0);
  return found.length + listed.length;
}

export function describeAtomicity(context: SuiteContext): void {
  describe('whole or not at all', () => {
    test('every part of a change set is there after the commit', async () => {
      const { store, build } = context;
      const changes = buildFullChangeSet(build);
      await commitAll(store, changes);
      expect(await countOf(store, changes)).toBe(17);
    });

    test('a refused change set leaves nothing behind, and can be committed when the reason is gone', async () => {
      const { store, build } = context;
      const taken = build.buildJournalEntry({ merchantId: build.buildPayment().merchantId, livemode: true });
      await commitAll(store, { journalEntries: [taken] });
      const changes = buildFullChangeSet(build);
      const [entry] = changes.journalEntries;
      const duplicate = { ...taken, id: build.ids.next('je') };
      await expectConflict(store, { ...changes, journalEntries: [entry, duplicate] }, 'journal_source');
      expect(await countOf(store, changes)).toBe(0);
      await commitAll(store, changes);
      expect(await countOf(store, changes)).toBe(17);
    });

    test('an entry that does not balance is refused with all that came with it, also when it was made by hand', async () => {
      const { store, build } = context;
      const changes = buildFullChangeSet(build);
      const [entry] = changes.journalEntries;
      const lines = entry.lines.map((line) => (line.side === 'debit' ? { ...line, amountMinor: 9_999 } : line));
      const unbalanced = { ...changes, journalEntries: [{ ...entry, lines }] };
      await expect(store.commit(unbalanced)).rejects.toThrow(UnbalancedEntryError);
      expect(await countOf(store, changes)).toBe(0);
    });

    test.each([
      ['no line', []],
      ['one line', ['debit']],
    ] as const)('an entry with %s is refused', async (_words, sides) => {
      const { store, build } = context;
      const entry = build.buildJournalEntry();
      const lines = entry.lines.slice(0, sides.length);
      await expect(store.commit({ journalEntries: [{ ...entry, lines }] })).rejects.toThrow(UnbalancedEntryError);
      expect(withoutLinks(await collect(store.everyJournalEntry(testScope)))).toEqual([]);
    });

    test('a defect of one change set is its own error and leaves nothing of it behind', async () => {
      const { store, build } = context;
      const payment = build.buildPayment();
      const event = build.buildOutgoingEvent(payment);
      const second = build.buildPayment();
      await commitAll(store, { payments: [payment], events: [event] });
      await expect(store.commit({ payments: [second], events: [event] })).rejects.toThrow();
      expect(await store.payment(second.id)).toBeNull();
    });

    test('two parts of one change set that contradict each other refuse it', async () => {
      const { store, build } = context;
      const first = build.buildPayment();
      const second = build.buildPayment({ orderId: first.orderId });
      await expectConflict(store, { payments: [first, second] }, 'order_id');
      expect((await store.payments(testScope, {}, everything)).items).toEqual([]);
    });

    test('an empty change set is committed', async () => {
      await commitAll(context.store, {});
    });
  });

  describe('many change sets at once', () => {
    test('a refused or failing one does not harm the others, and nothing of it remains', async () => {
      const { store, build } = context;
      const known = build.buildOutgoingEvent(build.buildPayment());
      await commitAll(store, { events: [known] });
      const payments = Array.from({ length: 90 }, (_, index) =>
        build.buildPayment(index % 3 === 1 ? { amountRefundedMinor: 1 } : {}),
      );
      const results = await Promise.allSettled(
        payments.map((payment, index) =>
          store.commit({
            operations: [build.buildOperationOf(payment)],
            payments: [payment],
            journalEntries: [build.buildJournalEntry({ paymentId: payment.id })],
            events: [index % 3 === 2 ? known : build.buildOutgoingEvent(payment)],
          }),
        ),
      );
      for (const [index, payment] of payments.entries()) {
        const result = results[index];
        const isGood = index % 3 === 0;
        if (isGood) expect(result).toEqual({ status: 'fulfilled', value: { kind: 'committed' } });
        else if (index % 3 === 1) expect(result).toMatchObject({ value: { kind: 'conflict', on: 'money_guard' } });
        else expect(result?.status).toBe('rejected');
        expect((await store.payment(payment.id)) !== null).toBe(isGood);
        expect(await store.operationsOf(payment.id)).toHaveLength(isGood ? 1 : 0);
      }
      expect(await collect(store.everyJournalEntry(testScope))).toHaveLength(30);
    });

    test('what is reported as committed is read at once', async () => {
      const { store, build } = context;
      const payments = Array.from({ length: 30 }, () => build.buildPayment());
      await Promise.all(
        payments.map(async (payment) => {
          await commitAll(store, { payments: [payment] });
          expect(await store.payment(payment.id)).toEqual(payment);
        }),
      );
    });

    test('of fifty refunds of 60 on 100 decided from one version, one is promised', async () => {
      const { store, build } = context;
      const payment = build.buildPayment({ status: 'paid', amountMinor: 100, amountPaidMinor: 100 });
      await commitAll(store, { payments: [payment] });
      const results = await Promise.all(
        Array.from({ length: 50 }, () => {
          const refund = build.buildRefund({ paymentId: payment.id, amountMinor: 60 });
          return store.commit({ payments: [{ ...payment, version: 2, amountRefundingMinor: 60 }], refunds: [refund] });
        }),
      );
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(await store.refundsOf(payment.id)).toHaveLength(1);
    });
  });

  describe('values', () => {
    test('what was read or written can be changed by the caller without changing what is stored', async () => {
      const { store, build } = context;
      const metadata: Record<string, string> = { cart: '17' };
      const createdAt = build.instant();
      const original = createdAt.getTime();
      const payment = build.buildPayment({ metadata, createdAt });
      await commitAll(store, { payments: [payment], operations: [build.buildOperationOf(payment, { createdAt })] });
      metadata.cart = 'changed';
      createdAt.setTime(0);

      const readEach = async () => [
        await store.payment(payment.id),
        (await store.payments(testScope, {}, everything)).items[0],
        (await collect(store.everyPayment(testScope)))[0],
        (await store.operationsOf(payment.id))[0],
      ];
      for (const read of await readEach()) read?.createdAt.setTime(1);
      for (const read of await readEach()) expect(read?.createdAt.getTime()).toBe(original);
      expect((await store.payment(payment.id))?.metadata).toEqual({ cart: '17' });
    });
  });
}
