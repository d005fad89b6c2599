import { describe, expect, it } from 'vitest';
import {
  atProvider,
  booked,
  callsOf,
  channelId,
  openStage,
  paymentRequest,
  type Stage,
  virtualAccount,
  won,
} from './stage.ts';

async function issue(stage: Stage, bankCode = virtualAccount.bankCode) {
  const request = paymentRequest({ method: { ...virtualAccount, bankCode } });
  const verdict = await stage.provider.payments.start(request, {});
  if (verdict.kind !== 'pending') throw new Error(`not issued: ${JSON.stringify(verdict)}`);
  return { request, verdict, payment: atProvider(request, verdict.providerTransactionId ?? null) };
}

describe('a virtual account', () => {
  it('is issued with its deadline and shown to the shopper; an inquiry shows the same', async () => {
    const stage = await openStage();
    const { verdict, payment, request } = await issue(stage);
    expect(verdict).toMatchObject({
      waitsFor: 'deposit',
      nextAction: {
        type: 'display_virtual_account',
        bankCode: '088',
        bankName: '신한은행',
        holderName: '길상점',
        dueAt: virtualAccount.dueAt,
      },
    });
    expect(await stage.provider.payments.inquire(payment, {})).toEqual(verdict);
    expect(await stage.provider.payments.inquire(atProvider(request), {})).toEqual(verdict);
    await stage.noticesArrived(1);
  });

  it.each(['kcp', 'html5_inicis', 'daou', 'tosspayments'])(
    'is asked for in the code of %s, and shown in the common one',
    async (pg) => {
      const stage = await openStage({ channels: [{ id: channelId, methods: ['virtual_account'], settings: { pg } }] });
      const { verdict } = await issue(stage, '011');
      expect(verdict.nextAction).toMatchObject({ bankCode: '011', bankName: '농협은행' });
    },
  );

  it('at a bank that the PG does not have is refused before anything is sent', async () => {
    const stage = await openStage({
      channels: [{ id: channelId, methods: ['virtual_account'], settings: { pg: 'daou' } }],
    });
    const request = paymentRequest({ method: { ...virtualAccount, bankCode: '039' } });
    expect(stage.provider.payments.check?.(request)).toMatchObject({ param: 'method.bank_code' });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('not_created');
    expect(stage.fake.calls()).toEqual([]);
  });

  it('needs a bank code, and without one the provider hears nothing', async () => {
    const stage = await openStage();
    const request = paymentRequest({ method: { ...virtualAccount, bankCode: null } });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('not_created');
    expect(stage.fake.calls()).toEqual([]);
  });

  it('with a deadline in the past is declined', async () => {
    const stage = await openStage();
    const request = paymentRequest({ method: { ...virtualAccount, dueAt: new Date('2026-03-04T01:00:00Z') } });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('declined');
  });

  it('whose answer is lost is unknown, then found with its number', async () => {
    const stage = await openStage();
    stage.fake.faults.inject('vbank', { kind: 'lose_after' });
    const request = paymentRequest({ method: virtualAccount });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('unknown');
    expect(await stage.provider.payments.inquire(atProvider(request), {})).toMatchObject({
      kind: 'pending',
      waitsFor: 'deposit',
      nextAction: { type: 'display_virtual_account' },
    });
  });

  it('that names another order in its answer is unknown', async () => {
    const stage = await openStage();
    const request = paymentRequest({ method: virtualAccount });
    stage.fake.distort(request.reference, { reference: 'another' });
    expect((await stage.provider.payments.start(request, {})).kind).toBe('unknown');
  });

  it('is paid by a deposit, of whatever amount it was', async () => {
    const stage = await openStage();
    const exact = await issue(stage);
    await stage.fake.deposit(exact.request.reference);
    expect(await stage.provider.payments.inquire(exact.payment, {})).toMatchObject({
      kind: 'succeeded',
      amount: won(10_000),
    });
    const short = await issue(stage);
    await stage.fake.deposit(short.request.reference, 9_999);
    expect(await stage.provider.payments.inquire(short.payment, {})).toMatchObject({
      kind: 'succeeded',
      amount: won(9_999),
    });
  });

  it('is revoked by its id, or found by our reference first', async () => {
    const stage = await openStage();
    const known = await issue(stage);
    const sought = await issue(stage);
    expect(await stage.provider.payments.cancel?.(known.payment, {})).toEqual({ kind: 'canceled' });
    expect(await stage.provider.payments.cancel?.(atProvider(sought.request), {})).toEqual({ kind: 'canceled' });
    for (const { request } of [known, sought]) expect(booked(stage, request.reference)?.status).toBe('canceled');
    expect((await stage.provider.payments.inquire(known.payment, {})).kind).toBe('declined');
  });

  it('that is paid is not revoked', async () => {
    const stage = await openStage();
    const { request, payment } = await issue(stage);
    await stage.fake.deposit(request.reference);
    expect((await stage.provider.payments.cancel?.(payment, {}))?.kind).toBe('declined');
    expect(booked(stage, request.reference)?.status).toBe('paid');
  });

  it('whose revocation is lost is unknown, and the inquiry tells that it ended', async () => {
    const stage = await openStage();
    const { payment } = await issue(stage);
    stage.fake.faults.inject('revoke', { kind: 'lose_after' });
    expect((await stage.provider.payments.cancel?.(payment, {}))?.kind).toBe('unknown');
    expect((await stage.provider.payments.inquire(payment, {})).kind).toBe('declined');
  });

  it('that cannot be found is not called canceled', async () => {
    const settle = { id: channelId, methods: ['virtual_account'], settings: { pg: 'settle' } };
    const stage = await openStage({ channels: [settle] });
    const request = paymentRequest({ method: virtualAccount });
    expect((await stage.provider.payments.cancel?.(atProvider(request), {}))?.kind).toBe('unknown');
    expect(callsOf(stage, 'revoke')).toBe(0);
  });
});
