import type { GatewayCapabilities } from '@hangil/core';
import { describe, expect, test } from 'vitest';
import { question } from '../../../test/routing-question.ts';
import type { Channel } from '../../directory.ts';
import { gatewayReasons } from './gateway.ts';

const nothingKnown = {
  name: 'A PG',
  methods: null,
  currencies: null,
  refusedCurrencies: [],
  minimumMinor: {},
  keyIn: null,
  billingKeys: { charge: null },
  asOf: '2026-08-06',
} as unknown as GatewayCapabilities;
const inputs = { amountMinor: 100 };

const words = ['card', 'key_in', 'billing_key', 'easy_pay', 'payout/bank_transfer'];

function channelAt(gateway: object | null): Channel {
  const provider = { paymentMethods: words, payoutMethods: ['bank_transfer'] };
  return { id: 'a-channel', methods: words, provider, gateway } as unknown as Channel;
}

function codes(known: object, asked: object = {}): string[] {
  const asking = question({ ...inputs, ...asked });
  return gatewayReasons(channelAt({ ...nothingKnown, ...known }), asking).map(({ code }) => code);
}

describe('gatewayReasons', () => {
  test('what is not known refuses nothing', () => {
    for (const method of ['card', 'key_in', 'billing_key', 'payout/bank_transfer'])
      expect(codes({}, { method })).toEqual([]);
    expect(gatewayReasons(channelAt(null), question(inputs))).toEqual([]);
  });

  test('what the channel itself does not offer is told once, by the channel', () => {
    expect(codes({ methods: [] }, { method: 'mobile' })).toEqual([]);
  });

  test.each([
    ['a method it does not take', { methods: ['mobile'] }, {}, 'method_not_at_gateway'],
    [
      'a wallet it does not take',
      { methods: ['easy_pay/a'] },
      { method: 'easy_pay', wallet: 'b' },
      'method_not_at_gateway',
    ],
    ['card data typed in', { keyIn: false, methods: ['card'] }, { method: 'key_in' }, 'method_not_at_gateway'],
    ['a billing key', { billingKeys: { charge: false } }, { method: 'billing_key' }, 'method_not_at_gateway'],
    ['a currency it does not take', { currencies: ['USD'] }, {}, 'currency_not_at_gateway'],
    ['a currency it is known to refuse', { refusedCurrencies: ['KRW'] }, {}, 'currency_not_at_gateway'],
    ['less than its smallest amount', { minimumMinor: { KRW: 101 } }, {}, 'amount_below_minimum'],
  ])('refuses %s', (_what, known, asked, code) => {
    expect(codes(known, asked)).toEqual([code]);
  });

  test('takes what is listed, and the smallest amount itself', () => {
    const known = {
      methods: ['card', 'easy_pay/a'],
      currencies: ['KRW'],
      minimumMinor: { KRW: 100, USD: 500 },
      keyIn: true,
    };
    expect(codes(known)).toEqual([]);
    expect(codes(known, { method: 'easy_pay', wallet: 'a' })).toEqual([]);
    expect(codes(known, { method: 'key_in' })).toEqual([]);
  });

  test('says what it takes and as of when', () => {
    const channel = channelAt({ ...nothingKnown, methods: ['mobile', 'point'] });
    expect(gatewayReasons(channel, question(inputs))[0]?.detail).toBe(
      'A PG takes mobile, point, not card (as of 2026-08-06)',
    );
  });
});
