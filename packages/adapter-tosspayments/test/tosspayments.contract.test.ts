import {
  type ConformanceSubject,
  conformanceTime,
  describeAdapter,
  type PaymentSample,
} from '@hangil/adapter-testkit/conformance';
import { dayMs, money } from '@hangil/core';
import { createFakeTosspayments } from '../src/fake/index.ts';
import { adapter } from '../src/index.ts';

const payment: PaymentSample = {
  method: { type: 'card' },
  amount: money(10_000, 'KRW'),
  taxFreeAmountMinor: 0,
  orderName: 'Blue T-shirt',
  customer: {
    id: '21',
    name: '도건',
    firstName: null,
    lastName: null,
    email: 'do@example.com',
    phone: '01012345678',
    ipAddress: '198.51.100.7',
    language: 'ko',
  },
  returnUrl: 'https://shop.example/return',
  expiresAt: null,
};

const subject: ConformanceSubject = {
  adapter,
  createFake: createFakeTosspayments,
  account: (fakeUrl) => ({
    settings: { base_url: fakeUrl },
    credentials: { client_key: 'test_ck_fake', secret_key: 'test_sk_fake' },
    options: {},
    channels: [
      {
        id: 'toss',
        methods: ['card', 'key_in', 'billing_key', 'virtual_account'],
        settings: {},
      },
    ],
  }),
  channelId: 'toss',
  publicCredentials: ['client_key'],
  samples: {
    payment,
    directCharge: {
      ...payment,
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
    billingKey: {
      card: {
        cardNumber: '4242424242424242',
        expiry: '2030-12',
        birthOrBusinessNumber: '900315',
        password2Digits: '73',
      },
      customer: payment.customer,
    },
    deposit: {
      ...payment,
      method: {
        type: 'virtual_account',
        bankCode: '004',
        dueAt: new Date(conformanceTime.getTime() + dayMs),
        holderName: '도건',
      },
    },
  },
  services: {
    windowResult: (paymentKey) => ({ paymentKey, orderId: 'op1', amount: 10_000 }),
    cashReceipt: {
      operation: 'receipt_issue',
      cancelOperation: 'receipt_cancel',
      amount: money(11_000, 'KRW'),
      taxFreeAmountMinor: 0,
      purpose: 'person',
      identifier: { type: 'phone', number: '01055512398' },
      customer: payment.customer,
    },
  },
  operations: {
    directCharge: 'key_in',
    issueKey: 'card_key',
    confirmKey: 'window_key',
    confirm: 'confirm',
    refund: 'cancel',
    inquire: ['find', 'get'],
  },
};

describeAdapter(subject);
