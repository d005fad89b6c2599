import type { CaseId, JournalEntryId, Payment, RefundId } from '@hangil/core';
import { paymentContradicted, refundRequested, reversalOf } from '@hangil/ledger';
import { describe, expect, it } from 'vitest';
import type { Case, Store } from '../src/index.ts';
import { createMemoryStore } from '../src/memory-store/memory-store.ts';
import { balances, createTestHouse, fresh, payoutInput, refundInput, type TestHouse } from './test-house.ts';
import { won } from './test-provider.ts';

/** A house with a payment, a refund and a payout whose outcomes are unknown, over a store that tells parts of the truth differently. */
async function doubtfulHouse(lies: (store: Store) => Partial<Store> = () => ({})) {
  const store = createMemoryStore();
  const house = createTestHouse({ store: { ...store, ...lies(store) } });
  const payment = await house.pay(10_000);
  house.bank.next('lost_after');
  await house.engine.createRefund(house.scope, payment.id, refundInput(3_000));
  house.bank.next('lost_after');
  const payout = fresh(await house.engine.createPayout(house.scope, payoutInput()));
  const [refund] = await house.store.refundsOf(payment.id);
  return { house, payment, payout, refundId: refund?.id as RefundId };
}

async function problemsOf(house: TestHouse): Promise<string[]> {
  return (await house.engine.verifyLedger(house.scope)).problems.map(({ code, detail }) => `${code} ${detail}`);
}

function entryContext(house: TestHouse, id: string) {
  const now = house.clock.now();
  return { id: id as JournalEntryId, ...house.scope, effectiveAt: now, recordedAt: now };
}

function caseOf(house: TestHouse, id: string, amountMinor: number): Case {
  const about = { kind: 'contradiction', subjectId: null, amountMinor, currency: 'KRW', evidence: {} } as const;
  const open = { status: 'open', openedAt: house.clock.now(), resolution: null } as const;
  return { id: id as CaseId, key: id, ...house.scope, ...about, ...open };
}

function channelOf(payment: Payment) {
  return { provider: payment.provider, channelId: payment.channelId };
}

describe('verifying a book', () => {
  it('finds nothing while refunds and payouts are under way, and tells the hash of the last entry', async () => {
    const { house } = await doubtfulHouse();
    const found = await house.engine.verifyLedger(house.scope);
    const { items } = await house.store.journalEntries(house.scope, {}, { limit: 1, cursor: null });
    expect(found).toEqual({ journalEntries: 4, headHash: items[0]?.link.hash, problems: [] });
  });

  it('finds a refund that ended although its money is still in transit, and the other way round', async () => {
    const { house, refundId } = await doubtfulHouse((store) => ({
      refund: async (id) => {
        const refund = await store.refund(id);
        return refund && { ...refund, status: 'failed' };
      },
      refunds: async (...query) => {
        const page = await store.refunds(...query);
        return { ...page, items: page.items.map((refund) => ({ ...refund, status: 'failed' as const })) };
      },
    }));
    expect(await problemsOf(house)).toEqual([
      `refund_differs ${refundId}: is failed, so nothing is under way; the entries say -3000 is on liab:refund-in-transit`,
    ]);
  });

  it('finds a payout that is no longer where its entries put it', async () => {
    const { house, payout } = await doubtfulHouse((store) => ({
      payout: async (id) => {
        const kept = await store.payout(id);
        return kept && { ...kept, inTransit: false };
      },
      payouts: async (...query) => {
        const page = await store.payouts(...query);
        return { ...page, items: page.items.map((kept) => ({ ...kept, inTransit: false })) };
      },
    }));
    expect(await problemsOf(house)).toEqual([
      `payout_differs ${payout.id}: is unknown, so -20000 is on liab:payout-pending; the entries say -20000 is on liab:payout-in-transit`,
    ]);
  });

  it('finds money in transit for a refund that does not exist', async () => {
    const { house, payment } = await doubtfulHouse();
    const event = {
      refundId: 'rfnd_ghost' as RefundId,
      paymentId: payment.id,
      channel: channelOf(payment),
      amount: won(5),
    };
    await house.store.commit({ journalEntries: [refundRequested(entryContext(house, 'je_ghost'), event)] });
    expect(await problemsOf(house)).toContain(
      'refund_differs rfnd_ghost: does not exist; the entries say -5 is on liab:refund-in-transit',
    );
  });

  it('finds suspense without a case, and accepts it under one of its amount that is open', async () => {
    const { house, payment } = await doubtfulHouse();
    const event = { paymentId: payment.id, channel: channelOf(payment), amount: won(700) };
    const waits = 'under it waits -700 KRW on suspense:testbank:bank-all';
    const named = paymentContradicted(entryContext(house, 'je_named'), { ...event, caseId: 'case_1' as CaseId });
    await house.store.commit({ journalEntries: [named] });
    expect(await problemsOf(house)).toEqual([`case_differs case_1 does not exist; ${waits}`]);
    await house.store.commit({ cases: [caseOf(house, 'case_1', 700)] });
    expect(await problemsOf(house)).toEqual([]);

    const less = paymentContradicted(entryContext(house, 'je_less'), { ...event, caseId: 'case_2' as CaseId });
    await house.store.commit({ journalEntries: [less], cases: [caseOf(house, 'case_2', 699)] });
    expect(await problemsOf(house)).toEqual([`case_differs case_2 is about 699; ${waits}`]);
    const resolution = {
      action: 'acknowledge',
      note: null,
      providerTransactionId: null,
      resolvedAt: house.clock.now(),
    };
    await house.store.commit({ resolvedCases: [{ ...house.scope, key: 'case_2', resolution: resolution as never }] });
    expect(await problemsOf(house)).toEqual([`case_differs case_2 is resolved; ${waits}`]);
  });

  it('finds suspense that belongs to no case', async () => {
    const { house, payment } = await doubtfulHouse();
    const event = { paymentId: payment.id, channel: channelOf(payment), amount: won(700) };
    const named = paymentContradicted(entryContext(house, 'je_named'), { ...event, caseId: 'case_1' as CaseId });
    await house.store.commit({
      journalEntries: [{ ...named, id: 'je_bare' as never, sourceKey: 'bare', caseId: null }],
    });
    expect(await problemsOf(house)).toEqual([
      `open_item_unexplained -700 KRW on suspense:testbank:bank-all belongs to ${payment.id}, which is no case`,
    ]);
  });

  it('finds a balance that is kept wrong', async () => {
    const { house } = await doubtfulHouse((store) => ({
      accountDays: async (...query) => {
        const { head, days } = await store.accountDays(...query);
        return { head, days: days.map((day, at) => (at === 0 ? { ...day, debitMinor: day.debitMinor + 1 } : day)) };
      },
    }));
    expect(await problemsOf(house)).toEqual([
      expect.stringMatching(/^balance_differs asset:pg:testbank:bank-all KRW posted/),
    ]);
  });

  it('is not disturbed by what is booked meanwhile', async () => {
    const house = createTestHouse();
    await house.pay(100, 'ORDER-0');
    const running = house.engine.verifyLedger(house.scope);
    for (const order of ['ORDER-1', 'ORDER-2', 'ORDER-3']) {
      const payment = await house.pay(100, order);
      await house.engine.createRefund(house.scope, payment.id, refundInput(40));
    }
    expect((await running).problems).toEqual([]);
  });
});

describe('open items', () => {
  it('explain the balance of every clearing account, by id, oldest first', async () => {
    const { house, payment, payout, refundId } = await doubtfulHouse();
    const { accounts, items } = await house.engine.openItems(house.scope);
    expect(items.map(({ account, subjectId, balanceMinor }) => [account, subjectId, balanceMinor])).toEqual([
      ['asset:pg:testbank:bank-all', payment.id, 10_000],
      ['liab:refund-in-transit:testbank:bank-all', refundId, -3_000],
      ['liab:payout-in-transit:testbank', payout.id, -20_000],
    ]);
    expect(accounts.map(({ balanceMinor, explainedMinor }) => balanceMinor - explainedMinor)).toEqual([0, 0, 0, 0]);
    expect(accounts.find(({ account }) => account === 'liab:payout-pending:demo')).toMatchObject({
      balanceMinor: 0,
      items: 0,
    });
  });

  it('of an empty book are none', async () => {
    const house = createTestHouse();
    const report = await house.engine.openItems(house.scope);
    expect(report).toEqual({ at: house.clock.now(), accounts: [], explainability: [], items: [] });
  });
});

describe('the books', () => {
  it('take a reversal of an entry once', async () => {
    const { house, payment } = await doubtfulHouse();
    const { items } = await house.store.journalEntries(
      house.scope,
      { paymentId: payment.id },
      { limit: 10, cursor: null },
    );
    const sale = items.find(({ kind }) => kind === 'sale') as (typeof items)[number];
    const reverse = (id: string) => reversalOf(entryContext(house, id), { entry: sale, approval: null });
    expect(await house.store.commit({ journalEntries: [reverse('je_once')] })).toEqual({ kind: 'committed' });
    expect(await house.store.commit({ journalEntries: [reverse('je_twice')] })).toEqual({
      kind: 'conflict',
      on: 'journal_source',
    });
  });

  it('take money that is heard of after a period was closed, on the first instant of the open one', async () => {
    const house = createTestHouse();
    const payment = await house.open(100);
    for (const charge of house.bank.payments.values()) charge.status = 'done';
    const closedBefore = new Date(house.clock.now().getTime() + 3_600_000);
    await house.store.commit({
      periodClosings: [{ ...house.scope, closedBefore, closedAt: closedBefore, closedBy: 'kim' }],
    });
    expect(fresh(await house.engine.syncPayment(house.scope, payment.id))).toMatchObject({ status: 'paid' });
    const { items } = await house.store.journalEntries(
      house.scope,
      { paymentId: payment.id },
      { limit: 10, cursor: null },
    );
    expect(items).toMatchObject([{ kind: 'sale', effectiveAt: closedBefore }]);
    expect(await balances(house)).toMatchObject({ 'asset:pg:testbank:bank-all': 100 });
    expect(await problemsOf(house)).toEqual([]);
  });
});
