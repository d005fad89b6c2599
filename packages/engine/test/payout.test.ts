import { dayMs, minuteMs, secondMs } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { applyPayoutReading } from '../src/payout/ask-provider-about-payout.ts';
import { balances, createTestHouse, fresh, payoutInput, reload, type TestHouse } from './test-house.ts';
import { testManifest, won } from './test-provider.ts';

async function payOut(house: TestHouse, overrides: Parameters<typeof payoutInput>[0] = {}) {
  return fresh(await house.engine.createPayout(house.scope, payoutInput(overrides)));
}

describe('a payout', () => {
  it('that succeeds leaves the prefund and clears everything in between', async () => {
    const house = createTestHouse();
    const payout = await payOut(house);
    expect(payout).toMatchObject({ status: 'succeeded' });
    expect(await balances(house)).toEqual({
      'asset:prefund:testbank': -20_000,
      'liab:merchant:demo:available': 20_000,
    });
    const kinds = (
      await house.store.journalEntries(house.scope, { payoutId: payout.id }, { limit: 10, cursor: null })
    ).items.map(({ kind }) => kind);
    expect([...kinds].sort()).toEqual(['payout_paid', 'payout_request', 'payout_sent']);
  });

  it('that the provider works on stays in transit until an inquiry tells', async () => {
    const house = createTestHouse();
    house.bank.next('wait');
    const payout = await payOut(house);
    expect(payout).toMatchObject({ status: 'processing', inTransit: true });
    expect((await balances(house))['liab:payout-in-transit:testbank']).toBe(-20_000);
    for (const entry of house.bank.payouts.values()) entry.status = 'done';
    await house.pass(10 * secondMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'succeeded' });
  });

  it('declined or unreachable fails and the money is back', async () => {
    for (const [behaviour, code] of [
      ['decline', 'payout_declined'] as const,
      ['unreachable', 'provider_unreachable'] as const,
    ]) {
      const house = createTestHouse();
      house.bank.next(behaviour);
      expect(await payOut(house)).toMatchObject({ status: 'failed', failure: { code } });
      expect(await balances(house)).toEqual({});
    }
  });

  it('whose answer was lost is asked about and never sent again', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    const payout = await payOut(house);
    expect(payout.status).toBe('unknown');
    expect((await balances(house))['liab:payout-in-transit:testbank']).toBe(-20_000);
    await house.pass(dayMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'succeeded' });
    expect(house.bank.calls.filter((call) => call === 'payout')).toHaveLength(1);
    expect([...house.bank.payouts.values()]).toMatchObject([{ times: 1 }]);
  });

  it('that never arrived is failed only when absence is proven, and its reference stays used', async () => {
    const house = createTestHouse();
    house.bank.next('lost_before');
    const payout = await payOut(house);
    await house.pass(45 * secondMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'unknown' });
    await house.pass(3 * minuteMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'failed' });
    expect(await balances(house)).toEqual({});
    await expect(payOut(house)).rejects.toMatchObject({ code: 'payout_reference_conflict' });
  });

  it('that was seen at the provider once is never failed because it is not found later', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    const payout = await payOut(house);
    for (const entry of house.bank.payouts.values()) entry.status = 'waiting';
    await house.pass(10 * secondMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'processing' });
    house.bank.payouts.clear();
    await house.pass(3 * dayMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'processing' });
  });

  it('stays unknown for ever while the provider is silent, in front of a person', async () => {
    const house = createTestHouse();
    house.bank.next('lost_after');
    house.bank.silence(true);
    const payout = await payOut(house);
    await house.pass(10 * dayMs);
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'unknown' });
    expect((await house.store.cases(house.scope, {}, { limit: 5, cursor: null })).items).toMatchObject([
      { kind: 'unknown_outcome', subjectId: payout.id },
    ]);
  });

  it('that succeeds after it had ended as failed is shown to a person', async () => {
    const house = createTestHouse();
    house.bank.next('decline');
    const payout = await payOut(house);
    expect(payout.status).toBe('failed');
    for (const entry of house.bank.payouts.values()) entry.status = 'done';
    const { reference } = payout;
    await applyPayoutReading(house.dependencies, payout.id, {
      kind: 'succeeded',
      amount: won(20_000),
      reference,
      providerTransactionId: 'tb_late',
      occurredAt: house.clock.now(),
      askedAt: house.clock.now(),
    });
    expect(await house.store.payout(payout.id)).toMatchObject({ status: 'failed' });
    const { items } = await house.store.cases(house.scope, {}, { limit: 5, cursor: null });
    expect(items).toMatchObject([{ evidence: { contradiction: 'payout_succeeded_after_its_end' } }]);
  });

  it('reported with another amount is not taken for done', async () => {
    const house = createTestHouse();
    house.bank.distort({ amount: won(19_000) });
    expect(await payOut(house)).toMatchObject({ status: 'unknown' });
    expect((await house.store.cases(house.scope, {}, { limit: 5, cursor: null })).items).toMatchObject([
      { kind: 'contradiction' },
    ]);
  });

  it('with a used reference is refused and not sent', async () => {
    const house = createTestHouse();
    await payOut(house);
    await expect(payOut(house)).rejects.toMatchObject({ code: 'payout_reference_conflict' });
    expect(house.bank.calls.filter((call) => call === 'payout')).toHaveLength(1);
  });

  it('that was sent cannot be canceled', async () => {
    const house = createTestHouse();
    const payout = await payOut(house);
    await expect(house.engine.cancelPayout(house.scope, payout.id)).rejects.toMatchObject({ code: 'state_conflict' });
  });
});

describe('a payout that gives a payment back', () => {
  const noRefunds = { ...testManifest, refunds: { offered: false, partial: false, idempotency: 'none' as const } };

  it('is capped by what is refundable, at any concurrency, and ends as a refund', async () => {
    const house = createTestHouse({ manifest: noRefunds });
    const payment = await house.pay(100);
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        payOut(house, { reference: `BACK-${index}`, amountMinor: 60, refundsPaymentId: payment.id }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'refundable_amount_exceeded' });
    }
    expect(house.bank.calls.filter((call) => call === 'payout')).toHaveLength(1);
    expect(await reload(house, payment)).toMatchObject({
      status: 'partially_refunded',
      amountRefundedMinor: 60,
      amountRefundingMinor: 0,
    });
    expect((await balances(house))['liab:merchant:demo:pending']).toBe(-40);
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });

  it('that fails gives the amount back to the refundable', async () => {
    const house = createTestHouse({ manifest: noRefunds });
    const payment = await house.pay(100);
    house.bank.next('decline');
    await payOut(house, { amountMinor: 100, refundsPaymentId: payment.id });
    expect(await reload(house, payment)).toMatchObject({ status: 'paid', amountRefundingMinor: 0 });
    expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
  });
});
