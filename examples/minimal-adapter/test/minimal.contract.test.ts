import { describeAdapter } from '@hangil/adapter-testkit/conformance';
import { money } from '@hangil/core';
import { createFakeMinimalBank, fakeCredentials } from '../src/fake/index.ts';
import { adapter } from '../src/index.ts';

describeAdapter({
  adapter,
  createFake: createFakeMinimalBank,
  account: (fakeUrl) => ({
    settings: { base_url: fakeUrl },
    credentials: fakeCredentials,
    options: {},
    channels: [{ id: 'minimal-cards', methods: ['key_in'], settings: {} }],
  }),
  channelId: 'minimal-cards',
  samples: {
    directCharge: {
      method: {
        type: 'key_in',
        card: {
          cardNumber: '4242424242424242',
          expiry: '2030-12',
          birthOrBusinessNumber: '900315',
          password2Digits: '73',
        },
      },
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
      returnUrl: null,
      expiresAt: null,
    },
  },
  operations: { directCharge: 'charge', refund: 'refund', inquire: ['read'] },
});
