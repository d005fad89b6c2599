import { currencyCode, type RefundRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import {
  atProvider,
  booked,
  callsOf,
  openStage,
  paidPayment,
  paymentRequest,
  refundRequest,
  type Stage,
  virtualAccount,
  won,
} from './stage.ts';

function portOf({ provider }: Stage) {
  if (provider.refunds === undefined) throw new Error('no refunds');
  return provider.refunds;
}

const refund = (stage: Stage, request: RefundRequest) => portOf(stage).refund(request, {});
const inquire = (stage: Stage, request: RefundRequest) => portOf(stage).inquire(request, {});

describe('a refund', () => {
  it('of everything is succeeded with what the provider gave back', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    const verdict = await refund(stage, refundRequest(payment));
    expect(verdict).toMatchObject({ kind: 'succeeded', amount: won(10_000), reference: payment.reference });
    expect(booked(stage, payment.reference)?.returnedMinor).toBe(10_000);
  });

  it('in parts gives back each its own amount, under ids of their own', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    const first = await refund(stage, refundRequest(payment, { amount: won(4_000) }));
    const second = await refund(stage, refundRequest(payment, { amount: won(6_000), returnedBeforeMinor: 4_000 }));
    expect(first).toMatchObject({ kind: 'succeeded', amount: won(4_000) });
    expect(second).toMatchObject({ kind: 'succeeded', amount: won(6_000) });
    const ids = [first, second].map((verdict) => verdict.kind === 'succeeded' && verdict.providerTransactionId);
    expect(new Set(ids).size).toBe(2);
    expect(await stage.provider.payments.inquire(payment, {})).toMatchObject({
      kind: 'succeeded',
      amount: won(10_000),
      returnedMinor: 10_000,
    });
  });

  it('works without the id of the provider, and in cents', async () => {
    const stage = await openStage();
    const usd = (amountMinor: number) => ({ amountMinor, currency: currencyCode('USD') });
    const payment = await paidPayment(stage, { amount: usd(1_420) });
    const request = refundRequest({ ...payment, providerPaymentId: null }, { amount: usd(405) });
    expect(await refund(stage, request)).toMatchObject({ kind: 'succeeded', amount: usd(405) });
  });

  it('of nothing is never sent: to the provider 0 means everything', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    expect((await refund(stage, refundRequest(payment, { amount: won(0) }))).kind).toBe('not_created');
    expect(callsOf(stage, 'cancel')).toBe(0);
  });

  it('that believes in another balance than the provider is declined and moves nothing', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    await refund(stage, refundRequest(payment, { amount: won(4_000) }));
    expect(await refund(stage, refundRequest(payment, { amount: won(4_000) }))).toMatchObject({
      kind: 'declined',
      reason: 'amount_not_allowed',
    });
    expect(booked(stage, payment.reference)?.returnedMinor).toBe(4_000);
  });

  it('of equal amounts sent at the same time is made once', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    const request = refundRequest(payment, { amount: won(1_000) });
    const verdicts = await Promise.all(Array.from({ length: 5 }, () => refund(stage, request)));
    expect(verdicts.filter(({ kind }) => kind === 'succeeded')).toHaveLength(1);
    expect(booked(stage, payment.reference)?.returnedMinor).toBe(1_000);
  });

  it('of more than is left is declined', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    expect((await refund(stage, refundRequest(payment, { amount: won(10_001) }))).kind).toBe('declined');
  });

  it('whose answer is about another order is unknown', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    stage.fake.distort(payment.reference, { reference: 'another' });
    expect((await refund(stage, refundRequest({ ...payment, providerPaymentId: null }))).kind).toBe('unknown');
  });

  it('of a deposit goes to the account that is named, and is declined without one', async () => {
    const stage = await openStage();
    const asked = paymentRequest({ method: virtualAccount });
    await stage.provider.payments.start(asked, {});
    await stage.fake.deposit(asked.reference);
    const payment = atProvider(asked, booked(stage, asked.reference)?.providerPaymentId ?? null);
    expect(await refund(stage, refundRequest(payment))).toMatchObject({ kind: 'declined', reason: 'account_invalid' });
    const refundAccount = { bankCode: '088', accountNumber: '110123456789', holderName: '도건', phone: null };
    expect((await refund(stage, refundRequest(payment, { refundAccount }))).kind).toBe('succeeded');
  });
});

describe('a refund whose outcome is unknown', () => {
  it.each([
    ['lost after the provider acted', { kind: 'lose_after' } as const, true],
    ['answered with 502 after', { kind: 'error_after', status: 502 } as const, true],
    ['answered with nothing readable', { kind: 'garbage', body: '' } as const, true],
    ['lost before', { kind: 'lose_before' } as const, false],
    ['answered with 500 before', { kind: 'error_before', status: 500 } as const, false],
  ])('because it was %s is resolved by asking', async (_, fault, made) => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    await refund(stage, refundRequest(payment, { amount: won(3_000) }));
    const request = refundRequest(payment, { amount: won(2_000), returnedBeforeMinor: 3_000 });
    stage.fake.faults.inject('cancel', fault);
    expect((await refund(stage, request)).kind).toBe('unknown');
    const reading = await inquire(stage, request);
    if (made) expect(reading).toMatchObject({ kind: 'succeeded', amount: won(2_000), reference: payment.reference });
    else expect(reading).toEqual({ kind: 'absent' });
  });

  it('is found among later cancels made in the provider’s console', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    const ours = refundRequest(payment, { amount: won(2_000) });
    stage.fake.faults.inject('cancel', { kind: 'lose_after' });
    await refund(stage, ours);
    stage.pass(1_000);
    await refund(stage, refundRequest(payment, { amount: won(5_000), returnedBeforeMinor: 2_000 }));
    expect(await inquire(stage, ours)).toMatchObject({ kind: 'succeeded', amount: won(2_000) });
  });

  it('stays unknown when another cancel came instead, of less or of more', async () => {
    const stage = await openStage();
    const less = await paidPayment(stage);
    await refund(stage, refundRequest(less, { amount: won(1_000) }));
    expect((await inquire(stage, refundRequest(less, { amount: won(2_000) }))).kind).toBe('unknown');
    const more = await paidPayment(stage);
    await refund(stage, refundRequest(more, { amount: won(3_000) }));
    expect((await inquire(stage, refundRequest(more, { amount: won(2_000) }))).kind).toBe('unknown');
  });

  it('is never called absent for a deposit: banks transfer days later', async () => {
    const stage = await openStage();
    const asked = paymentRequest({ method: virtualAccount });
    await stage.provider.payments.start(asked, {});
    await stage.fake.deposit(asked.reference);
    expect((await inquire(stage, refundRequest(atProvider(asked)))).kind).toBe('unknown');
  });

  it('stays unknown when the payment cannot be read', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    stage.fake.faults.inject('get', { kind: 'error_before', status: 503 });
    expect((await inquire(stage, refundRequest(payment))).kind).toBe('unknown');
    const invented = { ...payment, providerPaymentId: 'imp_000000000000' };
    expect((await inquire(stage, refundRequest(invented))).kind).toBe('unknown');
  });
});
