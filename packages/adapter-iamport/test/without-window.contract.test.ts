import type { StartPaymentRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { atProvider, booked, callsOf, channelId, openStage, paymentRequest, won } from './stage.ts';

function stageAt(pg: string, channelKey: string | null = 'channel-key-1') {
  const settings = { pg, ...(channelKey === null ? {} : { channel_key: channelKey }) };
  return openStage({ channels: [{ id: channelId, methods: ['point', 'convenience_store'], settings }] });
}

const byPoints = (password: string): Partial<StartPaymentRequest> => ({
  method: { type: 'point' },
  providerOptions: { benepia: { user: 'u', password, member_code: 'M1' } },
});
const atTheCounter: Partial<StartPaymentRequest> = {
  method: { type: 'convenience_store' },
  providerOptions: { store_number: { barcode: '8801234567890' } },
};

describe('Benepia points', () => {
  it('are paid with at once', async () => {
    const stage = await stageAt('kcp');
    const request = paymentRequest(byPoints('right'));
    expect(await stage.provider.payments.start(request, {})).toMatchObject({ kind: 'succeeded', amount: won(10_000) });
    expect(callsOf(stage, 'prepare')).toBe(0);
  });

  it('are declined in the words of the PG, without the password that it repeats', async () => {
    const stage = await stageAt('kcp');
    const verdict = await stage.provider.payments.start(paymentRequest(byPoints('wrong')), {});
    expect(verdict).toMatchObject({ kind: 'declined', reason: 'authentication_failed' });
    expect(JSON.stringify(verdict)).not.toContain('wrong');
  });

  it('whose answer is lost are unknown, and found by our reference', async () => {
    const stage = await stageAt('kcp');
    stage.fake.faults.inject('benepia', { kind: 'lose_after' });
    const request = paymentRequest(byPoints('right'));
    expect((await stage.provider.payments.start(request, {})).kind).toBe('unknown');
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('succeeded');
  });
});

describe('KCP QuickPay', () => {
  const byQuick = (kcp_quick: object): Partial<StartPaymentRequest> => ({
    method: { type: 'easy_pay', wallet: 'kcp_quick' },
    providerOptions: { kcp_quick },
  });

  it.each([{ money: { member_id: 'member-1', imp_uid: 'imp_000000000001' } }, { autopay: { customer_uid: 'card_1' } }])(
    'pays at once: %j',
    async (option) => {
      const stage = await stageAt('kcp_quick');
      const request = paymentRequest(byQuick(option));
      expect(stage.provider.payments.check?.(request)).toBeNull();
      expect(await stage.provider.payments.start(request, {})).toMatchObject({
        kind: 'succeeded',
        amount: won(10_000),
      });
    },
  );

  it('needs a name for an automatic payment, and one of both ways', async () => {
    const stage = await stageAt('kcp_quick');
    const check = (changes: Partial<StartPaymentRequest>) =>
      stage.provider.payments.check?.(paymentRequest(changes))?.param;
    const nobody = { ...paymentRequest().customer, name: null };
    expect(check({ ...byQuick({ autopay: { customer_uid: 'card_1' } }), customer: nobody })).toBe('customer.name');
    expect(check(byQuick({ money: { member_id: 'm' } }))).toMatch(/^provider_options\.iamport\.kcp_quick/);
  });
});

describe('a number for convenience stores', () => {
  it('waits for the money, which is found once it was paid', async () => {
    const stage = await stageAt('galaxia');
    const request = paymentRequest(atTheCounter);
    expect(await stage.provider.payments.start(request, {})).toMatchObject({ kind: 'pending', waitsFor: 'deposit' });
    await stage.fake.shopper(request.reference, 'approve');
    expect((await stage.provider.payments.inquire(atProvider(request), {})).kind).toBe('succeeded');
  });

  it('is taken back when the payment is canceled', async () => {
    const stage = await stageAt('galaxia');
    const request = paymentRequest(atTheCounter);
    const verdict = await stage.provider.payments.start(request, {});
    const id = verdict.kind === 'pending' ? (verdict.providerTransactionId ?? null) : null;
    expect(await stage.provider.payments.cancel?.(atProvider(request, id), {})).toEqual({ kind: 'canceled' });
    expect(booked(stage, request.reference)?.status).not.toBe('waiting');
  });
});

describe('what is done without a window', () => {
  it.each<[string, string | null, Partial<StartPaymentRequest>, string | null]>([
    ['kcp', 'k', byPoints('x'), null],
    ['galaxia', 'k', atTheCounter, null],
    ['kcp', null, byPoints('x'), 'provider_options.iamport.benepia'],
    ['galaxia', 'k', byPoints('x'), 'provider_options.iamport.benepia'],
    ['kcp', 'k', { ...byPoints('x'), method: { type: 'card' } }, 'provider_options.iamport.benepia'],
    ['kcp', 'k', atTheCounter, 'provider_options.iamport.store_number'],
  ])('is refused where the PG, its key or the method does not fit: %s %s', async (pg, key, changes, param) => {
    const stage = await stageAt(pg, key);
    expect(stage.provider.payments.check?.(paymentRequest(changes))?.param ?? null).toBe(param);
  });
});
