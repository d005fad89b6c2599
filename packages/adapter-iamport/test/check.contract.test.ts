import type { RequestProblem, StartPaymentRequest } from '@hangil/core';
import { describe, expect, it } from 'vitest';
import { createIamport } from '../src/index.ts';
import { accountSettings, channelId, keyIn, paymentRequest, virtualAccount, won } from './stage.ts';

const nobody = {
  id: null,
  name: null,
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  ipAddress: null,
  language: null,
};
const customer = paymentRequest().customer;

function check(pg: string | null, changes: Partial<StartPaymentRequest> = {}): RequestProblem | null {
  const settings = pg === null ? { channel_key: 'channel-key-1' } : { pg };
  const account = {
    ...accountSettings('http://127.0.0.1:9'),
    channels: [{ id: channelId, methods: ['card'], settings }],
  };
  return createIamport(account).payments.check?.(paymentRequest(changes)) ?? null;
}

function options(given: object): Partial<StartPaymentRequest> {
  return { providerOptions: { ...given } };
}

describe('what the PG needs', () => {
  it.each<[string, string, Partial<StartPaymentRequest>]>([
    ['customer.phone', 'html5_inicis.INIpayTest', { customer: nobody }],
    ['customer.name', 'tosspayments.tvivarepublica', { customer: nobody }],
    ['customer.name', 'kcp.T0000', { customer: nobody, method: { type: 'mobile' } }],
    ['customer.id', 'kcp.T0000', { customer: { ...customer, id: null }, method: { type: 'mobile' } }],
    ['customer.id', 'kcp', { customer: nobody, method: { type: 'gift_certificate', kind: 'culture' } }],
    ['provider_options.iamport.digital', 'daou', {}],
    ['provider_options.iamport.digital', 'nice_v2', { method: { type: 'mobile' } }],
    ['provider_options.iamport.products', 'naverpay', { method: { type: 'easy_pay', wallet: 'naverpay' } }],
    ['provider_options.iamport.product_type', 'ksnet', {}],
    ['provider_options.iamport.company', 'settle', { method: { type: 'mobile' } }],
    ['customer.name', 'paymentwall', { customer: { ...customer, name: '도건' } }],
    ['customer.id', 'galaxia', { customer: { ...customer, id: 'x'.repeat(21) } }],
    ['return_url', 'paypal', { returnUrl: null, method: { type: 'easy_pay', wallet: 'paypal' } }],
  ])('is refused before anything is sent, naming %s, at %s', (param, pg, changes) => {
    expect(check(pg, changes)?.param).toBe(param);
  });

  it('says which PG, for what and as of when, and nothing of the value', () => {
    expect(check('html5_inicis', { customer: nobody })?.detail).toBe(
      'customer.phone is required at KG Inicis for card (as of 2026-08-06)',
    );
  });

  it.each<[string, Partial<StartPaymentRequest>]>([
    ['html5_inicis', {}],
    ['kcp', { customer: nobody }],
    ['paymentwall', { customer: { ...nobody, email: 'do@example.com', firstName: 'Kon', lastName: 'Do' } }],
    ['nice_v2', { method: { type: 'mobile' }, ...options({ digital: false }) }],
    ['a_new_pg', { customer: nobody }],
  ])('passes at %s when it is there, or when nothing is known', (pg, changes) => {
    expect(check(pg, changes)).toBeNull();
  });

  it('is not asked where only the channel key is known, nor for charges without a window', () => {
    expect(check(null, { customer: nobody })).toBeNull();
    expect(check('tosspayments', { customer: nobody, method: keyIn })).toBeNull();
  });

  it('for escrow is asked only when escrow is asked for', () => {
    expect(check('kicc', { customer: { ...nobody, phone: '010' } })).toBeNull();
    expect(check('kicc', { customer: { ...nobody, phone: '010' }, ...options({ escrow: true }) })?.param).toBe(
      'customer.name',
    );
  });
});

describe('texts and figures', () => {
  it.each<[string, string, Partial<StartPaymentRequest>]>([
    ['order_name', 'nice_v2', { orderName: '양말 + 모자' }],
    ['order_name', 'inicis_jp', { orderName: '양말' }],
    ['order_name', 'daou', { orderName: 'socks 😀', ...options({ digital: false }) }],
    ['customer.name', 'daou', { customer: { ...customer, name: '도건😀' }, ...options({ digital: false }) }],
    ['customer.email', 'kcp', { customer: { ...customer, email: `${'a'.repeat(60)}@example.com` } }],
    ['customer.phone', 'kcp', { customer: { ...customer, phone: '+8210123456789012345' } }],
    [
      'tax_free_amount',
      'daou',
      { method: { type: 'bank_transfer' }, taxFreeAmountMinor: 1, ...options({ digital: true }) },
    ],
    ['provider_options.iamport.vat_amount', 'kcp', { taxFreeAmountMinor: 9_000, ...options({ vat_amount: 1_001 }) }],
    ['provider_options.iamport.vat_amount', 'welcome', options({ vat_amount: 1_001 })],
    ['provider_options.iamport.card', 'kcp', { amount: won(9_999), ...options({ card: { quotas: [3] } }) }],
    ['provider_options.iamport.key_in_window', 'ksnet', options({ key_in_window: true, product_type: 'real' })],
    ['method.bank_code', 'kcp', { method: { ...virtualAccount, bankCode: null } }],
  ])('that contradict the PG are refused: %s at %s', (param, pg, changes) => {
    expect(check(pg, changes)?.param).toBe(param);
  });

  it('at the limit pass', () => {
    expect(check('welcome', options({ vat_amount: 1_000 }))).toBeNull();
    expect(
      check('kcp', { amount: won(10_000), ...options({ card: { quotas: [0, 2, 3] }, key_in_window: true }) }),
    ).toBeNull();
    expect(check('daou', options({ digital: false }))).toBeNull();
    expect(check('nice_v2', { orderName: '양말 외 2건' })).toBeNull();
  });
});

describe('options', () => {
  it.each([
    ['provider_options.iamport.escrwo', { escrwo: true }],
    ['provider_options.iamport.escrow', { escrow: 'true' }],
    ['provider_options.iamport.card.quotas.1', { card: { quotas: [0, -1] } }],
    ['provider_options.iamport.card.direct.cvc', { card: { direct: { code: '361', cvc: '123' } } }],
    ['provider_options.iamport.notice_urls.0', { notice_urls: ['javascript:1'] }],
    ['provider_options.iamport.biz_num', { biz_num: '12' }],
  ])('that are not known or of another form are refused by their place: %s', (param, given) => {
    const problem = check('kcp', options(given));
    expect(problem?.param).toBe(param);
    expect(problem?.detail).not.toContain('javascript');
  });

  it('of the window are not taken by a charge without one', () => {
    expect(check('kcp', { method: keyIn, ...options({ escrow: true }) })?.param).toBe(
      'provider_options.iamport.escrow',
    );
  });
});
