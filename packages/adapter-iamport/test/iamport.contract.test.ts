import {
  type ConformanceSubject,
  conformanceTime,
  describeAdapter,
  type PaymentSample,
} from '@hangil/adapter-testkit/conformance';
import { dayMs, money } from '@hangil/core';
import { expect, onTestFinished } from 'vitest';
import { createFakeIamport } from '../src/fake/index.ts';
import { adapter } from '../src/index.ts';
import { actionSamples, gatewaysOfActions } from './action-samples.ts';
import { checkingRequests } from './description/check-requests.ts';

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

const party = { name: '홍길동', phone: '01012345678', address: '서울시 종로구 세종대로 1', postalCode: '03154' };

const subject: ConformanceSubject = {
  adapter,
  createFake(options) {
    const { fake, problems } = checkingRequests(createFakeIamport(options));
    onTestFinished(() => expect(problems, 'requests that the provider does not describe').toEqual([]));
    return fake;
  },
  account: (fakeUrl) => ({
    settings: { base_url: fakeUrl },
    credentials: { imp_key: 'imp_key_test', imp_secret: 'imp_secret_test', user_code: 'imp00000000' },
    options: {},
    channels: [
      {
        id: 'kcp',
        methods: ['card', 'key_in', 'virtual_account'],
        settings: { pg: 'kcp.T0000', channel_key: 'channel-key-test' },
      },
      { id: 'settle', methods: ['virtual_account'], settings: { pg: 'settle.S0001' } },
      ...gatewaysOfActions.map((pg) => ({
        id: pg,
        methods: ['key_in'],
        settings: { pg, channel_key: `key-of-${pg}` },
      })),
    ],
  }),
  channelId: 'kcp',
  publicCredentials: ['user_code'],
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
    schedule: { operation: 'schedule', moveOperation: 'schedule_move', cancelOperation: 'unschedule' },
    accountChange: {
      channelId: 'settle',
      amount: money(12_000, 'KRW'),
      dueAt: new Date(conformanceTime.getTime() + 2 * dayMs),
      operation: 'account_change',
    },
    accountHolder: {
      bankCode: '004',
      accountNumber: '110123456789',
      holderName: '홍길동',
      operation: 'account_holder',
    },
    accountChannels: { operation: 'account_channels' },
    reports: { operation: 'list_by_status' },
    actions: actionSamples,
    windowResult: (imp_uid) => ({ imp_uid, merchant_uid: 'op1', success: true, error_code: null, error_msg: null }),
    approval: (merchant_uid, amount) => ({
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ imp_uid: 'imp_1', merchant_uid, amount })),
    }),
    cashReceipt: {
      operation: 'receipt_issue',
      cancelOperation: 'receipt_cancel',
      amount: money(11_000, 'KRW'),
      taxFreeAmountMinor: 0,
      purpose: 'person',
      identifier: { type: 'phone', number: '01055512398' },
      customer: payment.customer,
    },
    shipment: {
      operation: 'delivery_add',
      courier: 'cj_logistics',
      trackingNumber: '123456789012',
      sentAt: conformanceTime,
      sender: party,
      receiver: party,
      products: [],
    },
    identityVerification: {
      operation: 'otp_request',
      code: '000000',
      person: {
        name: '김하늘',
        phone: '01024681357',
        birthDate: '900315',
        genderDigit: '2',
        carrier: 'skt',
        isMvno: false,
      },
    },
  },
  operations: {
    start: 'prepare',
    directCharge: 'onetime',
    refund: 'cancel',
    issueKey: 'billing_key_issue',
    inquire: ['find', 'get', 'find_all', 'list'],
  },
};

describeAdapter(subject);
