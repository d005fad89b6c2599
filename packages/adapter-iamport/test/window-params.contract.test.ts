import type { StartPaymentRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { channelId, openStage, paymentRequest, won } from './stage.ts';

async function windowAt(settings: object, changes: Partial<StartPaymentRequest> = {}) {
  const stage = await openStage({ channels: [{ id: channelId, methods: ['card'], settings: { ...settings } }] });
  const verdict = await stage.provider.payments.start(paymentRequest(changes), {});
  if (verdict.kind !== 'pending' || verdict.nextAction?.type !== 'browser_sdk')
    throw new Error(JSON.stringify(verdict));
  return { ...verdict.nextAction, eventUrl: stage.eventUrl };
}

function paramsAt(pg: string, providerOptions: object, changes: Partial<StartPaymentRequest> = {}) {
  return windowAt({ pg }, { providerOptions: { ...providerOptions }, ...changes }).then(({ params }) => params);
}

describe('options of the window', () => {
  it('stand in the parameters under the names of the provider, amounts in major units', async () => {
    const params = await paramsAt('kcp', {
      escrow: true,
      digital: false,
      vat_amount: 909,
      app_scheme: 'myshop',
      popup: true,
      custom_data: { cart: 7 },
      buyer_address: '서울시 중구 1',
      buyer_postcode: '04524',
      key_in_window: true,
      card: { quotas: [0, 3, 6], direct: { code: '361', quota: 3, use_point: true }, use_point: false },
      period: { from: '20260101', to: '20261231' },
      products: [{ orderNumber: '1', name: '양말', quantity: 2, amount: 10_000 }],
      bypass: { kcp: { site_logo: 'x' } },
    });
    expect(params).toMatchObject({
      escrow: true,
      digital: false,
      vat_amount: 909,
      app_scheme: 'myshop',
      popup: true,
      custom_data: { cart: 7 },
      buyer_addr: '서울시 중구 1',
      buyer_postcode: '04524',
      auth_mode: 'key-in',
      display: { card_quota: [0, 3, 6] },
      card: { direct: { code: '361', quota: 3, usePoint: true } },
      useCardPoint: false,
      period: { from: '20260101', to: '20261231' },
      kcpProducts: [{ orderNumber: '1', name: '양말', quantity: 2, amount: 10_000 }],
      bypass: { kcp: { site_logo: 'x' } },
    });
  });

  it('add addresses for notices beside ours', async () => {
    const { params, eventUrl } = await windowAt(
      { pg: 'kcp' },
      { providerOptions: { notice_urls: ['https://erp.example/notices'] } },
    );
    expect(params.notice_url).toEqual([eventUrl, 'https://erp.example/notices']);
  });

  it('ask for the confirm process only where the channel has it', async () => {
    expect((await windowAt({ pg: 'kcp' })).params).not.toHaveProperty('confirm_url');
    const { params, eventUrl } = await windowAt({ pg: 'kcp', options: { confirm_process: true } });
    expect(params.confirm_url).toBe(`${eventUrl}/approval`);
  });
});

describe('what PGs want in their own way', () => {
  it.each<[string, object, Partial<StartPaymentRequest>, object]>([
    ['kcp', {}, { method: { type: 'mobile' } }, { pay_method: 'phone', bypass: { shop_user_id: '21' } }],
    ['kcp', { bypass: { shop_user_id: 'mine' } }, { method: { type: 'mobile' } }, { bypass: { shop_user_id: 'mine' } }],
    ['tosspayments', {}, {}, { customer_id: '21' }],
    [
      'naverpay',
      { products: [{ uid: 'a' }] },
      { method: { type: 'easy_pay', wallet: 'naverpay' } },
      { naverProducts: [{ uid: 'a' }] },
    ],
    ['html5_inicis', {}, { method: { type: 'easy_pay', wallet: 'samsungpay' } }, { pay_method: 'samsung' }],
    [
      'nice_v2',
      { pay_method: 'naverpay_point' },
      { method: { type: 'easy_pay', wallet: 'naverpay' } },
      { pay_method: 'naverpay_point' },
    ],
    ['welcome', {}, { method: { type: 'gift_certificate', kind: 'culture' } }, { pay_method: 'culturegift' }],
    [
      'inicis_jp',
      {},
      { orderName: 'socks', amount: { amountMinor: 100, currency: won(0).currency } },
      { currency: 'KRW' },
    ],
  ])('%s: %j', async (pg, given, changes, expected) => {
    expect(await paramsAt(pg, given, changes)).toMatchObject(expected);
  });

  it('cuts an order name to bytes, between characters', async () => {
    const { name } = await paramsAt('nice_v2', {}, { orderName: '가'.repeat(40) });
    expect(name).toBe('가'.repeat(13));
  });

  it('opens PayPal with its own call', async () => {
    const changes = { method: { type: 'easy_pay', wallet: 'paypal' } } as const;
    expect(await windowAt({ pg: 'paypal_v2' }, changes)).toMatchObject({
      call: 'IMP.loadUI',
      params: { uiType: 'paypal-spb', pay_method: 'paypal' },
    });
  });
});
