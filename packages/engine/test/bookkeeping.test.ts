import { currencyCode, type JournalEntryId } from '@hangil/core';
import type { AccountCode, Posting } from '@hangil/ledger';
import { describe, expect, it } from 'vitest';
import { balances, createTestHouse, fresh, type TestHouse } from './test-house.ts';

const line = { amountMinor: 100_000, currency: currencyCode('KRW'), layer: 'posted' } as const;
const lines: readonly Posting[] = [
  { ...line, account: 'asset:bank:main' as AccountCode, side: 'debit' },
  { ...line, account: 'equity:owner' as AccountCode, side: 'credit' },
];

function request(house: TestHouse, changed: object = {}) {
  const input = { effectiveAt: house.clock.now(), reason: 'put in', lines, reverses: null, requestedBy: 'kim' };
  return house.engine.bookkeeping.request(house.scope, { ...input, ...changed });
}

async function posted(house: TestHouse) {
  const made = fresh(await request(house));
  return fresh(
    await house.engine.bookkeeping.decide(house.scope, made.id as never, { approve: true, decidedBy: 'lee' }),
  );
}

describe('a manual entry', () => {
  it('is booked only when another person has approved, with both names', async () => {
    const house = createTestHouse();
    const made = fresh(await request(house));
    expect(await balances(house)).toEqual({});
    const decide = (approve: boolean, decidedBy: string) =>
      house.engine.bookkeeping.decide(house.scope, made.id as never, { approve, decidedBy });
    await expect(decide(true, 'kim')).rejects.toMatchObject({ code: 'state_conflict' });
    const done = fresh(await decide(true, 'lee'));
    expect(done.status).toBe('posted');
    expect(await balances(house)).toEqual({ 'asset:bank:main': 100_000, 'equity:owner': -100_000 });
    const entry = await house.store.journalEntry(done.value.journalEntryId as JournalEntryId);
    expect(entry).toMatchObject({
      kind: 'manual',
      approval: { requestedBy: 'kim', approvedBy: 'lee', reason: 'put in' },
    });
    await expect(decide(true, 'lee')).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it('that is rejected books nothing, also by the one who asked', async () => {
    const house = createTestHouse();
    const made = fresh(await request(house));
    const decision = { approve: false, decidedBy: 'kim' };
    expect(fresh(await house.engine.bookkeeping.decide(house.scope, made.id as never, decision)).status).toBe(
      'rejected',
    );
    expect(await balances(house)).toEqual({});
  });

  it('reverses an entry once, also when two are approved at the same time', async () => {
    const house = createTestHouse();
    const { value } = await posted(house);
    const reversal = { lines: [], reverses: value.journalEntryId };
    const asked = [fresh(await request(house, reversal)), fresh(await request(house, reversal))];
    const results = await Promise.allSettled(
      asked.map(({ id }) =>
        house.engine.bookkeeping.decide(house.scope, id as never, { approve: true, decidedBy: 'lee' }),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await balances(house)).toEqual({});
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('is refused where it would part the books from payments, refunds, payouts and cases', async () => {
    const house = createTestHouse();
    const payment = await house.pay(100);
    const { items } = await house.store.journalEntries(
      house.scope,
      { paymentId: payment.id },
      { limit: 1, cursor: null },
    );
    const wrong = [
      { lines: lines.slice(1) },
      { lines: lines.map((each) => ({ ...each, account: 'suspense:a:b' as AccountCode })) },
      { lines: [], reverses: items[0]?.id },
      { reverses: items[0]?.id },
    ];
    for (const changed of wrong)
      await expect(request(house, changed)).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(request(house, { lines: [], reverses: 'je_none' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('closing a period', () => {
  it('is for periods that have ended, only forward, and holds', async () => {
    const house = createTestHouse();
    await house.pay(100);
    const close = (closedBefore: Date) =>
      house.engine.bookkeeping.closePeriod(house.scope, { closedBefore, closedBy: 'kim' });
    const now = house.clock.now();
    await expect(close(new Date(now.getTime() + 1))).rejects.toMatchObject({ code: 'invalid_request' });
    expect(fresh(await close(now)).value).toEqual({ closedBefore: now, closedBy: 'kim' });
    await expect(close(now)).rejects.toMatchObject({ code: 'state_conflict' });
    const late = fresh(await request(house, { effectiveAt: new Date(now.getTime() - 86_400_000) }));
    const done = fresh(
      await house.engine.bookkeeping.decide(house.scope, late.id as never, { approve: true, decidedBy: 'lee' }),
    );
    expect((await house.store.journalEntry(done.value.journalEntryId as JournalEntryId))?.effectiveAt).toEqual(now);
  });
});
