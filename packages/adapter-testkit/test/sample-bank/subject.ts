import { type Customer, dayMs, money, type ProviderAdapter } from '@hangil/core';
import { type ConformanceSubject, conformanceTime, type PaymentSample } from '../../src/conformance/conformance.ts';
import { createFakeSampleBank, eventSecret } from './fake.ts';
import { sentCode } from './fake-services.ts';

const customer: Customer = {
  id: '21',
  name: '도건',
  firstName: 'Kon',
  lastName: 'Do',
  email: 'do@example.com',
  phone: '01012345678',
  ipAddress: '198.51.100.7',
  language: 'ko',
};

const party = { name: '홍길동', phone: '01012345678', address: '서울시 종로구 세종대로 1', postalCode: '03154' };

const payment: PaymentSample = {
  method: { type: 'card' },
  amount: money(10_000, 'KRW'),
  taxFreeAmountMinor: 0,
  orderName: 'Blue T-shirt',
  customer,
  returnUrl: 'https://shop.example/return',
  expiresAt: null,
};

/** Everything the suite needs to try an adapter for Sample Bank. */
export function sampleBankSubject(adapter: ProviderAdapter): ConformanceSubject {
  return {
    adapter,
    createFake: createFakeSampleBank,
    account: (fakeUrl) => ({
      settings: { base_url: fakeUrl },
      credentials: { api_key: 'api-key-12345678', event_secret: eventSecret },
      options: {},
      channels: [
        {
          id: 'main',
          methods: ['card', 'key_in', 'billing_key', 'virtual_account', 'payout/bank_transfer'],
          settings: {},
        },
      ],
    }),
    channelId: 'main',
    samples: {
      payment,
      directCharge: {
        ...payment,
        amount: money(1_420, 'USD'),
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
      deposit: {
        ...payment,
        method: {
          type: 'virtual_account',
          bankCode: '004',
          dueAt: new Date(conformanceTime.getTime() + dayMs),
          holderName: null,
        },
      },
      billingKey: {
        card: {
          cardNumber: '4242424242424242',
          expiry: '2030-12',
          birthOrBusinessNumber: '900315',
          password2Digits: '73',
        },
        customer,
      },
      payout: {
        amount: money(50_000, 'KRW'),
        destination: { bankCode: '004', providerBankId: null, accountNumber: '110123456789', holderName: '도건' },
        customer,
      },
    },
    services: {
      schedule: { operation: 'schedule', moveOperation: 'move_schedule', cancelOperation: 'cancel_schedule' },
      accountChange: {
        amount: money(12_000, 'KRW'),
        dueAt: new Date(conformanceTime.getTime() + 2 * dayMs),
        operation: 'change_account',
      },
      accountHolder: { bankCode: '004', accountNumber: '110123456789', holderName: '도건', operation: 'holder' },
      information: {
        payment: { ...payment, customer: { ...customer, name: null } },
        answers: { payer_name: '도건' },
        operation: 'inform',
      },
      actions: { wrap_as_gift: { input: { colour: 'red' } }, read_points: { input: {}, after: ['wrap_as_gift'] } },
      approval: (reference, amount) => ({ headers: {}, body: Buffer.from(JSON.stringify({ reference, amount })) }),
      windowResult: (payment) => ({ payment, result: 'done' }),
      banks: { operations: ['banks'] },
      reports: { operation: 'report' },
      accountChannels: { operation: 'contracts' },
      cashReceipt: {
        amount: money(11_000, 'KRW'),
        taxFreeAmountMinor: 0,
        purpose: 'person',
        identifier: { type: 'phone', number: '01055512398' },
        customer,
        operation: 'receipt',
        cancelOperation: 'cancel_receipt',
      },
      shipment: {
        courier: 'other',
        trackingNumber: '123456789012',
        sentAt: conformanceTime,
        sender: party,
        receiver: party,
        products: [],
        operation: 'ship',
      },
      identityVerification: {
        person: {
          name: '김하늘',
          phone: '01024681357',
          birthDate: '900315',
          genderDigit: '2',
          carrier: 'skt',
          isMvno: false,
        },
        code: sentCode,
        operation: 'send_code',
      },
    },
    operations: {
      start: 'open',
      directCharge: 'charge',
      refund: 'refund',
      payout: 'transfer',
      issueKey: 'issue_card',
      confirmKey: 'confirm_card',
      inquire: ['read', 'read_transfer', 'read_card'],
    },
  };
}
