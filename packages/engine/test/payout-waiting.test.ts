import { dayMs, hourMs, minuteMs, notCreated, type OpeningHours, type Payout, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { applyPayoutReading } from '../src/payout/ask-provider-about-payout.ts';
import { balances, createTestHouse, fresh, payoutInput, reload, type TestHouse } from './test-house.ts';
import { testManifest, won } from './test-provider.ts';

const hours: OpeningHours = {
  zone: 'Asia/Seoul',
  open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '23:59' }],
};
const approval = { channel: { approvalAboveMinor: 10_000 } };
const noRefunds = { ...testManifest, refunds: { offered: false, partial: false, idempotency: 'none' as const } };
const everything = { limit: 50, cursor: null };

async function payOut(house: TestHouse, overrides: Parameters<typeof payoutInput>[0] = {}) {
  return fresh(await house.engine.createPayout(house.scope, payoutInput(overrides)));
}

function sent({ bank }: TestHouse): number {
  return bank.calls.filter((call) => call === 'payout').length;
}

async function eventsOf({ store }: TestHouse, { id }: Payout): Promise<string[]> {
  return (await store.eventsOf(id)).map(({ type }) => type);
}

/** The house's clock begins on a Tuesday at noon in Seoul. */
function atSaturdayNoon(house: TestHouse): Date {
  house.clock.advance(4 * dayMs);
  return new Date('2026-11-29T23:00:00Z');
}

describe('outside the hours of the provider', () => {
  it('a payment is not taken, and the reason names the next opening', async () => {
    const house = createTestHouse({ channel: { hours } });
    expect(await house.pay()).toMatchObject({ status: 'paid' });
    const opening = atSaturdayNoon(house);
    await expect(house.pay(100, 'ORDER-2')).rejects.toMatchObject({
      code: 'no_eligible_channel',
      context: {
        extra: {
          channels: [{ reasons: [{ code: 'outside_hours', detail: expect.stringContaining(opening.toISOString()) }] }],
        },
      },
    });
  });

  it('a payout is scheduled, booked as asked for, and leaves when the window opens', async () => {
    const house = createTestHouse({ channel: { hours } });
    const availableAt = atSaturdayNoon(house);
    const payout = await payOut(house);
    expect(payout).toMatchObject({ status: 'scheduled', availableAt, inTransit: false });
    expect((await balances(house))['liab:payout-pending:demo']).toBe(-20_000);
    await house.pass(availableAt.getTime() - house.clock.now().getTime() - secondMs);
    expect(sent(house)).toBe(0);
    await house.pass(secondMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'succeeded', availableAt: null });
    expect(sent(house)).toBe(1);
    expect(await eventsOf(house, payout)).toEqual(['payout.scheduled', 'payout.processing', 'payout.succeeded']);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('a payout that was sent on Friday night is not failed over the weekend, however long the bank takes', async () => {
    const house = createTestHouse({ channel: { hours } });
    house.clock.advance(3 * dayMs + 11 * hourMs);
    house.bank.next('wait');
    const payout = await payOut(house);
    await house.pass(3 * dayMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'processing', failure: null });
    for (const entry of house.bank.payouts.values()) entry.status = 'done';
    await house.pass(6 * hourMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'succeeded' });
    expect(sent(house)).toBe(1);
  });

  it('a scheduled payout that gives a payment back holds its promise until it is canceled', async () => {
    const house = createTestHouse({ manifest: noRefunds, channel: { hours } });
    const payment = await house.pay(100);
    atSaturdayNoon(house);
    const payout = await payOut(house, { amountMinor: 60, refundsPaymentId: payment.id });
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 60 });
    await house.engine.cancelPayout(house.scope, payout.id);
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 0, status: 'paid' });
    await house.pass(3 * dayMs);
    expect(sent(house)).toBe(0);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });
});

describe('a payout above the approval limit', () => {
  it('waits for another key than the one that asked for it, and tells both', async () => {
    const house = createTestHouse(approval);
    const payout = await payOut(house);
    expect(payout).toMatchObject({ status: 'pending_approval', createdBy: 'key_maker', approvedBy: null });
    await house.pass(dayMs);
    expect(sent(house)).toBe(0);
    await expect(house.engine.approvePayout(house.scope, payout.id, 'key_maker')).rejects.toMatchObject({
      code: 'second_key_required',
    });
    const approved = fresh(await house.engine.approvePayout(house.scope, payout.id, 'key_checker'));
    expect(approved).toMatchObject({
      status: 'succeeded',
      createdBy: 'key_maker',
      approvedBy: 'key_checker',
      approvedAt: house.clock.now(),
    });
    expect(sent(house)).toBe(1);
    expect(await eventsOf(house, payout)).toEqual(['payout.pending_approval', 'payout.processing', 'payout.succeeded']);
    await expect(house.engine.approvePayout(house.scope, payout.id, 'key_checker')).rejects.toMatchObject({
      code: 'state_conflict',
    });
  });

  it('at the limit itself leaves at once', async () => {
    expect(await payOut(createTestHouse(approval), { amountMinor: 10_000 })).toMatchObject({ status: 'succeeded' });
  });

  it('approved by ten keys at once is sent once', async () => {
    const house = createTestHouse(approval);
    const payout = await payOut(house);
    await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => house.engine.approvePayout(house.scope, payout.id, `key_${index}`)),
    );
    expect(sent(house)).toBe(1);
    expect([...house.bank.payouts.values()]).toMatchObject([{ times: 1 }]);
  });

  it('approved on Saturday waits for Monday, and can be taken back until then', async () => {
    const house = createTestHouse({ channel: { ...approval.channel, hours } });
    const availableAt = atSaturdayNoon(house);
    const payout = await payOut(house);
    expect(payout).toMatchObject({ status: 'pending_approval', availableAt: null });
    const approved = fresh(await house.engine.approvePayout(house.scope, payout.id, 'key_checker'));
    expect(approved).toMatchObject({ status: 'scheduled', availableAt, approvedBy: 'key_checker' });
    const canceled = fresh(await house.engine.cancelPayout(house.scope, payout.id));
    expect(canceled).toMatchObject({ status: 'canceled' });
    await house.pass(3 * dayMs);
    expect(sent(house)).toBe(0);
    expect(await balances(house)).toEqual({});
    expect(await house.store.operationsOf(payout.id)).toMatchObject([{ status: 'closed', outcome: 'canceled' }]);
    await expect(house.engine.cancelPayout(house.scope, payout.id)).rejects.toMatchObject({ code: 'state_conflict' });
  });

  it('of another merchant cannot be seen', async () => {
    const house = createTestHouse(approval);
    const payout = await payOut(house);
    const other = { ...house.scope, livemode: true };
    await expect(house.engine.approvePayout(other, payout.id, 'key_x')).rejects.toMatchObject({ code: 'not_found' });
    await expect(house.engine.cancelPayout(other, payout.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('answers a repeated approval under its key as the first time', async () => {
    const house = createTestHouse(approval);
    const payout = await payOut(house);
    const idempotent = {
      key: 'approve-1',
      fingerprint: 'same',
      represent: (value: Payout) => ({ status: 200, body: value.status }),
    };
    await house.engine.approvePayout(house.scope, payout.id, 'key_checker', idempotent);
    const again = await house.engine.approvePayout(house.scope, payout.id, 'key_checker', idempotent);
    expect(again).toEqual({ kind: 'replay', response: { status: 200, body: 'succeeded' } });
    expect(sent(house)).toBe(1);
  });
});

describe('a provider without the money to pay out', () => {
  it('that refuses before anything exists: the payout waits under its reference, a person is told, and it is tried again', async () => {
    const house = createTestHouse();
    house.bank.refusePayouts(notCreated('provider_balance', { code: '3028', message: 'Insufficient funds' }));
    const payout = await payOut(house);
    expect(payout).toMatchObject({
      status: 'scheduled',
      availableAt: new Date(house.clock.now().getTime() + 30 * minuteMs),
      failure: { reason: 'provider_balance', provider: { code: '3028' } },
    });
    const cases = await house.store.cases(house.scope, {}, everything);
    expect(cases.items).toMatchObject([{ kind: 'provider_balance', evidence: { provider_account_id: 'bank-main' } }]);
    await house.pass(30 * minuteMs);
    const paid = await house.store.payout(payout.id);
    expect(paid).toMatchObject({ status: 'succeeded', reference: payout.reference, failure: null });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
    expect(await house.store.operationsOf(payout.id)).toMatchObject([{ status: 'closed' }]);
  });

  it('that ends the payout as declined: it is tried again under a new reference, and the old one is closed', async () => {
    const house = createTestHouse();
    house.bank.refusePayouts({
      kind: 'declined',
      reason: 'provider_balance',
      provider: { code: '504', message: null },
    });
    const payout = await payOut(house);
    const first = (await house.store.operationsOf(payout.id))[0];
    expect(payout.status).toBe('scheduled');
    expect(payout.reference).not.toBe(first?.reference);
    await house.pass(hourMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'succeeded', reference: payout.reference });
    expect(await house.store.operationsOf(payout.id)).toMatchObject([{ status: 'closed' }, { status: 'closed' }]);
    expect((await balances(house))['asset:prefund:testbank']).toBe(-20_000);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('one case a day for an account, however many payouts wait, and each can be taken back', async () => {
    const house = createTestHouse();
    const refusal = notCreated('provider_balance');
    house.bank.refusePayouts(refusal, refusal, refusal);
    const payouts = [
      await payOut(house),
      await payOut(house, { reference: 'P-2' }),
      await payOut(house, { reference: 'P-3' }),
    ];
    expect((await house.store.cases(house.scope, {}, everything)).items).toHaveLength(1);
    for (const { id } of payouts) {
      expect(fresh(await house.engine.cancelPayout(house.scope, id))).toMatchObject({ status: 'canceled' });
    }
    expect(await balances(house)).toEqual({});
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });
});

describe('a payout that the payee’s bank returned', () => {
  const returned = { kind: 'returned', provider: { code: '20106', message: 'closed' } } as const;

  it('fails with the money back at the provider, once, whatever is told afterwards', async () => {
    const house = createTestHouse();
    const payout = await payOut(house);
    const askedAt = house.clock.now();
    await applyPayoutReading(house.dependencies, payout.id, { ...returned, askedAt });
    expect(await house.store.payout(payout.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'payout_returned', provider: { code: '20106' } },
    });
    expect(await balances(house)).toEqual({});
    await applyPayoutReading(house.dependencies, payout.id, { ...returned, askedAt });
    const { reference } = payout;
    const success = {
      kind: 'succeeded',
      amount: won(20_000),
      reference,
      providerTransactionId: 'tb',
      occurredAt: askedAt,
    } as const;
    await applyPayoutReading(house.dependencies, payout.id, { ...success, askedAt });
    expect(await eventsOf(house, payout)).toEqual(['payout.processing', 'payout.succeeded', 'payout.failed']);
    expect((await house.store.cases(house.scope, {}, everything)).items).toEqual([]);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('is left to a person when it had given a payment back', async () => {
    const house = createTestHouse({ manifest: noRefunds });
    const payment = await house.pay(100);
    const payout = await payOut(house, { amountMinor: 60, refundsPaymentId: payment.id });
    await applyPayoutReading(house.dependencies, payout.id, { ...returned, askedAt: house.clock.now() });
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'succeeded' });
    expect((await house.store.cases(house.scope, {}, everything)).items).toMatchObject([
      { kind: 'contradiction', evidence: { contradiction: 'payout_returned_after_success' } },
    ]);
  });
});
