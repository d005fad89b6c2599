import { dayMs, hourMs, type Payment, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import {
  balances,
  createTestHouse,
  fresh,
  paymentInput,
  referenceOf,
  reload,
  type TestHouse,
  virtualAccount,
} from './test-house.ts';
import { won } from './test-provider.ts';

async function issued() {
  const house = createTestHouse();
  house.bank.next('wait');
  const input = paymentInput({ amountMinor: 100, method: virtualAccount(house.clock) });
  const payment = fresh(await house.engine.createPayment(house.scope, input));
  expect(payment.status).toBe('awaiting_deposit');
  return { house, payment };
}

const change = (
  { house, payment }: { house: TestHouse; payment: Payment },
  amountMinor: number | null,
  dueAt: Date | null,
) => house.engine.virtualAccounts.change(house.scope, payment.id, { amountMinor, dueAt });

const inDays = ({ clock }: TestHouse, days: number) => new Date(clock.now().getTime() + days * dayMs);

async function soundBooks({ engine, scope }: TestHouse): Promise<void> {
  expect((await engine.verifyLedger(scope)).problems).toEqual([]);
}

describe('changing a virtual account', () => {
  it('moves its due time: it expires then and not before', async () => {
    const stage = await issued();
    const dueAt = inDays(stage.house, 3);
    expect(await change(stage, null, dueAt)).toMatchObject({
      expiresAt: dueAt,
      nextAction: { dueAt },
      amountMinor: 100,
    });
    await stage.house.pass(2 * dayMs);
    expect((await reload(stage.house, stage.payment)).status).toBe('awaiting_deposit');
    await stage.house.pass(dayMs + hourMs);
    expect((await reload(stage.house, stage.payment)).status).toBe('expired');
    await soundBooks(stage.house);
  });

  it('changes the amount as often as wanted, with what is expected in the books', async () => {
    const stage = await issued();
    await change(stage, 250, null);
    await change(stage, 300, null);
    expect(await balances(stage.house)).toMatchObject({ '(pending) asset:pg:testbank:bank-all': 300 });
    stage.house.bank.shopper(referenceOf(stage.payment), 'approve');
    await stage.house.engine.syncPayment(stage.house.scope, stage.payment.id);
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'paid', amountPaidMinor: 300 });
    await soundBooks(stage.house);
  });

  it.each([
    ['lost_before', 'outcome_unknown'],
    ['lost_after', 'outcome_unknown'],
    ['unreachable', 'provider_unreachable'],
    ['decline', 'provider_refused'],
  ] as const)('whose call is %s changes nothing here (%s), and may be made again', async (behaviour, code) => {
    const stage = await issued();
    stage.house.bank.next(behaviour);
    await expect(change(stage, 250, null)).rejects.toMatchObject({ code });
    expect(await reload(stage.house, stage.payment)).toMatchObject({
      amountMinor: 100,
      version: stage.payment.version,
    });
    expect((await change(stage, 250, null)).amountMinor).toBe(250);
    await soundBooks(stage.house);
  });

  it('is refused once money came, for another method, and for somebody else', async () => {
    const stage = await issued();
    stage.house.bank.shopper(referenceOf(stage.payment), 'approve');
    await stage.house.engine.syncPayment(stage.house.scope, stage.payment.id);
    await expect(change(stage, 250, null)).rejects.toMatchObject({ code: 'state_conflict' });
    const card = await stage.house.pay(100, 'ORDER-2');
    await expect(change({ ...stage, payment: card }, 250, null)).rejects.toMatchObject({ code: 'state_conflict' });
    const foreign = { ...stage.house.scope, livemode: true };
    const asked = { amountMinor: 1, dueAt: null };
    await expect(stage.house.engine.virtualAccounts.change(foreign, card.id, asked)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a deposit', () => {
  it.each([
    [100, 'paid'],
    [90, 'quarantined'],
  ])('of %i after the due time is booked, and ends %s', async (amountMinor, status) => {
    const stage = await issued();
    await stage.house.pass(dayMs + hourMs);
    expect((await reload(stage.house, stage.payment)).status).toBe('expired');
    stage.house.bank.distort({ amount: won(amountMinor) });
    stage.house.bank.shopper(referenceOf(stage.payment), 'approve');
    await stage.house.engine.receiveProviderEvent(
      'bank-main' as never,
      stage.house.bank.event(referenceOf(stage.payment)),
    );
    await stage.house.settle();
    expect((await reload(stage.house, stage.payment)).status).toBe(status);
    await soundBooks(stage.house);
  });

  it('that comes again to an account that is paid waits for a person, once however often it is told', async () => {
    const stage = await issued();
    stage.house.bank.shopper(referenceOf(stage.payment), 'approve');
    await stage.house.engine.syncPayment(stage.house.scope, stage.payment.id);
    stage.house.bank.depositAgain(referenceOf(stage.payment), 'dep_2', won(100));
    for (const _ of [1, 2, 3]) await stage.house.engine.syncPayment(stage.house.scope, stage.payment.id);
    expect(await reload(stage.house, stage.payment)).toMatchObject({
      status: 'paid',
      amountPaidMinor: 100,
      furtherDepositIds: ['dep_2'],
    });
    const { items } = await stage.house.store.cases(stage.house.scope, {}, { limit: 9, cursor: null });
    expect(items).toMatchObject([{ kind: 'contradiction', amountMinor: 100, evidence: { deposit_id: 'dep_2' } }]);
    expect(await balances(stage.house)).toMatchObject({ 'asset:pg:testbank:bank-all': 200 });
    await soundBooks(stage.house);
  });

  it('and another with the first news of both are booked together', async () => {
    const stage = await issued();
    stage.house.bank.shopper(referenceOf(stage.payment), 'approve');
    stage.house.bank.depositAgain(referenceOf(stage.payment), 'dep_2', won(40));
    await stage.house.pass(10 * 60 * secondMs);
    expect(await reload(stage.house, stage.payment)).toMatchObject({ status: 'paid', furtherDepositIds: ['dep_2'] });
    await soundBooks(stage.house);
  });
});

describe('the holder of an account', () => {
  it('is told, or is nobody, or nobody can say', async () => {
    const house = createTestHouse();
    const ask = (accountNumber: string, channelId: string | null = null) =>
      house.engine.virtualAccounts.holder(house.scope, {
        bankCode: '004',
        accountNumber,
        channelId: channelId as never,
      });
    expect(await ask('110123456789')).toBe('홍길동');
    expect(await ask('000')).toBeNull();
    await expect(ask('110123456789', 'nowhere')).rejects.toMatchObject({ code: 'no_eligible_channel' });
    house.bank.silence(true);
    await expect(ask('110123456789')).rejects.toMatchObject({ code: 'provider_unreachable' });
  });
});
