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
} from './stage.ts';

/** Opens one more window for the order, as a browser does, and gives the id of the new try. */
async function openWindow(stage: Stage, reference: string): Promise<string> {
  const request = JSON.stringify({ merchant_uid: reference, amount: 10_000, pay_method: 'card' });
  const page = await (await fetch(`${stage.fakeUrl}/window/iamport?${new URLSearchParams({ request })}`)).text();
  return /iamport\/(imp_\d{12})\/approve/.exec(page)?.[1] ?? '';
}

async function finish(stage: Stage, impUid: string, outcome: 'approve' | 'decline'): Promise<void> {
  await fetch(`${stage.fakeUrl}/window/iamport/${impUid}/${outcome}`, { method: 'POST' });
}

describe('an inquiry by our reference', () => {
  it('finds the paid try behind newer failed and unfinished ones', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    const older = await openWindow(stage, request.reference);
    stage.pass(1_000);
    const newer = await openWindow(stage, request.reference);
    await openWindow(stage, request.reference);
    await finish(stage, older, 'approve');
    await finish(stage, newer, 'decline');

    const reading = await stage.provider.payments.inquire(atProvider(request), {});
    expect(reading).toMatchObject({ kind: 'succeeded', providerTransactionId: older });
  });

  it('finds a try whose money was given back behind a newer failed one', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    const older = await openWindow(stage, request.reference);
    stage.pass(1_000);
    const newer = await openWindow(stage, request.reference);
    await finish(stage, older, 'approve');
    await finish(stage, newer, 'decline');
    const payment = atProvider(request, older);
    expect((await stage.provider.refunds?.refund(refundRequest(payment), {}))?.kind).toBe('succeeded');

    expect(await stage.provider.payments.inquire(atProvider(request), {})).toMatchObject({
      kind: 'succeeded',
      providerTransactionId: older,
      returnedMinor: 10_000,
    });
  });

  it('tells of the newest try where none was paid', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    await finish(stage, await openWindow(stage, request.reference), 'decline');
    stage.pass(1_000);
    const newest = await openWindow(stage, request.reference);
    expect(await stage.provider.payments.inquire(atProvider(request), {})).toMatchObject({
      kind: 'pending',
      providerTransactionId: newest,
    });
  });

  it('is absent only by the provider’s own word, and unknown when any of its requests fails', async () => {
    const stage = await openStage();
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    expect(await stage.provider.payments.inquire(atProvider(request), {})).toEqual({ kind: 'absent' });
    await finish(stage, await openWindow(stage, request.reference), 'decline');
    stage.fake.faults.inject('find', { kind: 'hold_before' });
    const asked = stage.provider.payments.inquire(atProvider(request), {});
    await stage.fake.faults.whenHeld();
    stage.fake.faults.inject('find', { kind: 'error_before', status: 404 });
    stage.fake.faults.releaseHeld();
    expect((await asked).kind).toBe('unknown');
  });
});

describe('an inquiry by the id of the provider', () => {
  it('reports the reference as the provider has it', async () => {
    const stage = await openStage();
    const paid = await paidPayment(stage);
    const mine = paymentRequest();
    const reading = await stage.provider.payments.inquire(atProvider(mine, paid.providerPaymentId), {});
    expect(reading).toMatchObject({ kind: 'succeeded', reference: paid.reference });
  });

  it.each(['imp_000000000000', '../users/pg', 'imp_1/balance', '..', ''])('does not find %j', async (id) => {
    const stage = await openStage();
    const reading = await stage.provider.payments.inquire(atProvider(paymentRequest(), id), {});
    expect(reading).toEqual({ kind: 'absent' });
  });

  it('tells of other amounts and currencies than were asked for', async () => {
    const stage = await openStage();
    const payment = await paidPayment(stage);
    stage.fake.distort(payment.reference, { amountMinor: 99, currency: 'USD' });
    expect(await stage.provider.payments.inquire(payment, {})).toMatchObject({
      kind: 'succeeded',
      amount: { amountMinor: 99, currency: 'USD' },
    });
  });
});

describe('payments of test channels', () => {
  it('are seen at a stand-in, where no money exists', async () => {
    const stage = await openStage({}, { sandbox: true });
    const payment = await paidPayment(stage);
    expect((await stage.provider.payments.inquire(payment, {})).kind).toBe('succeeded');
  });

  it('are no money where they do not count, by neither way of asking', async () => {
    const stage = await openStage({ options: { include_sandbox: false } }, { sandbox: true });
    const request = paymentRequest();
    await stage.provider.payments.start(request, {});
    await stage.fake.shopper(request.reference, 'approve');
    const id = booked(stage, request.reference)?.providerPaymentId ?? null;
    expect((await stage.provider.payments.inquire(atProvider(request, id), {})).kind).toBe('absent');
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('unknown');
    expect(callsOf(stage, 'find')).toBe(1);
  });
});
