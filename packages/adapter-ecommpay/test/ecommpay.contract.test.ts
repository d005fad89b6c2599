import {
  type ConformanceSubject,
  describeAdapter,
  type PaymentSample,
  type PayoutSample,
} from '@hangil/adapter-testkit/conformance';
import { type Customer, money } from '@hangil/core';
import { dataSecret, dataToken } from '../src/fake/data-routes.ts';
import { createFakeEcommpay } from '../src/fake/index.ts';
import { adapter } from '../src/index.ts';

const customer: Customer = {
  id: '21',
  name: '도건',
  firstName: 'Kon',
  lastName: 'Do',
  email: 'do@example.com',
  phone: null,
  ipAddress: '198.51.100.7',
  language: 'ko',
};

const payment: PaymentSample = {
  method: { type: 'bank_transfer' },
  amount: money(30_000, 'KRW'),
  taxFreeAmountMinor: 0,
  orderName: 'Blue T-shirt',
  customer,
  returnUrl: 'https://shop.example/return',
  expiresAt: null,
};

const payout: PayoutSample = {
  amount: money(50_000, 'KRW'),
  destination: { bankCode: '004', providerBankId: null, accountNumber: '110123456789', holderName: '도건' },
  customer,
};

const gate: ConformanceSubject = {
  adapter,
  createFake: createFakeEcommpay,
  account: (fakeUrl) => ({
    settings: { base_url: fakeUrl, payment_page_url: fakeUrl },
    credentials: { project_id: 200, secret: 'ecommpay_secret_test' },
    options: {},
    channels: [
      {
        id: 'redirect',
        methods: ['bank_transfer', 'payout/bank_transfer'],
        settings: { options: { flow: 'gate_redirect' } },
      },
      { id: 'instructions', methods: ['bank_transfer'], settings: { options: { flow: 'gate_instructions' } } },
      { id: 'page', methods: ['bank_transfer'], settings: { options: { flow: 'payment_page' } } },
    ],
  }),
  channelId: 'redirect',
  samples: { payment, deposit: { ...payment, channelId: 'instructions' }, payout },
  services: {
    banks: { operations: ['sale_banks', 'payout_banks'] },
    information: {
      payment: { ...payment, customer: { ...customer, firstName: null, lastName: null } },
      answers: { 'customer.first_name': '길동', 'customer.last_name': '홍' },
      operation: 'clarification',
    },
  },
  operations: { start: 'sale', payout: 'payout', inquire: ['status', 'status_by_request'] },
};

const withReports: ConformanceSubject = {
  ...gate,
  account(fakeUrl) {
    const account = gate.account(fakeUrl);
    return {
      ...account,
      settings: { ...account.settings, data_api_url: `${fakeUrl}/v1` },
      credentials: { ...account.credentials, data_api_token: dataToken, data_api_secret: dataSecret },
    };
  },
  services: { ...gate.services, reports: { operation: 'report' } },
};

const { start: _, ...withoutStart } = gate.operations;

describeAdapter(gate, 'ecommpay by Gate');
describeAdapter(withReports, 'ecommpay with the Data API');
describeAdapter(
  { ...gate, samples: { ...gate.samples, payment: { ...payment, channelId: 'page' } }, operations: withoutStart },
  'ecommpay by Payment Page',
);
