import type { StartPaymentRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { atProvider, booked, callsOf, channelId, openStage, paymentRequest, virtualAccount, won } from './stage.ts';

const method = { ...virtualAccount, bankCode: null };
const providerOptions = { account_window: true };

async function inWindow(pg = 'kcp', changes: Partial<StartPaymentRequest> = {}) {
  const stage = await openStage({ channels: [{ id: channelId, methods: ['virtual_account'], settings: { pg } }] });
  const request = paymentRequest({ method, providerOptions, ...changes });
  const verdict = await stage.provider.payments.start(request, {});
  if (verdict.kind !== 'pending' || verdict.nextAction?.type !== 'browser_sdk')
    throw new Error(JSON.stringify(verdict));
  const { params } = verdict.nextAction;
  return { stage, request, verdict, payment: atProvider(request), openWindow: () => stage.fake.openWindow?.(params) };
}

describe('a virtual account at a PG that issues them in its window only', () => {
  it('is asked for with its deadline on the clock of Korea', async () => {
    const { verdict, stage } = await inWindow();
    expect(verdict).toMatchObject({
      kind: 'pending',
      waitsFor: 'shopper',
      nextAction: { type: 'browser_sdk', params: { pay_method: 'vbank', vbank_due: '202603062359', amount: 10_000 } },
    });
    expect(callsOf(stage, 'vbank')).toBe(0);
  });

  it('waits for its deposit once the shopper has chosen a bank, which a notice tells, and is paid by the deposit', async () => {
    const { stage, request, payment, openWindow } = await inWindow();
    openWindow();
    await stage.fake.shopper(request.reference, 'approve');
    await stage.noticesArrived(1);
    const id = booked(stage, request.reference)?.providerPaymentId ?? null;
    const waiting = {
      kind: 'pending',
      waitsFor: 'deposit',
      nextAction: {
        type: 'display_virtual_account',
        bankCode: '004',
        accountNumber: expect.stringMatching(/^\d{14}$/),
        dueAt: new Date('2026-03-06T14:59:00.000Z'),
      },
    };
    expect(await stage.provider.payments.inquire(payment, {})).toMatchObject(waiting);
    expect(await stage.provider.payments.inquire(atProvider(request, id), {})).toMatchObject(waiting);
    await stage.fake.deposit(request.reference);
    const paid = { kind: 'succeeded', amount: won(10_000), reference: request.reference };
    expect(await stage.provider.payments.inquire(payment, {})).toMatchObject(paid);
  });

  it('is declined when the window ends with a refusal', async () => {
    const { stage, request, payment, openWindow } = await inWindow();
    openWindow();
    await stage.fake.shopper(request.reference, 'decline');
    expect((await stage.provider.payments.inquire(payment, {})).kind).toBe('declined');
  });

  it('needs nothing to be canceled before one was issued, and is revoked afterwards', async () => {
    const { stage, request, payment, openWindow } = await inWindow();
    const cancel = () => stage.provider.payments.cancel?.(payment, {});
    expect(await cancel()).toEqual({ kind: 'canceled' });
    openWindow();
    await stage.fake.shopper(request.reference, 'leave');
    expect(await cancel()).toEqual({ kind: 'canceled' });
    expect(callsOf(stage, 'revoke')).toBe(0);
    await stage.fake.shopper(request.reference, 'approve');
    expect(await cancel()).toEqual({ kind: 'canceled' });
    expect(callsOf(stage, 'revoke')).toBe(1);
    expect(booked(stage, request.reference)?.status).toBe('canceled');
  });

  it.each<[string, string, Partial<StartPaymentRequest>]>([
    ['provider_options.iamport.account_window', 'nice_v2', {}],
    ['provider_options.iamport.account_window', 'kcp', { method: { type: 'card' } }],
    ['provider_options.iamport.account_window', 'kcp', { providerOptions: { account_window: false } }],
    ['method.bank_code', 'kcp', { method: virtualAccount }],
    ['method.bank_code', 'kcp', { providerOptions: {} }],
    ['provider_options.iamport.biz_num', 'danal_tpay', {}],
  ])('is refused before anything is sent: %s at %s', async (param, pg, changes) => {
    const stage = await openStage({ channels: [{ id: channelId, methods: ['virtual_account'], settings: { pg } }] });
    const request = paymentRequest({ method, providerOptions, ...changes });
    expect(stage.provider.payments.check?.(request)?.param).toBe(param);
    expect(stage.fake.calls()).toEqual([]);
  });
});
