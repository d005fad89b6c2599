import type { PaymentPort, ProviderAdapter } from '@hangil/core';
import type { ConformanceSubject } from '../../src/conformance/conformance.ts';
import { callFor, sampleBank } from './adapter.ts';
import { createFakeSampleBank } from './fake.ts';
import { createConfirm } from './payments.ts';
import { sampleBankSubject } from './subject.ts';

type Confirm = NonNullable<PaymentPort['confirm']>;

/** Sample Bank as if the shopper's approval moved nothing before our confirm. `toWrong` changes that confirm. */
export function confirmingBank(
  toWrong: (confirm: Confirm, payments: PaymentPort) => Partial<PaymentPort> = () => ({}),
): ProviderAdapter {
  return {
    ...sampleBank,
    create(account) {
      const { payments, ...provider } = sampleBank.create(account);
      const confirm = createConfirm(callFor(account));
      return { ...provider, payments: { ...payments, confirm, ...toWrong(confirm, payments) } };
    },
  };
}

export function confirmingBankSubject(adapter: ProviderAdapter): ConformanceSubject {
  const subject = sampleBankSubject(adapter);
  return {
    ...subject,
    createFake: (options) => createFakeSampleBank({ ...options, confirms: true }),
    operations: { ...subject.operations, confirm: 'confirm' },
  };
}
