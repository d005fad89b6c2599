import { conformanceTime, describeAdapter, type PaymentSample } from '@hangil/adapter-testkit/conformance'; // @only virtual_account, else: import { describeAdapter, type PaymentSample } from '@hangil/adapter-testkit/conformance';
import { dayMs, money } from '@hangil/core'; // @only virtual_account, else: import { money } from '@hangil/core';
import { createFakeTemplatePg, fakeCredentials } from '../src/fake/index.ts';
import { adapter } from '../src/index.ts';

/** What the channel takes. */
const methods = ['card', 'key_in', 'virtual_account', 'payout/bank_transfer']; // @value channelInTest

/** What a merchant asks for, whatever the means of payment. */
const order: Omit<PaymentSample, 'method'> = {
  amount: money(10_000, 'KRW'), // @value amount
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
  createFake: createFakeTemplatePg,
  account: (fakeUrl) => ({
    settings: { base_url: fakeUrl },
    credentials: fakeCredentials,
    options: {},
    channels: [{ id: 'template-pg', methods, settings: {} }],
  }),
  channelId: 'template-pg',
  samples: {
    // @if shopper
    payment: { ...order, method: { type: 'card' } },
    // @end
    // @if key_in
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
    // @end
    // @if virtual_account
    deposit: {
      ...order,
      method: {
        type: 'virtual_account',
        bankCode: '004',
        dueAt: new Date(conformanceTime.getTime() + dayMs),
        holderName: null,
      },
    },
    // @end
    // @if payouts
    payout: {
      amount: order.amount,
      destination: { bankCode: '004', providerBankId: null, accountNumber: '110123456789', holderName: '도건' },
      customer: order.customer,
    },
    // @end
  },
  operations: {
    start: 'open', // @only shopper
    confirm: 'confirm', // @only confirm
    directCharge: 'charge', // @only key_in
    refund: 'refund', // @only refunds
    payout: 'transfer', // @only payouts
    inquire: ['read', 'read_transfer'], // @only payouts, else: inquire: ['read'],
  },
});
