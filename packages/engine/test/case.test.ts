import { currentAttempt, dayMs, hourMs, type PaymentGatewayError, type PayoutId, type RefundId } from '@hangil/core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Case, CaseAction } from '../src/index.ts';
import { balances, createTestHouse, fresh, payoutInput, refundInput, reload, type TestHouse } from './test-house.ts';
import { won } from './test-provider.ts';

let house: TestHouse;
beforeEach(() => {
  house = createTestHouse();
});

async function onlyCase(): Promise<Case> {
  const { items } = await house.store.cases(house.scope, { status: 'open' }, { limit: 10, cursor: null });
  expect(items).toHaveLength(1);
  return items[0] as Case;
}

function resolve(opened: Case, action: CaseAction, providerTransactionId: string | null = null): Promise<Case> {
  const input = { action, note: 'asked the provider by telephone', decidedBy: 'kim', providerTransactionId };
  return house.engine.resolveCase(house.scope, opened.id, input).then(fresh);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: PaymentGatewayError) => error.code,
  );
}

async function booksAreSound(): Promise<void> {
  expect((await house.engine.verifyLedger(house.scope)).problems).toEqual([]);
}

describe('a quarantined payment', () => {
  async function quarantined(amountMinor: number, currency = 'KRW') {
    house.bank.distort({ amount: { ...won(amountMinor), currency: currency as never } });
    const payment = await house.pay(100);
    expect(payment.status).toBe('quarantined');
    return payment;
  }

  test('is paid with what came, once a person accepts it', async () => {
    const payment = await quarantined(90);
    const opened = await onlyCase();
    expect(await house.engine.caseActions(opened)).toEqual(['accept', 'reject']);

    const resolved = await resolve(opened, 'accept');

    expect(resolved).toMatchObject({
      status: 'resolved',
      resolution: { action: 'accept', note: 'asked the provider by telephone', resolvedAt: house.clock.now() },
    });
    expect(await reload(house, payment)).toMatchObject({ status: 'paid', amountPaidMinor: 90 });
    expect(await balances(house)).toEqual({ 'asset:pg:testbank:bank-all': 90, 'liab:merchant:demo:pending': -90 });
    await booksAreSound();
  });

  test('that was accepted can be given back, and asking again finds nothing new', async () => {
    const payment = await quarantined(90);
    await resolve(await onlyCase(), 'accept');
    await house.engine.syncPayment(house.scope, payment.id);
    house.bank.distort(null);
    const refund = fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(null)));
    expect(refund).toMatchObject({ status: 'succeeded', amountMinor: 90 });
    expect((await reload(house, payment)).status).toBe('refunded');
    await booksAreSound();
  });

  test('has failed once a person finds that the money is not held, and money that comes again is held again', async () => {
    const payment = await quarantined(90);
    await resolve(await onlyCase(), 'reject');
    expect((await reload(house, payment)).status).toBe('failed');
    expect(await balances(house)).toEqual({});
    await booksAreSound();

    await house.engine.syncPayment(house.scope, payment.id);
    expect((await reload(house, payment)).status).toBe('quarantined');
    expect(await onlyCase()).toMatchObject({ kind: 'contradiction', subjectId: payment.id });
    await booksAreSound();
  });

  test('stays failed while the provider only tells what it has given back', async () => {
    const payment = await quarantined(90);
    await resolve(await onlyCase(), 'reject');
    const entry = house.bank.payments.get(currentAttempt(payment).reference);
    if (entry !== undefined) entry.returnedMinor = 90;
    await house.engine.syncPayment(house.scope, payment.id);
    expect((await reload(house, payment)).status).toBe('failed');
  });

  test('of another currency can only be rejected', async () => {
    await quarantined(100, 'USD');
    const opened = await onlyCase();
    expect(await house.engine.caseActions(opened)).toEqual(['reject']);
    expect(await refusal(resolve(opened, 'accept'))).toBe('state_conflict');
    await resolve(opened, 'reject');
    expect(await balances(house)).toEqual({});
  });
});

describe('an unknown outcome', () => {
  async function unknownPayout() {
    house.bank.next('lost_before');
    const payout = fresh(await house.engine.createPayout(house.scope, payoutInput()));
    house.bank.silence(true);
    await house.pass(12 * hourMs);
    return payout;
  }

  test('of a payout can be declared failed, which gives the money back to the balance', async () => {
    const { id } = await unknownPayout();
    const opened = await onlyCase();
    expect(await house.engine.caseActions(opened)).toEqual(['declare_succeeded', 'declare_failed']);
    await resolve(opened, 'declare_failed');
    expect(await house.store.payout(id)).toMatchObject({ status: 'failed', nextCheckAt: null });
    expect(await balances(house)).toEqual({});
    expect(await house.store.nextJobDueAt()).toBeNull();
  });

  test('of a payout can be declared successful with the transaction that shows it', async () => {
    const { id } = await unknownPayout();
    const opened = await onlyCase();
    expect(await refusal(resolve(opened, 'declare_succeeded'))).toBe('invalid_request');
    await resolve(opened, 'declare_succeeded', 'BANK-1');
    expect(await house.store.payout(id)).toMatchObject({ status: 'succeeded', providerPayoutId: 'BANK-1' });
    expect(await balances(house)).toEqual({
      'asset:prefund:testbank': -20_000,
      'liab:merchant:demo:available': 20_000,
    });
  });

  test('that was declared is contradicted by the provider, and a person sees that too', async () => {
    const { id } = await unknownPayout();
    await resolve(await onlyCase(), 'declare_failed');
    house.bank.silence(false);
    const payout = await house.store.payout(id as PayoutId);
    house.bank.payouts.set(payout?.reference ?? '', {
      providerId: 'tb_9',
      amount: won(20_000),
      status: 'done',
      returnedMinor: 0,
      times: 1,
      confirms: 0,
    });
    await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(payout?.reference ?? ''));
    await house.settle();
    expect(await onlyCase()).toMatchObject({ kind: 'contradiction', subjectId: id });
  });

  test('of a refund can be declared either way', async () => {
    const payment = await house.pay(100);
    house.bank.next('lost_before');
    const refund = fresh(await house.engine.createRefund(house.scope, payment.id, refundInput(60)));
    house.bank.silence(true);
    await house.pass(12 * hourMs);
    await resolve(await onlyCase(), 'declare_failed');
    expect(await house.store.refund(refund.id as RefundId)).toMatchObject({ status: 'failed' });
    expect(await reload(house, payment)).toMatchObject({ amountRefundingMinor: 0, amountRefundedMinor: 0 });
    await booksAreSound();
  });

  test('of a payment can be declared, and what was charged is booked', async () => {
    house.bank.next('lost_after');
    const payment = await house.pay(100);
    house.bank.silence(true);
    await house.pass(12 * hourMs);
    await resolve(await onlyCase(), 'declare_succeeded', 'tb_1');
    expect(await reload(house, payment)).toMatchObject({ status: 'paid', providerPaymentId: 'tb_1' });
    await booksAreSound();
  });

  test('that becomes known after all ends its case by itself', async () => {
    house.bank.next('lost_after');
    await house.pay(100);
    house.bank.silence(true);
    await house.pass(12 * hourMs);
    const opened = await onlyCase();
    house.bank.silence(false);
    await house.pass(6 * hourMs);
    expect(await house.store.case(opened.id)).toMatchObject({
      status: 'resolved',
      resolution: { action: 'settled_itself' },
    });
    expect(await refusal(resolve(opened, 'declare_failed'))).toBe('state_conflict');
  });

  test('that ends because nobody came ends its case too', async () => {
    const payment = await house.open(100);
    house.bank.silence(true);
    await house.engine.confirmPayment(house.scope, payment.id, { providerPaymentId: null });
    await house.pass(12 * hourMs);
    const opened = await onlyCase();
    house.bank.silence(false);
    await house.pass(5 * dayMs);
    expect((await reload(house, payment)).status).toBe('expired');
    expect(await house.store.case(opened.id)).toMatchObject({ status: 'resolved' });
  });

  test('cannot be declared by another merchant, twice, or with another action', async () => {
    await unknownPayout();
    const opened = await onlyCase();
    const input = { action: 'declare_failed', note: 'no', decidedBy: 'kim', providerTransactionId: null } as const;
    const stranger = { ...house.scope, livemode: true };
    expect(await refusal(house.engine.resolveCase(stranger, opened.id, input))).toBe('not_found');
    expect(await refusal(resolve(opened, 'accept'))).toBe('state_conflict');
    const both = await Promise.all([
      refusal(resolve(opened, 'declare_failed')),
      refusal(resolve(opened, 'declare_failed')),
    ]);
    expect(both.sort()).toEqual(['none', 'state_conflict']);
  });

  test('is answered once under an Idempotency-Key', async () => {
    await unknownPayout();
    const opened = await onlyCase();
    const input = { action: 'declare_failed', note: 'no', decidedBy: 'kim', providerTransactionId: null } as const;
    const represent = (value: Case) => ({ status: 200, body: JSON.stringify(value) });
    const key = { key: 'k', fingerprint: 'f', represent };
    const first = fresh(await house.engine.resolveCase(house.scope, opened.id, input, key));
    const again = await house.engine.resolveCase(house.scope, opened.id, input, key);
    expect(again).toEqual({ kind: 'replay', response: represent(first) });
  });
});

describe('a provider event that cannot be worked out', () => {
  test('ends as a case while others flow, and flows once it can be read', async () => {
    const payment = await house.open(100);
    const reference = currentAttempt(payment).reference;
    const events = house.bank.provider.events;
    if (events === undefined) throw new Error('no events');
    const read = events.read.bind(events);
    await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(`${reference}#poison`));
    Object.assign(events, {
      read: (event: Parameters<typeof read>[0]) =>
        new TextDecoder().decode(event.body).endsWith('#poison')
          ? { kind: 'rejected', reason: 'bad_signature' }
          : read(event),
    });
    house.bank.shopper(reference, 'approve');
    await house.engine.receiveProviderEvent('bank-main' as never, house.bank.event(`${reference}#good`));
    await house.pass(2 * hourMs);

    expect((await reload(house, payment)).status).toBe('paid');
    const opened = await onlyCase();
    expect(opened).toMatchObject({ kind: 'poison_event', evidence: { reason: 'unreadable', failures: 6 } });
    expect(await house.engine.caseActions(opened)).toEqual(['retry', 'acknowledge']);

    expect((await resolve(opened, 'retry')).status).toBe('open');
    Object.assign(events, { read });
    await house.settle();
    expect(await house.store.case(opened.id)).toMatchObject({ status: 'resolved' });
  });
});
