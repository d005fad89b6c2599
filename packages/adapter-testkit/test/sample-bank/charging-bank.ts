import { notCreated, type ProviderAdapter } from '@hangil/core';
import type { ConformanceSubject } from '../../src/conformance/conformance.ts';
import { sampleBank } from './adapter.ts';
import { sampleBankSubject } from './subject.ts';

const { gateways: _gateways, actions: _actions, ...claims } = sampleBank.manifest;
const manifest = { ...claims, paymentMethods: ['key_in'], payoutMethods: [] };

/** Sample Bank as if it only charged cards that are typed in: no shopper, no deposit, no payout. */
export const chargingBank: ProviderAdapter = {
  ...sampleBank,
  manifest,
  create(account) {
    const { payments, refunds, events, specificationVersion } = sampleBank.create(account);
    const { start, inquire } = payments;
    return {
      specificationVersion,
      manifest,
      ...(refunds && { refunds }),
      ...(events && { events }),
      payments: {
        start: async (request, context) =>
          request.method.type === 'key_in' ? start(request, context) : notCreated('not_contracted'),
        inquire,
      },
    };
  },
};

export function chargingBankSubject(adapter: ProviderAdapter): ConformanceSubject {
  const { samples, operations, services: _services, ...subject } = sampleBankSubject(adapter);
  const { payment: _payment, deposit: _deposit, payout: _payout, billingKey: _card, ...charge } = samples;
  const { start: _start, payout: _transfer, issueKey: _issue, confirmKey: _confirm, ...charging } = operations;
  return { ...subject, samples: charge, operations: charging };
}
