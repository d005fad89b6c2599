import { describeAdapter, type PaymentSample } from '@hangil/adapter-testkit/conformance';
import { money } from '@hangil/core';
import { createFakeMinimalBank, fakeCredentials } from '../src/fake/index.ts';
import { adapter } from '../src/index.ts';

/** What the channel takes. */
const methods = ['key_in'];

/** What a merchant asks for, whatever the means of payment. */
const order: Omit<PaymentSample, 'method'> = {
  amount: money(10_000, 'KRW'),
  taxFreeAmountMinor: 0,
  orderName: 'Blue T-shirt',
  customer: {
    id: '21',
    name: '도건',
    firstName: 'Kon',
    lastName: 'Do',
    email: 'do@example.com',
    phone: '01012345678',
    ipAddress: '198.51.100.7',
    language: 'ko',
  },
  returnUrl: 'https://shop.example/return',
  expiresAt: null,
};

describeAdapter({
  adapter,
  createFake: createFakeMinimalBank,
  account: (fakeUrl) => ({
    settings: { base_url: fakeUrl },
    credentials: fakeCredentials,
    options: {},
    channels: [{ id: 'minimal-bank', methods, settings: {} }],
  }),
  channelId: 'minimal-bank',
  samples: {
    directCharge: {
      ...order,
      method: {
        type: 'key_in',
        card: {
          cardNumber: '4242424242424242',
          expiry: '2030-12',
          birthOrBusinessNumber: '900315',
          password2Digits: '73',
        },
      },
    },
  },
  operations: {
    directCharge: 'charge',
    refund: 'refund',
    inquire: ['read'],
  },
});
