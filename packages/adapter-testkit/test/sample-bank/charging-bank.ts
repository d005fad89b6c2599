import { notCreated, type ProviderAdapter } from '@hangil/core';
import type { ConformanceSubject } from '../../src/conformance/conformance.ts';
import { sampleBank } from './adapter.ts';
import { sampleBankSubject } from './subject.ts';

const manifest = { ...sampleBank.manifest, paymentMethods: ['key_in'], payoutMethods: [] };

/** Sample Bank as if it only charged cards that are typed in: no shopper, no deposit, no payout. */
export const chargingBank: ProviderAdapter = {
  ...sampleBank,
  manifest,
  create(account) {
    const { payouts: _payouts, billingKeys: _keys, payments, ...provider } = sampleBank.create(account);
    const { start, inquire } = payments;
    return {
      ...provider,
      manifest,
      payments: {
        start: async (request, context) =>
          request.method.type === 'key_in' ? start(request, context) : notCreated('not_contracted'),
        inquire,
      },
    };
  },
};

export function chargingBankSubject(adapter: ProviderAdapter): ConformanceSubject {
  const { samples, operations, ...subject } = sampleBankSubject(adapter);
  const { payment: _payment, deposit: _deposit, payout: _payout, billingKey: _card, ...charge } = samples;
  const { start: _start, payout: _transfer, issueKey: _issue, ...charging } = operations;
  return { ...subject, samples: charge, operations: charging };
}
